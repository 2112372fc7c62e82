package io.github.attention4j.kernel;

/** A gate over a feature map, with the numbers that its parameters held when it was made. */
public sealed interface Gate permits ChannelGate, SpatialGate {}
