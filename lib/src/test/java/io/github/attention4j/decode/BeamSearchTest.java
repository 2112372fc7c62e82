package io.github.attention4j.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.block.StepResult;
import io.github.attention4j.contract.Close;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.KeyValueCache;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BeamSearchTest {
  private static final int END = 0;
  private static final int BEGIN = 3;
  private static final int TOKENS = 3;

  /** The example of the class's Javadoc: greedy decoding misses the best sequence. */
  @Test
  void worksOutAnExampleByHand() {
    double[][] next = {{}, {0.9, 0, 0.1}, {0.4, 0.3, 0.3}, {0, 0.45, 0.55}};
    Function<List<Integer>, double[]> model =
        tokens -> DoubleStream.of(next[tokens.get(tokens.size() - 1)]).map(Math::log).toArray();
    Hypothesis greedy = BeamSearch.of(3, 0).withBeams(1).search(model).get(0);
    assertEquals(List.of(2, 0), greedy.tokens());
    assertEquals(Math.log(0.55 * 0.4), greedy.logProbability(), 1e-12);
    Hypothesis best = BeamSearch.of(3, 0).withBeams(2).search(model).get(0);
    assertEquals(List.of(1, 0), best.tokens());
    assertEquals(Math.log(0.45 * 0.9), best.logProbability(), 1e-12);
  }

  /** A model whose next probabilities depend on all tokens so far, at random by the seed. */
  private static Function<List<Integer>, double[]> random(long seed) {
    return tokens -> {
      Random random = new Random(31 * seed + tokens.hashCode());
      double[] exponentials = random.doubles(TOKENS).map(number -> Math.exp(3 * number)).toArray();
      double sum = Arrays.stream(exponentials).sum();
      return Arrays.stream(exponentials).map(number -> Math.log(number / sum)).toArray();
    };
  }

  /** Every complete sequence of at most so many tokens, the best first. */
  private static List<Hypothesis> exhaustive(
      Function<List<Integer>, double[]> model, int maxLength, double alpha) {
    List<Hypothesis> all = new ArrayList<>();
    extend(model, List.of(BEGIN), 0, maxLength, alpha, all);
    all.sort(Comparator.comparingDouble(hypothesis -> -hypothesis.score()));
    return all;
  }

  private static void extend(
      Function<List<Integer>, double[]> model,
      List<Integer> tokens,
      double sum,
      int maxLength,
      double alpha,
      List<Hypothesis> all) {
    if (tokens.get(tokens.size() - 1) == END || tokens.size() > maxLength) {
      double score = sum / Math.pow((5 + tokens.size() - 1) / 6.0, alpha);
      if (tokens.get(tokens.size() - 1) == END) {
        all.add(new Hypothesis(tokens.subList(1, tokens.size()), sum, score, true));
      }
      return;
    }
    double[] next = model.apply(tokens);
    for (int token = 0; token < TOKENS; token++) {
      List<Integer> longer = new ArrayList<>(tokens);
      longer.add(token);
      extend(model, longer, sum + next[token], maxLength, alpha, all);
    }
  }

  /** A beam as wide as the most that can come next, 3 behind each of 2^5, forgets nothing. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "0.6, 3", "0.6, 4", "2, 5", "5, 6"})
  void aWideBeamFindsWhatAnExhaustiveSearchFinds(double alpha, long seed) {
    int maxLength = 6;
    List<Hypothesis> expected = exhaustive(random(seed), maxLength, alpha);
    assertEquals(63, expected.size()); // 1 + 2 + 4 + .. + 32
    BeamSearch search =
        BeamSearch.of(BEGIN, END).withMaxLength(maxLength).withLengthPenalty(alpha).withBeams(96);
    List<Hypothesis> found = search.search(random(seed));
    assertEquals(96, found.size());
    assertFalse(found.get(63).complete(), "the rest was cut off");
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).tokens(), found.get(i).tokens(), "place " + i);
      assertEquals(expected.get(i).score(), found.get(i).score(), 1e-12);
      assertTrue(found.get(i).complete());
    }
  }

  /** With one beam: the most probable token each time. */
  @Test
  void oneBeamIsGreedy() {
    for (long seed = 0; seed < 50; seed++) {
      List<Integer> tokens = new ArrayList<>(List.of(BEGIN));
      while (tokens.size() <= 20 && tokens.get(tokens.size() - 1) != END) {
        double[] next = random(seed).apply(tokens);
        int best = 0;
        for (int token = 1; token < TOKENS; token++) {
          best = next[token] > next[best] ? token : best;
        }
        tokens.add(best);
      }
      BeamSearch search = BeamSearch.of(BEGIN, END).withBeams(1).withMaxLength(20);
      List<Hypothesis> found = search.search(random(seed));
      assertEquals(1, found.size());
      assertEquals(tokens.subList(1, tokens.size()), found.get(0).tokens(), "seed " + seed);
    }
  }

  /** More tokens are less probable; a penalty makes up for it. */
  @Test
  void theLengthPenaltyFavoursLongSequences() {
    Function<List<Integer>, double[]> model =
        tokens -> new double[] {Math.log(0.5), Math.log(0.5), Double.NEGATIVE_INFINITY};
    BeamSearch search = BeamSearch.of(BEGIN, END).withMaxLength(4).withBeams(2);
    assertEquals(List.of(0), search.search(model).get(0).tokens());
    Hypothesis longest = search.withLengthPenalty(5).search(model).get(0);
    assertEquals(List.of(1, 1, 1, 0), longest.tokens());
    assertEquals(4 * Math.log(0.5), longest.logProbability(), 1e-12);
    assertEquals(4 * Math.log(0.5) / Math.pow(9.0 / 6, 5), longest.score(), 1e-12);
  }

  @Test
  void theStateGoesWithItsSequence() {
    NextToken<String> model =
        (state, token) -> {
          String now = state + token;
          return new NextToken.Step<>(random(7).apply(digits(now)), now);
        };
    BeamSearch search = BeamSearch.of(BEGIN, END).withMaxLength(8);
    assertEquals(search.search(random(7)), search.search("", model));
  }

  /** What the Javadoc of NextToken shows: a model with a cache, and the same over all tokens. */
  @Test
  void aCacheGoesWithItsSequence() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 3);
    Embedding embedding = Embedding.create(parameters.at("words"), 6, 8);
    EncoderBlock block = EncoderBlock.create(parameters.at("block"), BlockOptions.of(8, 2));
    Linear words = Linear.create(parameters.at("next"), 8, 6, false);
    words.weight().muli(3); // surer of itself
    NextToken<KeyValueCache<INDArray>> model =
        (past, token) -> {
          StepResult<INDArray> step = block.next(embedding.apply(ids(List.of(token))), past);
          return new NextToken.Step<>(logProbabilities(words, step.output()), step.cache());
        };
    BeamSearch search = BeamSearch.of(5, END).withMaxLength(8);
    List<Hypothesis> found = search.search(KeyValueCache.empty(), model);
    List<Hypothesis> expected =
        search.search(
            tokens ->
                logProbabilities(words, block.output(embedding.apply(ids(tokens)), Mask.causal())));
    assertEquals(4, found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(expected.get(i).tokens(), found.get(i).tokens());
      assertEquals(expected.get(i).score(), found.get(i).score(), 1e-10);
    }
  }

  /** {@code (1, T)}. */
  private static INDArray ids(List<Integer> tokens) {
    return Nd4j.createFromArray(tokens.toArray(Integer[]::new)).reshape(1, tokens.size());
  }

  /** Of the token behind the last, from {@code (1, T, D)}. */
  private static double[] logProbabilities(Linear words, INDArray output) {
    NdArrayOps ops = NdArrayOps.eager();
    return Close.elements(ops.logSoftmax(words.apply(ops, ops.select(output, 1, -1))));
  }

  private static List<Integer> digits(String text) {
    return text.chars().mapToObj(digit -> digit - '0').toList();
  }

  @Test
  void whatIsCutOffStandsBehindWhatIsComplete() {
    Function<List<Integer>, double[]> model =
        tokens -> new double[] {Math.log(0.01), Math.log(0.9), Math.log(0.09)};
    List<Hypothesis> found = BeamSearch.of(BEGIN, END).withBeams(3).withMaxLength(2).search(model);
    assertEquals(3, found.size());
    assertEquals(List.of(0), found.get(0).tokens());
    assertTrue(found.get(0).complete());
    assertEquals(List.of(1, 1), found.get(1).tokens());
    assertEquals(Math.log(0.81), found.get(1).logProbability(), 1e-12);
    assertFalse(found.get(1).complete());
    assertEquals(List.of(1, 2), found.get(2).tokens());
  }

  /** The search ends when nothing better can come: long before its most tokens. */
  @Test
  void asksTheModelNoMoreThanItHasTo() {
    List<Integer> lengths = new ArrayList<>();
    Function<List<Integer>, double[]> model =
        tokens -> {
          lengths.add(tokens.size());
          return new double[] {Math.log(0.8), Math.log(0.1), Math.log(0.1)};
        };
    BeamSearch.of(BEGIN, END).withBeams(1).search(model);
    assertEquals(List.of(1), lengths);
  }

  static Stream<Arguments> refusals() {
    BeamSearch search = BeamSearch.of(BEGIN, END);
    double never = Double.NEGATIVE_INFINITY;
    return Stream.of(
        bad("beams is 0, expected at least 1", () -> search.withBeams(0)),
        bad("maxLength is 0, expected at least 1", () -> search.withMaxLength(0)),
        bad("lengthPenalty is -1.0, expected 0 or more", () -> search.withLengthPenalty(-1)),
        bad("lengthPenalty is NaN, expected 0 or more", () -> search.withLengthPenalty(0.0 / 0)),
        bad(
            "token 1 has the logarithm of probability NaN, expected 0 or less",
            () -> search.search(tokens -> new double[] {-1, Double.NaN})),
        bad(
            "token 0 has the logarithm of probability 0.5, expected 0 or less",
            () -> search.search(tokens -> new double[] {0.5, -1})),
        bad(
            "the end token is 5, expected one of the model's 2 tokens",
            () -> BeamSearch.of(1, 5).search(tokens -> new double[] {-1, -1})),
        bad(
            "the model rules out every token after [3]",
            () -> search.search(tokens -> new double[] {never, never})));
  }

  private static Arguments bad(String message, Runnable attempt) {
    return Arguments.of(message, attempt);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, Runnable attempt) {
    RuntimeException refusal = assertThrows(IllegalArgumentException.class, attempt::run);
    assertEquals("beamSearch: " + message, refusal.getMessage());
  }
}
