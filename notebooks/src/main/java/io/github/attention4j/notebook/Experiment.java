package io.github.attention4j.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/**
 * How a lesson's experiment is to run: from which seed, and at full length or quickly.
 *
 * <p>A lesson takes its seed and its number of steps from here, so that {@code ./kit run --seeds 5}
 * can repeat it from other seeds, and {@code ./kit run --quick} shorten it. What the quick mode
 * measures is not what the lesson says, so there its claims are not made:
 *
 * <pre>{@code
 * long seed = Experiment.seed();          // 1, unless told otherwise
 * int steps = Experiment.steps(600);      // 600, or 60 in quick mode
 * Experiment.figure("accuracy", accuracy);
 * Experiment.holds("the model reads 95 % of the dates", accuracy >= 0.95);
 * }</pre>
 */
public final class Experiment {
  private static final String SEED = "ATTENTION4J_SEED";
  private static final String QUICK = "ATTENTION4J_QUICK";
  private static final String FIGURES = "ATTENTION4J_FIGURES";

  /** By how much the quick mode shortens a training. */
  private static final int SHORTENED = 10;

  private static Map<String, String> environment = System.getenv();

  private Experiment() {}

  /** For tests: where the settings come from. */
  static void setEnvironment(Map<String, String> settings) {
    environment = settings;
  }

  /**
   * The seed of the experiment, 1 unless the environment's ATTENTION4J_SEED says otherwise.
   *
   * @throws IllegalStateException if that is not a whole number
   */
  public static long seed() {
    String seed = environment.getOrDefault(SEED, "1");
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(SEED + " is \"" + seed + "\", expected a whole number", e);
    }
  }

  /** Whether the experiment runs shortened: if the environment's ATTENTION4J_QUICK is 1. */
  public static boolean quick() {
    return "1".equals(environment.get(QUICK));
  }

  /**
   * The number of steps to train.
   *
   * @param full what the lesson's figures need
   * @return that, or a tenth of it in quick mode, at least 1
   */
  public static int steps(int full) {
    return quick() ? Math.max(1, full / SHORTENED) : full;
  }

  /** Prints a figure of the experiment, and keeps it for the table of {@code ./kit run --seeds}. */
  public static void figure(String name, double value) {
    System.out.println(String.format(Locale.ROOT, "%s %.4f", name, value));
    String file = environment.get(FIGURES);
    if (file != null) {
      try {
        Files.writeString(
            Path.of(file),
            name.replace('\t', ' ') + "\t" + value + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Claims what the experiment shows, as {@link Claim#holds}; in quick mode it is not claimed.
   *
   * @throws IllegalStateException if it is not true
   */
  public static void holds(String claim, boolean isTrue) {
    if (quick()) {
      System.out.println("not claimed in quick mode: " + claim);
    } else {
      Claim.holds(claim, isTrue);
    }
  }
}
