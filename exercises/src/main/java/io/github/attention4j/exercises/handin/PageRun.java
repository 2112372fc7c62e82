package io.github.attention4j.exercises.handin;

import io.github.attention4j.exercises.isolate.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A notebook that was handed in, executed in the Java kernel, which is a process of its own with
 * limits of time and memory. What comes of it says whether the page runs, and earns no points.
 *
 * @param cells how each cell of code went, in their order
 */
public record PageRun(List<Cell> cells) {

  /** System property with the Python and the program that executes notebooks; the kit sets it. */
  public static final String PROPERTY = "attention4j.page.runner";

  /** Time for all cells, and then for the kernel's start and end. */
  private static final int SECONDS = 600;

  private static final int MORE_SECONDS = 120;
  private static final int MOST_CELLS = 1000;
  private static final String RAN = "ran";

  /**
   * How a cell went.
   *
   * @param number number of the cell in the notebook, from 1; 0 for the kernel itself
   * @param seconds time it took
   * @param result "ran", or why not
   */
  public record Cell(int number, double seconds, String result) {

    /** Whether it came to its end. */
    public boolean ran() {
      return result.equals(RAN);
    }
  }

  /**
   * Executes a notebook.
   *
   * @param notebook file
   * @throws IOException if Python cannot be started
   */
  public static PageRun of(Path notebook) throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getProperty(PROPERTY).split("\n")));
    command.addAll(List.of("--seconds", String.valueOf(SECONDS), notebook.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread end = new Thread(() -> kill(process));
    Runtime.getRuntime().addShutdownHook(end);
    Thread limit = new Thread(() -> killLater(process), "time limit of a page");
    limit.setDaemon(true);
    limit.start();
    List<Cell> cells = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine();
          line != null && cells.size() < MOST_CELLS;
          line = lines.readLine()) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          String result = PlainText.of(parts[2]);
          cells.add(new Cell(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]), result));
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException("the notebook's program printed something else than results", e);
    } finally {
      kill(process);
      removeHook(end);
    }
    return new PageRun(cells);
  }

  private static void killLater(Process process) {
    try {
      process.waitFor(SECONDS + MORE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(process);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The grader is shutting down, and the hook is running.
    }
  }

  /** Says in a line whether the page runs. */
  @Override
  public String toString() {
    double seconds = cells.stream().mapToDouble(Cell::seconds).sum();
    if (cells.isEmpty()) {
      return "the page could not be executed";
    }
    return cells.stream()
        .filter(cell -> !cell.ran())
        .findFirst()
        .map(cell -> "the page stops in cell %d: %s".formatted(cell.number(), cell.result()))
        .orElse("the page runs: %d cells in %.0f s".formatted(cells.size(), seconds));
  }
}
