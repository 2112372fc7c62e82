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
    return gated * torch.sigmoid(self.norm(filtered, one, zero))

  # Batch norm, evaluated, of statistics 0 and 1.
  def norm(self, maps: Tensor, one: Tensor, zero: Tensor) -> Tensor:
    return torch.batch_norm(maps, one, zero, zero, one, False, 0.01, 1e-5, False)

  # parameters: weights and biases of the channels' two maps and of the places' four convolutions,
  # and the batch norms'
  def bam(self, input: Tensor, parameters: List[Tensor]) -> Tensor:
    ones, zeros, one, zero = parameters[12:]
    hidden = torch.relu(torch.linear(torch.mean(input, [2, 3]), parameters[0], parameters[1]))
    channel = self.norm(torch.linear(hidden, parameters[2], parameters[3]), ones, zeros)  # (B, C)
    places = torch.relu(torch.conv2d(input, parameters[4], parameters[5]))
    for i in [6, 8]:
      looked = torch.conv2d(places, parameters[i], parameters[i + 1], [1, 1], [4, 4], [4, 4])
      places = torch.relu(looked)
    spatial = self.norm(torch.conv2d(places, parameters[10], parameters[11]), one, zero)
    return input + input * torch.sigmoid(channel.unsqueeze(2).unsqueeze(3) + spatial)

  # parameters: the maps to queries, keys and values, and the residual weight
  def feature_map(self, input: Tensor, parameters: List[Tensor]) -> Tensor:
    to_queries, to_keys, to_values, residual = parameters
    places = torch.flatten(input, 2)  # (B, C, H W)
    queries = torch.matmul(to_queries, places)
    scores = torch.bmm(queries.transpose(1, 2), torch.matmul(to_keys, places))
    weights = torch.softmax(scores, 2)  # (B, H W, H W)
    found = torch.bmm(torch.matmul(to_values, places), weights.transpose(1, 2))
    return input + (found * residual).view_as(input)

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
