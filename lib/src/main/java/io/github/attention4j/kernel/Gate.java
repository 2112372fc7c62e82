package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A gate over a feature map, with the numbers that its parameters held when it was made. */
public sealed interface Gate permits ChannelGate, SpatialGate {

  /** What it was made of, each of which has a gradient; null for a bias that there is not. */
  INDArray[] parameters();

  /** Zeros to add the parameters' gradients to; also for a bias that there is not. */
  float[][] zeros();
}
