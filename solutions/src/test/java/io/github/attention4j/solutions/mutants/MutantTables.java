package io.github.attention4j.solutions.mutants;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.audit.Evidence.Mutants;
import io.github.attention4j.exercises.audit.Evidence.Survivor;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.solutions.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the tables of the {@link Catalogue} from PIT's report. */
public final class MutantTables {

  private static final String MUTANTS_HEAD = "lesson\tstep\tmutants\tkilled";
  private static final String SURVIVORS_HEAD = "lesson\tmethod\tline\tchange\tcount\treason";

  private final Path sources;

  private MutantTables(Path sources) {
    this.sources = sources;
  }

  /**
   * Writes both tables; a lesson without mutants in the report keeps its rows. The reasons why
   * mutants survive are people's work: they are kept, and a new survivor has none.
   *
   * @param arguments PIT's mutations.xml, the folder of the solutions' sources, the folder of the
   *     tables
   */
  public static void main(String[] arguments) throws IOException {
    List<Mutant> mutants = Mutant.read(Path.of(arguments[0]));
    MutantTables tables = new MutantTables(Path.of(arguments[1]));
    Path folder = Path.of(arguments[2]);
    List<String> counts = new ArrayList<>(List.of(MUTANTS_HEAD));
    List<String> survivors = new ArrayList<>(List.of(SURVIVORS_HEAD));
    int unexplained = 0;
    for (Class<?> task : Exercises.TASKS) {
      String lesson = task.getAnnotation(Exercise.class).lesson();
      List<Mutant> own = mutants.stream().filter(one -> one.lesson().equals(lesson)).toList();
      if (own.isEmpty()) {
        counts.addAll(before(folder.resolve(Catalogue.MUTANTS), lesson));
        survivors.addAll(before(folder.resolve(Catalogue.SURVIVORS), lesson));
        continue;
      }
      counts.addAll(counts(task.getAnnotation(Exercise.class), own));
      for (Survivor one : tables.survivors(own, new Catalogue().survivors(lesson))) {
        unexplained += one.reason().isEmpty() ? one.count() : 0;
        survivors.add(
            String.join(
                "\t",
                lesson,
                one.method(),
                one.code(),
                one.change(),
                String.valueOf(one.count()),
                one.reason()));
      }
    }
    Files.write(folder.resolve(Catalogue.MUTANTS), counts);
    Files.write(folder.resolve(Catalogue.SURVIVORS), survivors);
    long killed = mutants.stream().filter(Mutant::killed).count();
    System.out.printf(
        "mutants: %d of %d killed; survivors without a reason: %d (see %s)%n",
        killed, mutants.size(), unexplained, folder.resolve(Catalogue.SURVIVORS));
  }

  /** The rows of a lesson that was not measured this time. */
  private static List<String> before(Path table, String lesson) throws IOException {
    return Files.readAllLines(table).stream().filter(row -> row.startsWith(lesson + "\t")).toList();
  }

  private static List<String> counts(Exercise exercise, List<Mutant> mutants) {
    List<String> steps =
        Arrays.stream(exercise.grader().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Check.class))
            .map(method -> method.getAnnotation(Check.class))
            .sorted(Comparator.comparing(Check::id))
            .map(Check::part)
            .distinct()
            .toList();
    Map<String, List<Mutant>> byStep =
        mutants.stream()
            .collect(
                Collectors.groupingBy(
                    one -> steps.contains(one.method()) ? one.method() : Mutants.SHARED));
    return Stream.concat(steps.stream(), Stream.of(Mutants.SHARED))
        .filter(byStep::containsKey)
        .map(
            step -> {
              List<Mutant> own = byStep.get(step);
              long killed = own.stream().filter(Mutant::killed).count();
              return "%s\t%s\t%d\t%d".formatted(exercise.lesson(), step, own.size(), killed);
            })
        .toList();
  }

  private List<Survivor> survivors(List<Mutant> mutants, List<Survivor> before) throws IOException {
    Map<List<String>, String> reasons = new HashMap<>();
    before.forEach(
        one -> reasons.put(List.of(one.method(), one.code(), one.change()), one.reason()));
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    for (Mutant mutant : mutants) {
      if (!mutant.killed()) {
        counts.merge(List.of(mutant.method(), code(mutant), mutant.change()), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(
            entry -> {
              List<String> key = entry.getKey();
              String reason = reasons.getOrDefault(key, "");
              return new Survivor(key.get(0), key.get(1), key.get(2), entry.getValue(), reason);
            })
        .toList();
  }

  private String code(Mutant mutant) throws IOException {
    Path file = sources.resolve(mutant.type().replace('.', '/') + ".java");
    return Files.readAllLines(file).get(mutant.line() - 1).strip();
  }
}
