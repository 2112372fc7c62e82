package io.github.attention4j.peers.bench;

/** What can be measured. */
enum Contender {
  /** The library's fused path, {@code Attention.output}. */
  FUSED("attention4j"),
  /** The fused path's matrix products alone, tile by tile: what it could reach at most. */
  TILES("its BLAS calls alone"),
  /** {@code scaled_dot_product_attention}. */
  PYTORCH("PyTorch"),
  /** ND4J's own operation, which knows no causal mask. */
  ND4J_OPERATION("ND4J dotProductAttention"),
  /** What a user of ND4J writes: matmul, scale, softmax, matmul. */
  ND4J_STEPS("ND4J step by step");

  /** Where a system holds all scores: more than this is not tried. */
  private static final double MOST_BYTES = 2e9;

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean takes(Case size) {
    boolean holdsScores = this == ND4J_OPERATION || this == ND4J_STEPS;
    return !(holdsScores && size.scoresBytes() > MOST_BYTES)
        && !(this == ND4J_OPERATION && size.causal());
  }

  /** Makes the inputs. */
  Attention prepare(Case size) {
    return switch (this) {
      case FUSED -> Nd4jAttention.fused(size);
      case TILES -> new TileProducts(size);
      case PYTORCH -> new PytorchAttention(size);
      case ND4J_OPERATION -> Nd4jAttention.operation(size);
      case ND4J_STEPS -> Nd4jAttention.steps(size);
    };
  }

  /** Attention over inputs that are there. */
  interface Attention {

    /** Attends once, and frees the output. */
    void run();

    /** Attends once more, for the output in the order (B, H, T, D); empty if there is none. */
    float[] output();
  }
}
