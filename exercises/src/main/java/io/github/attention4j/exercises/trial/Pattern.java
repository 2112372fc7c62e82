package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** In which trials a check failed, and what these have in common. */
final class Pattern {

  /** Trait of a trial whose shapes were asked before. */
  static final String AGAIN = "that repeat the shapes of an earlier call";

  /** Trait of a trial in which some axis has length 1. */
  static final String SHORT = "with an axis of length 1";

  private final List<Integer> failed = new ArrayList<>();
  private final Set<String> common = new LinkedHashSet<>();
  private final int count;
  private final String just;
  private final String butThose;

  Pattern(List<Outcome> outcomes) {
    count = outcomes.size();
    for (int i = 0; i < count; i++) {
      Outcome outcome = outcomes.get(i);
      if (!outcome.isRight()) {
        if (failed.isEmpty()) {
          common.addAll(outcome.traits());
        }
        common.retainAll(outcome.traits());
        failed.add(i + 1);
      }
    }
    Map<Boolean, List<Outcome>> byResult =
        outcomes.stream().collect(Collectors.partitioningBy(Outcome::isRight));
    just = own(byResult.get(false), byResult.get(true));
    butThose = own(byResult.get(true), byResult.get(false));
  }

  /** Returns the first trait that all of some have and none of the others, or null. */
  private static String own(List<Outcome> some, List<Outcome> others) {
    return some.stream()
        .limit(1)
        .flatMap(first -> first.traits().stream())
        .filter(trait -> some.stream().allMatch(one -> one.traits().contains(trait)))
        .filter(trait -> others.stream().noneMatch(one -> one.traits().contains(trait)))
        .findFirst()
        .orElse(null);
  }

  /**
   * Names a mistake by nothing but the trials in which it shows.
   *
   * @param problem what is wrong in one of them
   */
  Optional<String> diagnosis(String problem) {
    if (failed.size() == count) {
      return Optional.empty();
    }
    if (AGAIN.equals(just)) {
      return Optional.of(
          "right at the first call, wrong when asked again with arrays of the same shapes: is"
              + " something kept from call to call, in a field?");
    }
    if (common.contains(Layout.VIEW.trait())) {
      return Optional.of(
          problem
              + ", but only where the inputs are views of larger arrays: data() holds the whole"
              + " array, and in another order, and slice and get may find nothing in a view;"
              + " take a dup() of the input, or use getDouble or ND4J's other operations");
    }
    if (common.contains(Layout.COLUMNS.trait())) {
      return Optional.of(
          problem
              + ", but only where the inputs are in 'f' order: their numbers lie in memory column"
              + " after column; use getDouble or ND4J's operations");
    }
    if (problem.endsWith("wrong shape") && common.contains(SHORT)) {
      return Optional.of(
          problem
              + ", but only where an axis has length 1: squeeze(), or a sum, max or slice, drops"
              + " it");
    }
    return Optional.empty();
  }

  /** Such as {@code wrong in 3 of 12 trials: just those with Tq = 1}. */
  @Override
  public String toString() {
    if (failed.size() == count) {
      return count == 1 ? "" : "wrong in all %d trials".formatted(count);
    }
    String which =
        just != null
            ? "just those " + just
            : butThose != null
                ? "all but those " + butThose
                : !common.isEmpty()
                    ? "some of those " + String.join(" and ", common)
                    : "number " + numbers();
    return "wrong in %d of %d trials: %s".formatted(failed.size(), count, which);
  }

  private String numbers() {
    List<String> all = failed.stream().map(String::valueOf).toList();
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
