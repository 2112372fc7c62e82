package io.github.attention4j.solutions;

import io.github.attention4j.exercises.audit.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The evidence on the graders: the wrong answers that are {@linkplain Caught caught}, and the
 * mutants of the reference answers, from the tables that {@code mvn -Pmutants} writes.
 */
public final class Catalogue implements Evidence {

  /** Table of how many mutants each step has, and how many lost points. */
  public static final String MUTANTS = "mutants.tsv";

  /** Table of the mutants that kept all points, with the reason. */
  public static final String SURVIVORS = "survivors.tsv";

  /** Creates the evidence; the service loader does. */
  public Catalogue() {}

  @Override
  public List<Set<String>> wrongAnswers(String lesson) {
    return ReflectionSupport.findAllClassesInPackage(
            Catalogue.class.getPackageName() + ".lesson" + lesson,
            type -> type.isAnnotationPresent(Caught.class),
            name -> true)
        .stream()
        .map(type -> Set.of(type.getAnnotation(Caught.class).in()))
        .toList();
  }

  @Override
  public List<Mutants> mutants(String lesson) {
    return rows(MUTANTS, lesson)
        .map(cells -> new Mutants(cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3])))
        .toList();
  }

  @Override
  public List<Survivor> survivors(String lesson) {
    return rows(SURVIVORS, lesson)
        .map(
            cells ->
                new Survivor(cells[1], cells[2], cells[3], Integer.parseInt(cells[4]), cells[5]))
        .toList();
  }

  /** Returns the rows of a table that belong to a lesson, which is their first cell. */
  private static Stream<String[]> rows(String table, String lesson) {
    try (InputStream file = Catalogue.class.getResourceAsStream(table)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells[0].equals(lesson));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
