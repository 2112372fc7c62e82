package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Mistakes of every lesson: they are known by their relation to the right numbers and to the
 * inputs.
 */
final class Symptoms {

  /** What else may stand in a place: the right number, changed by a function. */
  private static final Map<String, DoubleUnaryOperator> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put("the absolute value", Math::abs);
    FUNCTIONS.put("the exp", Math::exp);
    FUNCTIONS.put("the logarithm", Math::log);
    FUNCTIONS.put("the square", number -> number * number);
    FUNCTIONS.put("the square root", Math::sqrt);
    FUNCTIONS.put("1 divided by it, not the number,", number -> 1 / number);
    FUNCTIONS.put("the tanh", Math::tanh);
    FUNCTIONS.put("the sigmoid", number -> 1 / (1 + Math.exp(-number)));
  }

  private static final String BY_HAND =
      "Print what you return beside your inputs, for one example and small sizes. Then compute one of"
          + " its numbers by hand.";

  /** A mask holds no more different numbers than these. */
  private static final int FEW = 2;

  private final Expected expected;
  private final Values exact;
  private final Tolerance tolerance;
  private final List<Mistake> all = new ArrayList<>();

  private Symptoms(Expected expected, Tolerance tolerance) {
    this.expected = expected;
    this.exact = expected.exact();
    this.tolerance = tolerance;
  }

  static List<Mistake> of(
      Values got,
      List<Given> givens,
      Map<String, Integer> lengths,
      Expected expected,
      Tolerance tolerance) {
    Symptoms symptoms = new Symptoms(expected, tolerance);
    symptoms.ofInputs(givens);
    symptoms.ofAll();
    symptoms.add(
        AxisSymptoms.of(expected, tolerance),
        "Print the shape after each operation. Which one takes that axis by a fixed index, runs along"
            + " it in a loop, or joins its numbers?");
    symptoms.add(
        FactorSymptoms.of(got, lengths, expected.exact(), tolerance),
        "Compute one number by hand and print yours beside it. Is their ratio the length of an axis,"
            + " or its root?");
    symptoms.ofFunctions();
    symptoms.add(
        RoundingSymptoms.of(expected.exact(), tolerance),
        "Follow the type: print dataType() after each operation. Nd4j.create(shape) alone is of the"
            + " default type; int and float variables cut digits, too.");
    symptoms.ofPlaces();
    givens.forEach(symptoms::ofPart);
    symptoms.all.replaceAll(mistake -> mistake.hinting(BY_HAND));
    return symptoms.all;
  }

  private void add(List<Mistake> more, String hint) {
    more.forEach(mistake -> all.add(mistake.hinting(hint)));
  }

  private void ofInputs(List<Given> givens) {
    for (Given given : givens) {
      if (given.array() != null) {
        shows(
            "this is the input '%s', unchanged".formatted(given.name()),
            got -> got.isClose(given.values(), tolerance));
        showsInSeveral(
            "these are the numbers of the input '%s' in another shape or order: nothing is computed"
                .formatted(given.name()),
            got -> sameNumbers(got, given.values()));
      }
    }
  }

  private void ofAll() {
    shows(
        "every number is 0",
        got -> got.hasShapeOf(exact) && Arrays.stream(got.numbers()).allMatch(n -> n == 0));
    shows("the sign is the wrong way round", got -> got.isClose(exact.times(-1), tolerance));
    shows(
        "the last two axes are swapped: this is the transpose of what is expected",
        got -> exact.rank() > 1 && got.isClose(exact.transposed(), tolerance));
    shows(
        "NaN or infinite numbers everywhere: look for 0/0, for exp of a large number and for"
            + " infinity minus infinity",
        got -> got.hasShapeOf(exact) && Arrays.stream(got.numbers()).noneMatch(Double::isFinite));
  }

  private void ofFunctions() {
    FUNCTIONS.forEach(
        (name, function) ->
            shows(
                "this is %s of what is expected".formatted(name),
                got -> got.isClose(exact.map(function), tolerance)));
    shows(
        "what should be negative is 0: are the numbers clipped at 0?",
        got -> got.isClose(exact.map(number -> Math.max(number, 0)), tolerance));
    showsInSeveral(
        "all numbers are shifted by the same amount",
        got -> {
          if (!got.hasShapeOf(exact)) {
            return false;
          }
          double shift = got.numbers()[0] - exact.numbers()[0];
          return got.isClose(exact.map(number -> number + shift), tolerance);
        });
  }

  private void ofPlaces() {
    showsInSeveral(
        "the right numbers in another shape: keep the axes " + expected.axes(),
        got -> !got.hasShapeOf(exact) && got.isReshaped(exact, tolerance));
    showsInSeveral(
        "the right numbers stand in the wrong places: reshape leaves them in their order, permute"
            + " moves them",
        got -> sameNumbers(got, exact));
    shows(
        "there are NaN or infinite numbers: look for 0/0, for exp of a large number and for"
            + " infinity minus infinity",
        got -> got.hasShapeOf(exact) && !Arrays.stream(got.numbers()).allMatch(Double::isFinite));
    if (!expected.letters().isEmpty()) {
      shows(
          "an axis is missing or one too many: got %d axes, expected %s"
              .formatted(exact.rank() - 1, expected.axes()),
          got -> got.rank() == exact.rank() - 1);
      shows(
          "an axis is missing or one too many: got %d axes, expected %s"
              .formatted(exact.rank() + 1, expected.axes()),
          got -> got.rank() == exact.rank() + 1);
    }
  }

  /** Numbers of the input as they stand there, where the right ones are others. */
  private void ofPart(Given given) {
    if (given.array() == null) {
      return;
    }
    Set<Double> there = Arrays.stream(given.values().numbers()).boxed().collect(Collectors.toSet());
    Predicate<Values> stands = got -> there.containsAll(boxed(got));
    boolean tells = there.size() > FEW && exact.numbers().length > 1 && !stands.test(exact);
    all.add(
        new Mistake(
            "these numbers stand in the input '%s' as they are: a part of it, perhaps a view, is"
                    .formatted(given.name())
                + " handed back, and nothing is computed",
            "",
            got -> tells && stands.test(got),
            stands,
            false));
  }

  private static List<Double> boxed(Values numbers) {
    return Arrays.stream(numbers.numbers()).boxed().toList();
  }

  /** As {@link #shows}, of numbers among which one alone tells nothing. */
  private void showsInSeveral(String diagnosis, Predicate<Values> recognised) {
    all.add(Mistake.showing(diagnosis, exact.numbers().length == 1, recognised));
  }

  private void shows(String diagnosis, Predicate<Values> recognised) {
    all.add(Mistake.showing(diagnosis, recognised));
  }

  private boolean sameNumbers(Values got, Values other) {
    double[] left = got.numbers();
    double[] right = other.numbers();
    if (left.length != right.length) {
      return false;
    }
    Arrays.sort(left);
    Arrays.sort(right);
    for (int i = 0; i < left.length; i++) {
      if (!tolerance.allows(left[i], right[i])) {
        return false;
      }
    }
    return true;
  }
}
