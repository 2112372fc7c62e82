package io.github.attention4j.exercises.audit;

import io.github.attention4j.exercises.audit.Evidence.Mutants;
import io.github.attention4j.exercises.audit.Evidence.Survivor;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * How well an exercise is graded: print it to read it.
 *
 * @param exercise the exercise
 * @param steps what is known of each step, in order
 * @param shared the mutants of what the steps of the reference answer share
 * @param wrongAnswers how many wrong answers are known; one may fail several steps
 * @param survivors mutants that kept all points
 */
public record Audit(
    Exercise exercise,
    List<Step> steps,
    Mutants shared,
    int wrongAnswers,
    List<Survivor> survivors) {

  /**
   * What is known of a step.
   *
   * @param name name of the task's method
   * @param checks its checks
   * @param wrongAnswers how many of the wrong answers fail one of them
   * @param mutants how the mutants of its method fared
   */
  public record Step(String name, List<Check> checks, long wrongAnswers, Mutants mutants) {

    /** Returns what the step's checks are worth together. */
    public int points() {
      return checks.stream().mapToInt(Check::points).sum();
    }

    /** Returns how many hints its checks hold. */
    public int hints() {
      return checks.stream().mapToInt(check -> check.hints().length).sum();
    }
  }

  /**
   * Reports on several exercises: on each, then a line for each.
   *
   * @param tasks interfaces marked as an {@link Exercise}
   * @param evidence what their graders have been tried on
   */
  public static String of(List<Class<?>> tasks, Evidence evidence) {
    return TextAudit.of(tasks.stream().map(task -> of(task, evidence)).toList());
  }

  /**
   * Gathers what is known.
   *
   * @param task interface marked as an {@link Exercise}
   * @param evidence what its grader has been tried on
   */
  public static Audit of(Class<?> task, Evidence evidence) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    List<Check> checks = checks(exercise);
    List<Set<String>> wrong =
        evidence.wrongAnswers(exercise.lesson()).stream()
            .filter(ids -> checks.stream().anyMatch(check -> ids.contains(check.id())))
            .toList();
    List<Mutants> mutants = exercise.experiment() ? List.of() : evidence.mutants(exercise.lesson());
    List<Step> steps = new ArrayList<>();
    for (String name : checks.stream().map(Check::part).distinct().toList()) {
      List<Check> own = checks.stream().filter(check -> check.part().equals(name)).toList();
      long failing =
          wrong.stream()
              .filter(ids -> own.stream().anyMatch(check -> ids.contains(check.id())))
              .count();
      steps.add(new Step(name, own, failing, of(name, mutants)));
    }
    List<Survivor> survivors =
        exercise.experiment() ? List.of() : evidence.survivors(exercise.lesson());
    return new Audit(exercise, steps, of(Mutants.SHARED, mutants), wrong.size(), survivors);
  }

  private static Mutants of(String step, List<Mutants> mutants) {
    return mutants.stream()
        .filter(one -> one.step().equals(step))
        .findFirst()
        .orElse(new Mutants(step, 0, 0));
  }

  /** Returns the checks of an exercise in the order of their ids. */
  static List<Check> checks(Exercise exercise) {
    return Arrays.stream(exercise.grader().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Check.class))
        .map(method -> method.getAnnotation(Check.class))
        .sorted(Comparator.comparing(Check::id))
        .toList();
  }

  /** Returns how many checks there are. */
  public int checks() {
    return steps.stream().mapToInt(step -> step.checks().size()).sum();
  }

  /** Returns how many hints there are. */
  public int hints() {
    return steps.stream().mapToInt(Step::hints).sum();
  }

  /** Returns the points of all steps. */
  public int points() {
    return steps.stream().mapToInt(Step::points).sum();
  }

  /** Returns how all mutants fared together. */
  public Mutants mutants() {
    int all = shared.all() + steps.stream().mapToInt(step -> step.mutants().all()).sum();
    int killed = shared.killed() + steps.stream().mapToInt(step -> step.mutants().killed()).sum();
    return new Mutants("all", all, killed);
  }

  /** Returns the report as text. */
  @Override
  public String toString() {
    return TextAudit.of(List.of(this));
  }
}
