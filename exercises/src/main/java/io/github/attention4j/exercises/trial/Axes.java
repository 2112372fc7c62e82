package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The axes of a lesson's arrays, by their letters, and the lengths that they take in its checks.
 *
 * <p>The cases tell mistakes apart: most have no two axes alike; two ask again with the lengths of
 * another; where the lesson says so, some axes are alike; each axis is once of length 1, and once
 * all are. They are of both types, and their arrays lie in memory in every {@link Layout}.
 *
 * <pre>{@code
 * private static final Axes AXES = Axes.of("B", "Tq", "Tk", "Dk", "Dv").alike("Tq", "Tk");
 *
 * AXES.check(in -> scores(task, in));
 * }</pre>
 */
public final class Axes {

  private static final long SEED = 4;
  private static final int SHORTEST = 2;

  private final List<String> letters;
  private final List<List<String>> alike;

  private Axes(List<String> letters, List<List<String>> alike) {
    this.letters = letters;
    this.alike = alike;
  }

  /**
   * Returns the axes of a lesson.
   *
   * @param letters every letter that its shapes use, such as {@code "B", "Tq"}
   */
  public static Axes of(String... letters) {
    return new Axes(List.of(letters), List.of());
  }

  /**
   * Returns these axes with one case more, in which some have the same length: there, what was
   * swapped fits.
   *
   * @param some letters of the axes that are alike
   */
  public Axes alike(String... some) {
    List<List<String>> more = new ArrayList<>(alike);
    more.add(List.of(some));
    return new Axes(letters, List.copyOf(more));
  }

  /**
   * Runs a check: all its trials on all cases.
   *
   * @param trials each makes a trial of a case
   * @throws io.github.attention4j.exercises.check.WrongAnswerError with the diagnosis, if one fails
   * @throws io.github.attention4j.exercises.check.NotDoneYetException if the learner has not
   *     written this step
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is read alone
  public final void check(Function<Inputs, Trial>... trials) {
    check(List.of(trials));
  }

  /** As {@link #check(Function...)}. */
  public void check(List<Function<Inputs, Trial>> trials) {
    Random random = new Random(SEED);
    List<Inputs> cases = cases(random);
    List<Trial> all = new ArrayList<>();
    for (Function<Inputs, Trial> trial : trials) {
      cases.forEach(in -> all.add(trial.apply(in)));
    }
    Verdict.of(all);
  }

  /** Draws the cases; the first is the one that a learner is shown, if it fails like the others. */
  List<Inputs> cases(Random random) {
    List<Inputs> cases = new ArrayList<>();
    Map<String, Integer> first = distinct(random);
    cases.add(new Inputs(first, DataType.DOUBLE, Layout.ROWS, List.of(), random));
    cases.add(new Inputs(distinct(random), DataType.FLOAT, Layout.COLUMNS, List.of(), random));
    cases.add(new Inputs(first, DataType.DOUBLE, Layout.VIEW, List.of(), random));
    for (List<String> some : alike) {
      Map<String, Integer> lengths = distinct(random);
      some.forEach(letter -> lengths.put(letter, lengths.get(some.get(0))));
      String trait = "with " + String.join(" = ", some);
      cases.add(new Inputs(lengths, DataType.DOUBLE, Layout.ROWS, List.of(trait), random));
    }
    for (int i = 0; i < letters.size(); i++) {
      Map<String, Integer> lengths = distinct(random);
      lengths.put(letters.get(i), 1);
      cases.add(one(lengths, i, List.of(letters.get(i)), random));
    }
    Map<String, Integer> ones = new LinkedHashMap<>(first);
    ones.replaceAll((letter, length) -> 1);
    cases.add(one(ones, letters.size(), letters, random));
    // Apart from the view: what is kept from call to call fails both, what misreads a view one.
    cases.add(new Inputs(first, DataType.DOUBLE, Layout.ROWS, List.of(), random));
    return cases;
  }

  private static Inputs one(
      Map<String, Integer> lengths, int turn, List<String> ones, Random random) {
    List<String> traits = new ArrayList<>();
    ones.forEach(letter -> traits.add("with %s = 1".formatted(letter)));
    traits.add(Pattern.SHORT);
    Layout[] layouts = Layout.values();
    DataType type = turn % 2 == 0 ? DataType.FLOAT : DataType.DOUBLE;
    return new Inputs(lengths, type, layouts[turn % layouts.length], traits, random);
  }

  private Map<String, Integer> distinct(Random random) {
    List<Integer> lengths =
        IntStream.range(SHORTEST, SHORTEST + letters.size() + 2)
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(lengths, random);
    Map<String, Integer> drawn = new LinkedHashMap<>();
    letters.forEach(letter -> drawn.put(letter, lengths.get(drawn.size())));
    return drawn;
  }
}
