
  def leaves(self, tensors: List[Tensor]) -> List[Tensor]:
    return [torch.requires_grad_(torch.detach(x)) for x in tensors]

  def present(self, tensors: List[Optional[Tensor]]) -> List[Tensor]:
    return [torch._unwrap_optional(x) for x in tensors]

  # One step of Adam, PyTorch's fused one; the result is the loss before it.
  def step(self, input: Tensor, target: Tensor, parameters: List[Tensor], means: List[Tensor],
      squares: List[Tensor], steps: List[Tensor]) -> Tensor:
    leaves = self.leaves(parameters)
    loss = self.loss(input, target, leaves)
    gradients = self.present(torch.grad([loss], leaves))
    torch._foreach_add_(steps, 1)
    torch._fused_adam_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps,
        lr=LEARNING_RATE, beta1=0.9, beta2=0.999, weight_decay=0., eps=1e-8, amsgrad=False,
        maximize=False)
    return torch.detach(loss)
