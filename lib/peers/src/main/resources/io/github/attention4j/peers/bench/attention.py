class Script(Module):

  def attention(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(query, key, value, is_causal=CAUSAL)

  def gradient(self, query: Tensor, key: Tensor, value: Tensor,
      output_gradient: Tensor) -> List[Tensor]:
    inputs = self.leaves([query, key, value])
    output = self.attention(inputs[0], inputs[1], inputs[2])
    upstream = annotate(List[Optional[Tensor]], [output_gradient])
    return self.present(torch.grad([output], inputs, upstream))

  # parameters: the maps of query, key and value in one, as PyTorch's module has them, their biases,
  # the output's map and its biases
  def multi_head(self, input: Tensor, parameters: List[Tensor]) -> Tensor:
    mapped = torch.linear(input, parameters[0], parameters[1])  # (B, T, 3 H D)
    query, key, value = [x.unflatten(2, [HEADS, -1]).transpose(1, 2) for x in torch.chunk(mapped, 3, 2)]
    merged = self.attention(query, key, value).transpose(1, 2).flatten(2)
    return torch.linear(merged, parameters[2], parameters[3])

  def loss(self, input: Tensor, target: Tensor, parameters: List[Tensor]) -> Tensor:
    return torch.mse_loss(input + self.multi_head(input, parameters), target)
