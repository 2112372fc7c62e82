package io.github.attention4j.peers;

import java.util.List;

/** A mechanism as PyTorch computes it, with the cases that make up its golden file. */
interface Mechanism {

  /** The name of the golden file, without its suffix. */
  String name();

  /** Computes all cases, in the file's order. */
  List<GoldenCase> cases();
}
