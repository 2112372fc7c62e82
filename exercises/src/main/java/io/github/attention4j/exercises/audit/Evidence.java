package io.github.attention4j.exercises.audit;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * What the graders have been tried on. The module with the solutions holds it, out of the sight of
 * the answers that are graded, and provides it as a service.
 */
public interface Evidence {

  /** Returns the evidence, if the solutions are on the class path. */
  static Optional<Evidence> find() {
    return ServiceLoader.load(Evidence.class, Evidence.class.getClassLoader()).findFirst();
  }

  /** Returns, for each wrong answer known for a lesson, the ids of the checks that it fails. */
  List<Set<String>> wrongAnswers(String lesson);

  /** Returns how the mutants of a lesson's reference answer fared, in the order of the steps. */
  List<Mutants> mutants(String lesson);

  /** Returns the mutants that no check noticed, each with the reason. */
  List<Survivor> survivors(String lesson);

  /**
   * The mutants of one step: the reference answer, each time with one thing changed.
   *
   * @param step name of the task's method, or {@link #SHARED}
   * @param all how many there are
   * @param killed how many of them lost points
   */
  record Mutants(String step, int all, int killed) {

    /** Stands for the methods that the steps of a reference answer share. */
    public static final String SHARED = "(shared)";
  }

  /**
   * A mutant that kept all points, or several alike.
   *
   * @param method method that was changed
   * @param code its line
   * @param change what was changed
   * @param count how many mutants of this line are described so
   * @param reason why that is right: nothing that the task asks for is changed
   */
  record Survivor(String method, String code, String change, int count, String reason) {}
}
