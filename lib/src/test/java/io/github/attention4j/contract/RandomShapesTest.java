package io.github.attention4j.contract;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.DecoderBlock;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.mechanism.CrossAttention;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.mechanism.SelfAttention;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.position.LearnedPositions;
import io.github.attention4j.position.Sinusoidal;
import io.github.attention4j.score.Additive;
import io.github.attention4j.score.Concat;
import io.github.attention4j.score.General;
import io.github.attention4j.vision.BottleneckAttention;
import io.github.attention4j.vision.BottleneckOptions;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.CbamOptions;
import io.github.attention4j.vision.ChannelAttention;
import io.github.attention4j.vision.ChannelOptions;
import io.github.attention4j.vision.FeatureMapAttention;
import io.github.attention4j.vision.PatchEmbedding;
import io.github.attention4j.vision.SpatialAttention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Many random shapes, good and bad: a good one gives an output of the right shape, a bad one the
 * exception that names argument, axis and both numbers. What is good is decided here, apart from
 * the library. A share of them is tried on a tape, too, and gives the same.
 */
class RandomShapesTest {
  /** Every kind of change to every argument, so many times over. */
  private static final int TRIES = 1_200;

  /**
   * One in so many is tried on a tape, too; no divisor of the kinds of changes, so all kinds are.
   */
  private static final int TAPED = 5;

  /** What is lost is lost in every round; malloc's peak, when ND4J frees late, grows in one. */
  private static final int ROUNDS = 3;

  private static final int CALLS = 10_000;

  /** In bytes; the figure wavers by some 40 MB by itself. */
  private static final long MOST_GROWTH = 100L << 20;

  /**
   * A mechanism.
   *
   * @param forms the arguments' axes, one list for each rank that is taken: "query B Tq Dk"
   * @param widths the sizes that the mechanism fixes
   * @param output the axes of the output
   * @param call how it is called eagerly
   * @param taped the same on a tape
   */
  private record Mechanism(
      String name,
      List<List<String>> forms,
      Map<String, Long> widths,
      String output,
      Function<List<INDArray>, INDArray> call,
      BiFunction<TapeOps, List<Tensor>, Tensor> taped) {
    /** On a tape, from arrays to an array. */
    INDArray callOnTape(List<INDArray> arrays) {
      TapeOps ops = TapeOps.create();
      List<Tensor> tensors = new ArrayList<>();
      for (INDArray array : arrays) {
        boolean whole = array == null || !array.dataType().isFPType();
        tensors.add(array == null ? null : whole ? ops.constant(array) : ops.variable(array));
      }
      return taped.apply(ops, tensors).array();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mechanism> mechanisms() {
    Parameters p = Parameters.seeded(DataType.FLOAT, 1);
    Map<String, Long> widths = Map.of("Dq", 3L, "Dk", 2L);
    SelfAttention self = SelfAttention.create(p.at("self"), 3, ProjectionOptions.of(2, 4));
    CrossAttention cross = CrossAttention.create(p.at("cross"), 3, 2, ProjectionOptions.of(2, 4));
    MultiHeadAttention heads =
        MultiHeadAttention.create(p.at("heads"), MultiHeadOptions.of(4, 2).withInputDims(3, 4));
    EncoderBlock encoder = EncoderBlock.create(p.at("encoder"), BlockOptions.of(4, 2));
    DecoderBlock decoder = DecoderBlock.create(p.at("decoder"), BlockOptions.of(4, 2));
    ChannelOptions half = ChannelOptions.withDefaults().withReduction(2);
    ChannelAttention channel = ChannelAttention.create(p.at("channel"), 4, half);
    SpatialAttention spatial = SpatialAttention.create(p.at("spatial"));
    Cbam cbam = Cbam.create(p.at("cbam"), 4, CbamOptions.withDefaults().withChannel(half));
    BottleneckAttention bottleneck =
        BottleneckAttention.create(
            p.at("bam"), 4, BottleneckOptions.withDefaults().withReduction(2));
    FeatureMapAttention places = FeatureMapAttention.create(p.at("places"), 4);
    PatchEmbedding patches = PatchEmbedding.create(p.at("patches"), 3, 4, 2, 2, 5);
    LearnedPositions learned = LearnedPositions.create(p.at("learned"), 6, 3);
    return Stream.of(
        attention("dot", Attention.dot(), "Dk", Map.of()),
        attention("scaledDot", Attention.scaledDot(), "Dk", Map.of()),
        attention("general", new Attention(General.create(p.at("general"), 3, 2)), "Dq", widths),
        attention("concat", new Attention(Concat.create(p.at("concat"), 3, 2, 4)), "Dq", widths),
        attention(
            "additive", new Attention(Additive.create(p.at("additive"), 3, 2, 4)), "Dq", widths),
        of(
            "self",
            "B T Dv",
            Map.of("D", 3L, "Dv", 4L),
            a -> self.attend(a.get(0)).output(),
            (ops, t) -> self.attend(ops, t.get(0), Mask.all()).output(),
            "input B T D"),
        of(
            "cross",
            "B Tq Dv",
            Map.of("D", 3L, "Dc", 2L, "Dv", 4L),
            a -> cross.attend(a.get(0), a.get(1)).output(),
            (ops, t) -> cross.attend(ops, t.get(0), t.get(1), Mask.all()).output(),
            "query B Tq D",
            "context B Tk Dc"),
        of(
            "multiHead",
            "B Tq D",
            Map.of("D", 4L, "Dk", 3L, "Dv", 4L),
            a -> heads.attend(a.get(0), a.get(1), a.get(2)).output(),
            (ops, t) -> heads.attend(ops, t.get(0), t.get(1), t.get(2), Mask.all()).output(),
            "query B Tq D",
            "key B Tk Dk",
            "value B Tk Dv"),
        of(
            "encoder",
            "B T D",
            Map.of("D", 4L),
            a -> encoder.attend(a.get(0)).output(),
            (ops, t) -> encoder.attend(ops, t.get(0), Mask.all()).output(),
            "input B T D"),
        of(
            "decoder",
            "B Tq D",
            Map.of("D", 4L),
            a -> decoder.attend(a.get(0), a.get(1), Mask.causal(), Mask.all()).output(),
            (ops, t) -> decoder.attend(ops, t.get(0), t.get(1), Mask.causal(), Mask.all()).output(),
            "input B Tq D",
            "context B Tk D"),
        map("channel", 4, a -> channel.attend(a).output(), channel::output),
        map("spatial", 0, a -> spatial.attend(a).output(), spatial::output),
        map("cbam", 4, a -> cbam.attend(a).output(), cbam::output),
        map("cbam alone", 4, cbam::output, (ops, t) -> cbam.attend(ops, t).output()),
        map("bottleneck", 4, bottleneck::output, bottleneck::output),
        map("places", 4, a -> places.attend(a).output(), places::output),
        map("places alone", 4, places::output, (ops, t) -> places.attend(ops, t).output()),
        of(
            "patches",
            "B T D",
            Map.of("C", 3L, "H", 4L, "W", 2L, "T", 2L, "D", 5L),
            a -> patches.apply(a.get(0)),
            (ops, t) -> patches.apply(ops, t.get(0)),
            "input B C H W"),
        of(
            "learned positions",
            "B T D",
            Map.of("D", 3L),
            a -> learned.apply(a.get(0)),
            (ops, t) -> learned.apply(ops, t.get(0)),
            "input B T D"),
        of(
            "sinusoidal",
            "B T D",
            Map.of(),
            a -> Sinusoidal.apply(NdArrayOps.eager(), a.get(0)),
            (ops, t) -> Sinusoidal.apply(ops, t.get(0)),
            "input B T D"));
  }

  /** Over feature maps, of so many channels or, with 0, of any number. */
  private static Mechanism map(
      String name,
      long channels,
      UnaryOperator<INDArray> call,
      BiFunction<TapeOps, Tensor, Tensor> taped) {
    return of(
        name,
        "B C H W",
        channels == 0 ? Map.of() : Map.of("C", channels),
        a -> call.apply(a.get(0)),
        (ops, t) -> taped.apply(ops, t.get(0)),
        "input B C H W");
  }

  private static Mechanism attention(
      String name, Attention attention, String queryWidth, Map<String, Long> widths) {
    return new Mechanism(
        name,
        List.of(
            List.of("query B Tq " + queryWidth, "key B Tk Dk", "value B Tk Dv"),
            List.of("query B H Tq " + queryWidth, "key B H Tk Dk", "value B H Tk Dv")),
        widths,
        "B H Tq Dv",
        a -> attention.attend(a.get(0), a.get(1), a.get(2), Mask.causal()).output(),
        (ops, t) -> attention.attend(ops, t.get(0), t.get(1), t.get(2), Mask.causal()).output());
  }

  private static Mechanism of(
      String name,
      String output,
      Map<String, Long> widths,
      Function<List<INDArray>, INDArray> call,
      BiFunction<TapeOps, List<Tensor>, Tensor> taped,
      String... arguments) {
    return new Mechanism(name, List.of(List.of(arguments)), widths, output, call, taped);
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void goodShapesAreComputedAndBadOnesNamed(Mechanism mechanism) {
    Random random = new Random(mechanism.name.hashCode());
    int good = 0;
    for (int i = 0; i < TRIES; i++) {
      Map<String, Long> sizes = new HashMap<>();
      List<String> form = mechanism.forms.get(random.nextInt(mechanism.forms.size()));
      List<long[]> shapes = shapes(mechanism, form, sizes, random);
      DataType[] types = new DataType[shapes.size()];
      Arrays.fill(types, DataType.FLOAT);
      int changed = i / 8 % shapes.size();
      switch (i % 8) {
        case 0, 1, 2 -> resize(shapes.get(changed), random);
        case 3 -> shapes.set(changed, otherRank(shapes.get(changed), random));
        case 4 -> types[changed] = random.nextBoolean() ? DataType.DOUBLE : DataType.INT64;
        case 5 -> shapes.set(changed, null);
        default -> {}
      }
      List<INDArray> arguments = new ArrayList<>();
      for (int a = 0; a < types.length; a++) {
        arguments.add(shapes.get(a) == null ? null : Nd4j.create(types[a], shapes.get(a)));
      }
      String what = mechanism.name + ", try " + i + ": " + describe(arguments);
      if (fits(mechanism, arguments, sizes)) {
        good++;
        INDArray output = mechanism.call.apply(arguments);
        long[] expected =
            Stream.of(mechanism.output.split(" "))
                .filter(sizes::containsKey)
                .mapToLong(sizes::get)
                .toArray();
        assertArrayEquals(expected, output.shape(), what);
        if (i % TAPED == 0) {
          assertClose(output, mechanism.callOnTape(arguments), Close.FUSED, "taped " + what);
        }
      } else {
        ShapeException refusal =
            assertThrows(ShapeException.class, () -> mechanism.call.apply(arguments), what);
        checkRefusal(refusal, form, arguments, what);
        if (i % TAPED == 0) {
          ShapeException taped =
              assertThrows(ShapeException.class, () -> mechanism.callOnTape(arguments), what);
          assertEquals(refusal.getMessage(), taped.getMessage(), "taped " + what);
        }
      }
    }
    assertTrue(good > TRIES / 5 && good < TRIES * 4 / 5, "good ones: " + good);
  }

  /** The first line names an argument, and what it says of it is so. */
  private static void checkRefusal(
      ShapeException refusal, List<String> form, List<INDArray> arguments, String what) {
    String line = refusal.getMessage().lines().findFirst().get();
    int index = -1;
    for (int a = 0; a < form.size(); a++) {
      index = form.get(a).startsWith(refusal.argument() + " ") ? a : index;
    }
    assertTrue(index >= 0, what + ": " + line);
    INDArray argument = arguments.get(index);
    String actual = refusal.actual();
    assertTrue(
        line.startsWith(refusal.operation() + ": " + refusal.argument()), what + ": " + line);
    assertTrue(line.contains(actual) && line.contains(refusal.expected()), what + ": " + line);
    if (argument == null) {
      assertEquals("null", actual, what);
    } else if (refusal.axis() >= 0) {
      assertTrue(line.contains("axis " + refusal.axis() + " ("), what + ": " + line);
      assertEquals("" + argument.size(refusal.axis()), actual, what + ": " + line);
    } else {
      assertTrue(
          actual.equals("" + argument.rank()) || actual.equals(argument.dataType().name()),
          what + ": " + line);
    }
  }

  private static List<long[]> shapes(
      Mechanism mechanism, List<String> form, Map<String, Long> sizes, Random random) {
    List<long[]> shapes = new ArrayList<>();
    for (String argument : form) {
      String[] words = argument.split(" ");
      long[] shape = new long[words.length - 1];
      for (int axis = 0; axis < shape.length; axis++) {
        long size = mechanism.widths.getOrDefault(words[axis + 1], 1L + random.nextInt(5));
        shape[axis] = sizes.computeIfAbsent(words[axis + 1], letter -> size);
      }
      shapes.add(shape);
    }
    return shapes;
  }

  private static void resize(long[] shape, Random random) {
    shape[random.nextInt(shape.length)] = random.nextInt(6);
  }

  private static long[] otherRank(long[] shape, Random random) {
    long[] other = new long[random.nextInt(7)];
    for (int axis = 0; axis < other.length; axis++) {
      other[axis] = axis < shape.length ? shape[axis] : 1 + random.nextInt(3);
    }
    return other;
  }

  /** Whether one form takes these arguments; the sizes of its letters are left in the map. */
  private static boolean fits(
      Mechanism mechanism, List<INDArray> arguments, Map<String, Long> sizes) {
    for (INDArray argument : arguments) {
      if (argument == null
          || argument.length() == 0
          || argument.dataType() != arguments.get(0).dataType()) {
        return false;
      }
    }
    DataType type = arguments.get(0).dataType();
    boolean hasParameters = !List.of("dot", "scaledDot", "sinusoidal").contains(mechanism.name);
    if (type != DataType.FLOAT && (hasParameters || type != DataType.DOUBLE)) {
      return false;
    }
    for (List<String> form : mechanism.forms) {
      sizes.clear();
      sizes.putAll(mechanism.widths);
      boolean fits = true;
      for (int a = 0; a < form.size(); a++) {
        String[] words = form.get(a).split(" ");
        fits &= arguments.get(a).rank() == words.length - 1;
        for (int axis = 0; fits && axis < words.length - 1; axis++) {
          long size = arguments.get(a).size(axis);
          Long known = sizes.putIfAbsent(words[axis + 1], size);
          fits = known == null || known == size;
        }
      }
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private static String describe(List<INDArray> arguments) {
    return arguments.stream()
        .map(
            array ->
                array == null ? "null" : Arrays.toString(array.shape()) + " " + array.dataType())
        .toList()
        .toString();
  }

  /** These use every operation that takes memory: masks, heads, convolutions, fused gates. */
  static Stream<Mechanism> memoryHungry() {
    Set<String> names = Set.of("scaledDot", "multiHead", "cbam", "cbam alone");
    return mechanisms().filter(mechanism -> names.contains(mechanism.name));
  }

  /** What a call takes off the heap, it gives back. */
  @ParameterizedTest
  @MethodSource("memoryHungry")
  void memoryDoesNotGrow(Mechanism mechanism) throws InterruptedException {
    // A result is some 20 kB: if each call kept one, 10,000 calls would keep 200 MB.
    List<INDArray> arguments = new ArrayList<>();
    for (String argument : mechanism.forms.get(0)) {
      String[] letters = argument.split(" ");
      long[] shape = new long[letters.length - 1];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = mechanism.widths.getOrDefault(letters[axis + 1], 18L);
      }
      arguments.add(Nd4j.ones(DataType.FLOAT, shape));
    }
    callOften(mechanism, arguments, CALLS / 5);
    long growth = MOST_GROWTH;
    for (int round = 0; round < ROUNDS && growth >= MOST_GROWTH; round++) {
      long before = settledBytes();
      callOften(mechanism, arguments, CALLS);
      growth = settledBytes() - before;
    }
    assertTrue(growth < MOST_GROWTH, mechanism.name + " grew by " + growth + " bytes every time");
  }

  /** Collects garbage now and then: ND4J's memory goes with it, and malloc keeps the peak. */
  private static void callOften(Mechanism mechanism, List<INDArray> arguments, int calls) {
    for (int i = 1; i <= calls; i++) {
      mechanism.call.apply(arguments);
      if (i % 500 == 0) {
        System.gc();
      }
    }
  }

  /** What the process holds in memory besides Java's heap, after the garbage is gone. */
  private static long settledBytes() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100); // ND4J gives memory back in a thread of its own
    }
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }
}
