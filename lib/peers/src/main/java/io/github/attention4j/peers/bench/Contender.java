package io.github.attention4j.peers.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who can be measured. Each starts a process of its own. */
enum Contender {
  /** The library, called as its documentation shows. */
  LIBRARY("attention4j"),
  /** The same inside an ND4J workspace, which keeps the memory of results from call to call. */
  LIBRARY_IN_WORKSPACE("attention4j in a workspace"),
  /** The same where ND4J's own threads, which spin while they wait, are kept out of it. */
  LIBRARY_ONE_THREAD("attention4j, 1 OpenMP thread"),
  /** The fused path's matrix products alone, strip by strip: what it could reach at most. */
  TILES("its BLAS calls alone"),
  /** PyTorch, where OpenBLAS shares each small product among threads inside PyTorch's threads. */
  PYTORCH("PyTorch"),
  /** PyTorch at its best: OpenBLAS leaves the threads to it. */
  PYTORCH_TUNED("PyTorch, 1 BLAS thread"),
  /** PyTorch where its own threads do not pay: on one. */
  PYTORCH_ONE_THREAD("PyTorch, 1 thread"),
  /** The PyTorch that DJL brings, which multiplies by MKL. */
  DJL("PyTorch 2.7, MKL"),
  /** The same where threads do not pay. */
  DJL_ONE_THREAD("PyTorch 2.7, MKL, 1 thread"),
  /** The library's definition in a graph of ND4J's SameDiff. */
  SAMEDIFF("SameDiff"),
  /** ND4J's own operation, which knows no causal mask. */
  ND4J_OPERATION("ND4J dotProductAttention"),
  /** What a user of ND4J writes: matmul, scale, softmax, matmul. */
  ND4J_STEPS("ND4J step by step"),
  /** The same inside a workspace. */
  ND4J_STEPS_IN_WORKSPACE("ND4J steps in a workspace");

  private static final Set<Contender> HOLD_SCORES =
      EnumSet.of(ND4J_OPERATION, ND4J_STEPS, ND4J_STEPS_IN_WORKSPACE);
  private static final Set<Contender> ANY_KIND =
      EnumSet.of(LIBRARY, LIBRARY_IN_WORKSPACE, PYTORCH, PYTORCH_TUNED, DJL, DJL_ONE_THREAD);
  private static final Set<Contender> GRADIENTS =
      EnumSet.of(
          LIBRARY,
          LIBRARY_IN_WORKSPACE,
          PYTORCH_TUNED,
          PYTORCH_ONE_THREAD,
          DJL,
          DJL_ONE_THREAD,
          SAMEDIFF);

  private static final Set<Contender> TRAIN =
      EnumSet.of(
          LIBRARY,
          LIBRARY_ONE_THREAD,
          PYTORCH_TUNED,
          PYTORCH_ONE_THREAD,
          DJL,
          DJL_ONE_THREAD,
          SAMEDIFF);

  private static final Set<Contender> OF_DJL = EnumSet.of(DJL, DJL_ONE_THREAD);

  /** Where a system holds all scores: more than this is not tried. */
  private static final double MOST_BYTES = 2e9;

  /**
   * ND4J's operation takes 40 times as long as attention4j: a minute of these would tell no more.
   * And SameDiff holds the scores and their gradients several times.
   */
  private static final double MOST_BYTES_OF_GRAPH = 2e8;

  /** At twice as many numbers, (8, 8, 128, 64), two threads took half the time of one. */
  private static final long MOST_NUMBERS_OF_ONE_THREAD = 1 << 18;

  private static final String DJL_CLASS_PATH = System.getProperty("djl.class.path", "");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean isLibrary() {
    return this == LIBRARY || this == LIBRARY_IN_WORKSPACE || this == LIBRARY_ONE_THREAD;
  }

  boolean isPytorch() {
    return this == PYTORCH
        || this == PYTORCH_TUNED
        || this == PYTORCH_ONE_THREAD
        || OF_DJL.contains(this);
  }

  /** Whether what it needs was given to this process; DJL has no build for some machines. */
  boolean isHere() {
    return !OF_DJL.contains(this) || !DJL_CLASS_PATH.isEmpty();
  }

  boolean takes(Case size) {
    if (this == DJL_ONE_THREAD && size.numbers() > MOST_NUMBERS_OF_ONE_THREAD) {
      return false;
    }
    return switch (size.kind()) {
      case ATTENTION ->
          this != SAMEDIFF
              && this != LIBRARY_ONE_THREAD
              && this != PYTORCH_ONE_THREAD
              && !(HOLD_SCORES.contains(this) && size.scoresBytes() > MOST_BYTES)
              && !(this == ND4J_OPERATION
                  && (size.causal() || size.scoresBytes() > MOST_BYTES_OF_GRAPH));
      case MULTI_HEAD, CBAM, BAM, FEATURE_MAP -> ANY_KIND.contains(this);
      case GRADIENT ->
          GRADIENTS.contains(this)
              && !(this == SAMEDIFF && size.scoresBytes() > MOST_BYTES_OF_GRAPH);
      case TRAINING -> TRAIN.contains(this);
      case TRAINING_CBAM -> this != SAMEDIFF && TRAIN.contains(this);
    };
  }

  /** What its process is started with. DJL's libraries must not meet ours, nor download any. */
  List<String> arguments() {
    return OF_DJL.contains(this)
        ? List.of("-Dai.djl.offline=true", "-cp", DJL_CLASS_PATH)
        : List.of("-cp", System.getProperty("java.class.path"));
  }

  /** What its process finds in the environment. */
  Map<String, String> environment() {
    return switch (this) {
      case DJL_ONE_THREAD -> Map.of("OMP_NUM_THREADS", "1");
      case LIBRARY_ONE_THREAD -> Map.of("OMP_NUM_THREADS", "1");
      case PYTORCH_TUNED -> Map.of("OPENBLAS_NUM_THREADS", "1");
      case PYTORCH_ONE_THREAD -> Map.of("OPENBLAS_NUM_THREADS", "1", "OMP_NUM_THREADS", "1");
      default -> Map.of();
    };
  }

  /** Makes the inputs. */
  Computation prepare(Case size) {
    return switch (this) {
      case LIBRARY, LIBRARY_ONE_THREAD -> Library.of(size);
      case LIBRARY_IN_WORKSPACE -> new InWorkspace(Library.of(size));
      case TILES -> new TileProducts(size);
      case PYTORCH, PYTORCH_TUNED, PYTORCH_ONE_THREAD -> Pytorch.of(size);
      case DJL, DJL_ONE_THREAD -> Djl.of(size);
      case SAMEDIFF ->
          size.kind() == Case.Kind.GRADIENT
              ? new SameDiffGradient(size)
              : new SameDiffTraining(size);
      case ND4J_OPERATION -> Nd4jAttention.operation(size);
      case ND4J_STEPS -> Nd4jAttention.steps(size);
      case ND4J_STEPS_IN_WORKSPACE -> new InWorkspace(Nd4jAttention.steps(size));
    };
  }
}
