package io.github.attention4j.decode;

import io.github.attention4j.ops.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Beam search: the most probable sequences that a model can tell token by token, found by keeping,
 * at every length, the best few beginnings alone. One beam is greedy decoding.
 *
 * <pre>{@code
 * score = log P(tokens) / penalty         log P = sum of log P(token | tokens before it)
 * penalty = ((5 + length) / 6)^alpha      alpha = 0 unless given: no penalty
 * }</pre>
 *
 * <p>Without a penalty a long sequence is at a disadvantage, since every token makes it less
 * probable; the greater alpha, the less so. The length counts the token that ends a sequence, not
 * the one that begins it.
 *
 * <p>Edge rules: a sequence is complete when it ends with the end token, and counts if it is then
 * among the best few; its place goes to the next best beginning. The search ends when as many as
 * there are beams are complete and no beginning that is left can still get a better score, or at
 * the most tokens: then beginnings that were cut off fill the missing places, behind all that are
 * complete. Equal scores keep the order of their tokens' numbers. Among beginnings of one length
 * the score orders as the probability does, so the penalty decides between lengths alone.
 *
 * <p>Cost: {@code beams} calls of the model for every token.
 *
 * <p>Compare: {@code generate(num_beams=..)} in Hugging Face's transformers, whose {@code
 * length_penalty} divides by {@code length^alpha}, with alpha 1 unless given. Neither in PyTorch
 * nor in Keras itself.
 *
 * <p>Source: Wu et al. 2016, "Google's Neural Machine Translation System", section 7, equation 14,
 * for the penalty, without its coverage; Sutskever et al. 2014, "Sequence to Sequence Learning with
 * Neural Networks", section 3.2, for the search.
 *
 * <pre>{@code
 * // the end 0, "a" 1, "b" 2, the beginning 3: probabilities of 0, 1, 2 after each
 * double[][] next = {{}, {0.9, 0, 0.1}, {0.4, 0.3, 0.3}, {0, 0.45, 0.55}};
 * Function<List<Integer>, double[]> model =
 *     tokens -> DoubleStream.of(next[tokens.get(tokens.size() - 1)]).map(Math::log).toArray();
 * BeamSearch.of(3, 0).withBeams(1).search(model).get(0).tokens(); // [2, 0]: 0.55 * 0.4
 * BeamSearch.of(3, 0).withBeams(2).search(model).get(0).tokens(); // [1, 0]: 0.45 * 0.9
 * }</pre>
 */
public final class BeamSearch {
  private static final String NAME = "beamSearch";

  /** How far a logarithm of probability may be above 0 by rounding. */
  private static final double ROUNDING = 1e-4;

  /** A sequence, with what the model remembers of all its tokens but the last. */
  private record Path<S>(List<Integer> before, int last, double logProbability, S state) {
    List<Integer> tokens() {
      List<Integer> tokens = new ArrayList<>(before);
      tokens.add(last);
      return tokens;
    }
  }

  private final int begin;
  private final int end;
  private final int beams;
  private final int maxLength;
  private final double alpha;

  private BeamSearch(int begin, int end, int beams, int maxLength, double alpha) {
    this.begin = begin;
    this.end = end;
    this.beams = beams;
    this.maxLength = maxLength;
    this.alpha = alpha;
  }

  /**
   * A search with 4 beams, up to 100 tokens and no length penalty.
   *
   * @param begin the token that the model is given first
   * @param end the token that ends a sequence
   */
  public static BeamSearch of(int begin, int end) {
    return new BeamSearch(begin, end, 4, 100, 0);
  }

  /**
   * Another number of beams.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public BeamSearch withBeams(int newBeams) {
    Sizes.atLeast(1, NAME, "beams", newBeams);
    return new BeamSearch(begin, end, newBeams, maxLength, alpha);
  }

  /**
   * Another number of tokens at most, the end token among them.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public BeamSearch withMaxLength(int newMaxLength) {
    Sizes.atLeast(1, NAME, "maxLength", newMaxLength);
    return new BeamSearch(begin, end, beams, newMaxLength, alpha);
  }

  /**
   * A length penalty; Wu et al. 2016 found 0.6 to 0.7 best for translation.
   *
   * @throws IllegalArgumentException if alpha is negative or no number
   */
  public BeamSearch withLengthPenalty(double newAlpha) {
    if (!(newAlpha >= 0 && newAlpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          NAME + ": lengthPenalty is " + newAlpha + ", expected 0 or more");
    }
    return new BeamSearch(begin, end, beams, maxLength, newAlpha);
  }

  /**
   * Searches with a model that is given all tokens so far.
   *
   * @param model from the tokens, the begin token first, to the natural logarithm of every next
   *     token's probability
   * @return see {@link #search(Object, NextToken)}
   */
  public List<Hypothesis> search(Function<List<Integer>, double[]> model) {
    return search(
        List.<Integer>of(),
        (tokens, token) -> {
          List<Integer> all = new Path<>(tokens, token, 0, null).tokens();
          return new NextToken.Step<>(model.apply(all), all);
        });
  }

  /**
   * Searches with a model that remembers.
   *
   * @param start what the model remembers before the begin token
   * @return the best first, one or more, as many as there are beams at most
   * @throws IllegalArgumentException if the model gives NaN or a probability above 1, has no such
   *     end token, or rules every token out before any sequence is complete
   */
  public <S> List<Hypothesis> search(S start, NextToken<S> model) {
    List<Hypothesis> complete = new ArrayList<>();
    List<Path<S>> open = List.of(new Path<>(List.of(), begin, 0, start));
    for (int length = 1; length <= maxLength && !isOver(complete, open); length++) {
      List<Path<S>> longer = open.stream().flatMap(path -> longer(path, model)).toList();
      if (longer.isEmpty() && complete.isEmpty()) {
        String line = "the model rules out every token after " + open.get(0).tokens();
        throw new IllegalArgumentException(NAME + ": " + line);
      }
      best(longer).filter(this::ends).map(this::hypothesis).forEach(complete::add);
      open = best(longer.stream().filter(path -> !ends(path)).toList()).toList();
    }
    return ranked(complete, open);
  }

  /** A path and each token that may come behind it. */
  private <S> Stream<Path<S>> longer(Path<S> path, NextToken<S> model) {
    NextToken.Step<S> step = model.after(path.state, path.last);
    double[] next = checked(step.logProbabilities());
    List<Integer> before = path.tokens();
    return IntStream.range(0, next.length)
        .filter(token -> next[token] > Double.NEGATIVE_INFINITY)
        .mapToObj(
            token -> new Path<>(before, token, path.logProbability + next[token], step.state()));
  }

  /** The most probable, as many as there are beams. */
  private <S> Stream<Path<S>> best(List<Path<S>> paths) {
    return paths.stream()
        .sorted(Comparator.comparingDouble(path -> -path.logProbability))
        .limit(beams);
  }

  private boolean ends(Path<?> path) {
    return path.last == end;
  }

  /** Whether no open path can get among the best any more. */
  private <S> boolean isOver(List<Hypothesis> complete, List<Path<S>> open) {
    if (open.isEmpty()) {
      return true;
    }
    // A longer one is at most as probable, and divided by the penalty of the most tokens at most.
    double hope = open.get(0).logProbability / penalty(maxLength);
    List<Hypothesis> best = ranked(complete, List.of());
    return best.size() == beams && best.get(beams - 1).score() >= hope;
  }

  private <S> List<Hypothesis> ranked(List<Hypothesis> complete, List<Path<S>> cutOff) {
    return Stream.concat(
            complete.stream().sorted(Comparator.comparingDouble(found -> -found.score())),
            cutOff.stream().map(this::hypothesis))
        .limit(beams)
        .toList();
  }

  private Hypothesis hypothesis(Path<?> path) {
    List<Integer> tokens = path.tokens();
    tokens.remove(0); // the one that begins it
    double score = path.logProbability / penalty(tokens.size());
    return new Hypothesis(tokens, path.logProbability, score, ends(path));
  }

  private double penalty(int length) {
    return Math.pow((5.0 + length) / 6, alpha);
  }

  private double[] checked(double[] logProbabilities) {
    if (end < 0 || end >= logProbabilities.length) {
      String line = "the end token is " + end + ", expected one of the model's ";
      throw new IllegalArgumentException(NAME + ": " + line + logProbabilities.length + " tokens");
    }
    for (int token = 0; token < logProbabilities.length; token++) {
      if (!(logProbabilities[token] <= ROUNDING)) {
        String line = "token " + token + " has the logarithm of probability ";
        throw new IllegalArgumentException(
            NAME + ": " + line + logProbabilities[token] + ", expected 0 or less");
      }
    }
    return logProbabilities;
  }
}
