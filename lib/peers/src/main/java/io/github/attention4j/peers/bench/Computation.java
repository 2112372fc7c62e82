package io.github.attention4j.peers.bench;

/** What is measured, over inputs that are there. */
interface Computation {

  /** Computes once, and frees what it made. */
  void run();

  /** Numbers that every contender must agree on; none if there is nothing to compare. */
  float[] output();
}
