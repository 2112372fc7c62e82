package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.datasets.Clauses;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How often a model answered right, as shares of the verbs.
 *
 * @param doer the doer is right
 * @param receiver the receiver is right
 * @param both both are
 * @param exchanged each is given as the other, and they differ
 */
record ClauseAnswers(double doer, double receiver, double both, double exchanged) {
  private static final int NOUNS = Clauses.NOUNS.size();

  /** The share of pairs that are right by guessing. */
  static final double BY_GUESSING = 1.0 / (NOUNS * NOUNS);

  /**
   * Counts.
   *
   * @param method whose answers these are
   * @param given how likely each noun is, (N, T, 2, nouns)
   * @throws WrongAnswerError if it has another shape
   */
  static ClauseAnswers of(String method, INDArray given, Clauses clauses) {
    Values values = given == null ? null : Values.of(given);
    int[] shape = {clauses.size(), Clauses.LENGTH, 2, NOUNS};
    if (values == null || !Arrays.equals(values.shape(), shape)) {
      throw new WrongAnswerError(
          "%s returned %s, expected %s = (N, T, 2, nouns)"
              .formatted(
                  method, values == null ? "null" : "shape " + values, Arrays.toString(shape)));
    }
    int doer = 0;
    int receiver = 0;
    int both = 0;
    int exchanged = 0;
    for (int i = 0; i < clauses.size(); i++) {
      Clauses.Sentence sentence = clauses.sentences().get(i);
      for (int verb : sentence.verbs()) {
        String first = likeliest(values, i, verb, 0);
        String second = likeliest(values, i, verb, 1);
        boolean isDoer = first.equals(sentence.doer(verb));
        boolean isReceiver = second.equals(sentence.receiver(verb));
        doer += isDoer ? 1 : 0;
        receiver += isReceiver ? 1 : 0;
        both += isDoer && isReceiver ? 1 : 0;
        boolean swapped =
            first.equals(sentence.receiver(verb)) && second.equals(sentence.doer(verb));
        exchanged += swapped && !isDoer ? 1 : 0;
      }
    }
    double verbs = 2.0 * clauses.size();
    return new ClauseAnswers(doer / verbs, receiver / verbs, both / verbs, exchanged / verbs);
  }

  /** The share of the question that is answered better. */
  double better() {
    return Math.max(doer, receiver);
  }

  /** The share of the other question. */
  double worse() {
    return Math.min(doer, receiver);
  }

  private static String likeliest(Values values, int sentence, int verb, int question) {
    int best = 0;
    for (int noun = 1; noun < NOUNS; noun++) {
      double rival = values.at(sentence, verb, question, best);
      best = values.at(sentence, verb, question, noun) > rival ? noun : best;
    }
    return Clauses.NOUNS.get(best);
  }
}
