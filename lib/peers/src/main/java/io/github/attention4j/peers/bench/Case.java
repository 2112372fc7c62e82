package io.github.attention4j.peers.bench;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What is to be computed, and how large it is.
 *
 * @param kind what
 * @param sizes four numbers, see {@link Kind}
 * @param causal whether a query attends to itself and what came before only
 */
record Case(Kind kind, int[] sizes, boolean causal) {
  static final int CLASSES = 10;

  /** What can be computed. */
  enum Kind {
    /** Scaled dot-product attention, (B, H, T, D). */
    ATTENTION,
    /** The same, and how a loss changes with query, key and value, (B, H, T, D). */
    GRADIENT,
    /** Multi-head attention with its four linear maps, H heads of D features, (B, H, T, D). */
    MULTI_HEAD,
    /** CBAM as its authors' code has it, evaluated, (B, C, H, W). */
    CBAM,
    /** Bottleneck attention as its paper has it, evaluated, (B, C, H, W). */
    BAM,
    /** Self-attention over the places of a feature map, (B, C, H, W). */
    FEATURE_MAP,
    /**
     * One step of training: input + multi-head attention, (B, H, T, D), its mean squared distance
     * from a target, the gradients of all parameters, and Adam.
     */
    TRAINING,
    /**
     * One step of training of a small convolutional network, (B, C, H, W): three 3x3 convolutions
     * to C, 2 C and 2 C channels, each with ReLU, CBAM as its paper writes it, the average over the
     * places, a linear map to 10 classes, cross-entropy, and Adam.
     */
    TRAINING_CBAM;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The reverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if it is not written like that
   */
  static Case parse(String text) {
    for (Kind kind : Kind.values()) {
      if (text.matches(kind.text() + ":[1-9]\\d{0,5}(,[1-9]\\d{0,5}){3}(,causal)?")) {
        String[] parts = text.substring(kind.text().length() + 1).split(",");
        int[] sizes = Arrays.stream(parts).limit(4).mapToInt(Integer::parseInt).toArray();
        return new Case(kind, sizes, parts.length > 4);
      }
    }
    throw new IllegalArgumentException(
        text + " is no case: attention:8,8,512,64 or attention:8,8,512,64,causal would be one");
  }

  int batch() {
    return sizes[0];
  }

  int heads() {
    return sizes[1];
  }

  int length() {
    return sizes[2];
  }

  int dim() {
    return sizes[3];
  }

  /** Whether the other differs by its greater length alone. */
  boolean isShorter(Case other) {
    int[] stretched = {batch(), heads(), other.length(), dim()};
    return (kind == Kind.ATTENTION || kind == Kind.GRADIENT)
        && length() < other.length()
        && new Case(kind, stretched, causal).toString().equals(other.toString());
  }

  int modelDim() {
    return heads() * dim();
  }

  /** (B, H, T, D), or (B, C, H, W). */
  long[] shape() {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  /** (B, T, H D). */
  long[] sequenceShape() {
    return new long[] {batch(), length(), modelDim()};
  }

  /** The floating-point operations of the matrix products; 0 where they are not what counts. */
  double operations() {
    double attention = 4.0 * batch() * modelDim() * length() * length() / (causal ? 2 : 1);
    return switch (kind) {
      case ATTENTION -> attention;
      case GRADIENT -> 3.5 * attention; // five products of the same size more
      case MULTI_HEAD -> attention + 8.0 * batch() * length() * modelDim() * modelDim();
      case CBAM, BAM, FEATURE_MAP, TRAINING, TRAINING_CBAM -> 0;
    };
  }

  /**
   * How far outputs may lie apart. Adam's first step is as large for the smallest gradient as for
   * the largest, also where rounding decides its sign.
   */
  double tolerance() {
    return kind == Kind.TRAINING || kind == Kind.TRAINING_CBAM ? 1e-4 : 1e-5;
  }

  /**
   * For so many milliseconds nobody is measured. Java goes on compiling: attention at (8, 8, 128,
   * 64) took twice as long in its first second as in its third. And SameDiff takes new memory until
   * the garbage collector begins to give some back.
   */
  long warmUp() {
    return switch (kind) {
      case ATTENTION, GRADIENT, MULTI_HEAD, CBAM, BAM, FEATURE_MAP -> 3000;
      case TRAINING, TRAINING_CBAM -> 15_000;
    };
  }

  /** The bytes of all scores, which a system that holds them needs at least. */
  double scoresBytes() {
    return 4.0 * batch() * heads() * length() * length();
  }

  /** How many numbers an input has. */
  long numbers() {
    return Arrays.stream(sizes).asLongStream().reduce(1, Math::multiplyExact);
  }

  /**
   * Fills an input with normal numbers, the same in every process. A few at a time: memory that is
   * free again when the measuring begins would hide what a contender needs.
   */
  void fill(FloatBuffer input, int which) {
    Random random = new Random(which);
    float[] some = new float[4096];
    for (long done = 0; done < numbers(); done += some.length) {
      int count = (int) Math.min(some.length, numbers() - done);
      for (int i = 0; i < count; i++) {
        some[i] = (float) random.nextGaussian();
      }
      input.put(some, 0, count);
    }
  }

  /** Normal numbers of a matrix of parameters, for outputs about as large as inputs. */
  float[] matrix(int which, int outputs, int inputs) {
    Random random = new Random(which);
    float[] numbers = new float[outputs * inputs];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() / Math.sqrt(inputs));
    }
    return numbers;
  }

  /** The classes of a batch: 0, 1, .., 9, 0, 1, .. */
  long[] labels() {
    long[] labels = new long[batch()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }

  @Override
  public String toString() {
    String text = Arrays.toString(sizes).replaceAll("[\\[\\] ]", "");
    return kind.text() + ":" + text + (causal ? ",causal" : "");
  }
}
