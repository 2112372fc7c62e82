class Script(Module):

  # parameters: the perceptron's two maps, each with biases, the filter, and the batch norm's
  def cbam(self, input: Tensor, parameters: List[Tensor]) -> Tensor:
    reduce, reduce_bias, expand, expand_bias, filter, one, zero = parameters
    logits: List[Tensor] = []
    for pooled in [torch.mean(input, [2, 3]), torch.amax(input, [2, 3])]:  # (B, C)
      hidden = torch.relu(torch.linear(pooled, reduce, reduce_bias))
      logits.append(torch.linear(hidden, expand, expand_bias))
    gated = input * torch.sigmoid(logits[0] + logits[1]).unsqueeze(2).unsqueeze(3)
    pools = torch.cat([torch.amax(gated, [1], True), torch.mean(gated, [1], True)], 1)
    filtered = torch.conv2d(pools, filter, None, [1, 1], [3, 3])  # (B, 1, H, W)
    normalised = torch.batch_norm(filtered, one, zero, zero, one, False, 0.01, 1e-5, False)
    return gated * torch.sigmoid(normalised)

  # parameters: weights and biases of three convolutions, CBAM's three weights, the last linear
  # map's weight and biases
  def loss(self, input: Tensor, labels: Tensor, parameters: List[Tensor]) -> Tensor:
    maps = input
    for i in range(3):
      maps = torch.relu(torch.conv2d(maps, parameters[2 * i], parameters[2 * i + 1], [1, 1], [1, 1]))
    reduce, expand, filter = parameters[6:9]
    logits: List[Tensor] = []
    for pooled in [torch.mean(maps, [2, 3]), torch.amax(maps, [2, 3])]:  # (B, 2 C)
      logits.append(torch.linear(torch.relu(torch.linear(pooled, reduce)), expand))
    gated = maps * torch.sigmoid(logits[0] + logits[1]).unsqueeze(2).unsqueeze(3)
    pools = torch.cat([torch.mean(gated, [1], True), torch.max(gated, 1, True)[0]], 1)
    gated = gated * torch.sigmoid(torch.conv2d(pools, filter, None, [1, 1], [3, 3]))
    classes = torch.linear(torch.mean(gated, [2, 3]), parameters[9], parameters[10])
    return torch.cross_entropy_loss(classes, labels)
