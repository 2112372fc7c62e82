package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Sequences;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import io.github.attention4j.score.General;
import io.github.attention4j.score.ScoreFunction;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Holds what the text of lesson 02 says of its experiments, for the lesson's own seed, and for
 * another one that it is no accident.
 */
class DotProductLessonTest {
  private static final int WIDTH = 32;
  private static final int LONGEST = 12;
  private static final int[] TRAINED_ON = {4, 6, 8, 10, 12};
  private static final int[] HELD_OUT = {5, 7, 9, 11};

  /** All scores 0: without attention. */
  private static final class Equal implements ScoreFunction {
    @Override
    public String name() {
      return "equal";
    }

    @Override
    public <T> T scores(TensorOps<T> ops, T query, T key) {
      return ops.scale(ops.matmulTransposed(query, key), 0);
    }
  }

  /** The page's network. */
  private static final class Reverser {
    private final INDArray letter;
    private final INDArray place;
    private final INDArray decoder;
    private final Attention attention;
    private final Linear combine;
    private final Linear output;

    Reverser(Parameters tables, Parameters rest, ScoreFunction score) {
      letter = tables.create("letter", Initializer.XAVIER_UNIFORM, Sequences.LETTERS, WIDTH);
      place = tables.create("place", Initializer.XAVIER_UNIFORM, LONGEST, WIDTH);
      decoder = tables.create("decoder", Initializer.XAVIER_UNIFORM, LONGEST, WIDTH);
      attention = new Attention(score);
      combine = Linear.create(rest.at("combine"), 2 * WIDTH, WIDTH, true);
      output = Linear.create(rest.at("output"), WIDTH, Sequences.LETTERS, true);
    }

    static Reverser general(Parameters tables, Parameters rest) {
      return new Reverser(tables, rest, General.create(rest.at("score"), WIDTH, WIDTH));
    }

    private <T> INDArray places(TensorOps<T> ops, T letters) {
      INDArray row = Nd4j.arange(ops.shape(letters).size(1)).castTo(DataType.INT32);
      return row.reshape(1, row.length()).repeat(0, ops.shape(letters).size(0));
    }

    private <T> T queries(TensorOps<T> ops, T letters) {
      INDArray places = places(ops, letters);
      T stillToCome = ops.constant(places.rsub(places.size(1) - 1));
      return ops.embedding(ops.parameter("decoder", decoder), stillToCome);
    }

    <T> AttentionResult<T> attend(TensorOps<T> ops, T letters) {
      T states =
          ops.add(
              ops.embedding(ops.parameter("letter", letter), letters),
              ops.embedding(ops.parameter("place", place), ops.constant(places(ops, letters))));
      return attention.attend(ops, queries(ops, letters), states, states, Mask.all());
    }

    <T> T scores(TensorOps<T> ops, T letters) {
      T both = ops.concat(attend(ops, letters).output(), queries(ops, letters), -1);
      return output.apply(ops, ops.tanh(combine.apply(ops, both)));
    }

    Tensor loss(TapeOps ops, Sequences words) {
      Tensor scores = scores(ops, ops.constant(words.letters()));
      return Losses.crossEntropy(ops, scores, ops.constant(words.reversed()));
    }

    Reverser trained(Parameters parameters, long seed) {
      List<Sequences> batches =
          IntStream.range(0, 150)
              .mapToObj(step -> Sequences.random(32, TRAINED_ON[step % 5], 1000 * seed + step))
              .toList();
      Trainer.of(parameters, new Adam(0.01)).train(batches, this::loss);
      return this;
    }

    double mass(int length) {
      INDArray weights = attend(NdArrayOps.eager(), words(length).letters()).weights();
      return IntStream.range(0, length)
          .mapToDouble(t -> weights.slice(t, 1).slice(length - 1 - t, 1).meanNumber().doubleValue())
          .average()
          .orElseThrow();
    }

    private INDArray right(int length) {
      INDArray written = scores(NdArrayOps.eager(), words(length).letters()).argMax(2);
      return written.castTo(DataType.INT32).eq(words(length).reversed()).castTo(DataType.DOUBLE);
    }

    double lettersRight(int length) {
      return right(length).meanNumber().doubleValue();
    }

    double wordsRight(int length) {
      return right(length).min(1).meanNumber().doubleValue();
    }
  }

  private static Sequences words(int length) {
    return Sequences.random(200, length, -length);
  }

  private static Parameters seeded(long seed) {
    return Parameters.seeded(DataType.FLOAT, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void looksAtTheMirroredPlaceAtLengthsNotTrainedOn(long seed) {
    Parameters parameters = seeded(seed);
    Reverser reverser = Reverser.general(parameters, parameters).trained(parameters, seed);
    for (int length : HELD_OUT) {
      double mass = reverser.mass(length);
      assertTrue(mass >= 0.9, length + " letters: " + mass);
      assertTrue(reverser.wordsRight(length) >= 0.95);
    }

    INDArray queries = reverser.decoder.mmul(parameters.get("score.weight"));
    INDArray places = queries.mmul(reverser.place.transpose());
    INDArray letters = queries.mmul(reverser.letter.transpose());
    double right = Nd4j.diag(places).meanNumber().doubleValue();
    double others = (places.sumNumber().doubleValue() - 12 * right) / 132;
    double byLetter = Math.sqrt(letters.var(1).meanNumber().doubleValue());
    assertTrue(right - others > 4 * byLetter, right + ", " + others + ", " + byLetter);
  }

  @Test
  void withoutAttentionItKnowsTheLettersAndNotTheirOrder() {
    Parameters parameters = seeded(1);
    Reverser reverser = new Reverser(parameters, parameters, new Equal()).trained(parameters, 1);
    for (int length = 4; length <= LONGEST; length++) {
      assertEquals(commonest(words(length)), reverser.lettersRight(length), 0.03);
    }
    assertEquals(0.26, reverser.lettersRight(5), 0.02, "about one in four");
  }

  /** The share of letters right if each word's commonest is written throughout. */
  private static double commonest(Sequences words) {
    double sum = 0;
    for (int[] word : words.letters().toIntMatrix()) {
      int[] count = new int[Sequences.LETTERS];
      Arrays.stream(word).forEach(letter -> count[letter]++);
      sum += Arrays.stream(count).max().orElseThrow() / (double) word.length;
    }
    return sum / words.size();
  }

  @Test
  void dotIsEnoughWhereBothSidesLearn() {
    Parameters parameters = seeded(1);
    Reverser dot = new Reverser(parameters, parameters, new Dot()).trained(parameters, 1);
    for (int length : HELD_OUT) {
      assertTrue(dot.lettersRight(length) >= 0.95);
    }
  }

  @Test
  void generalLearnsTheWayBetweenFrozenTablesAndDotCannot() {
    Parameters learned = seeded(1);
    Reverser general = Reverser.general(seeded(2), learned).trained(learned, 1);
    Parameters other = seeded(1);
    Reverser dot = new Reverser(seeded(2), other, new Dot()).trained(other, 1);
    for (int length : HELD_OUT) {
      assertTrue(general.lettersRight(length) >= 0.95);
      assertTrue(dot.lettersRight(length) < 0.35);
    }
  }
}
