package io.github.attention4j.notebook;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * The steps of a loop, with a line that tells how far it is once it has run for two seconds, and
 * that is gone when the loop ends.
 *
 * <pre>{@code
 * Progress steps = Progress.of("training", 500);
 * for (int step : steps) {
 *   double loss = ...;
 *   steps.note("loss %.3f".formatted(loss));
 * }
 * }</pre>
 *
 * <p>Jupyter's stop button reaches a cell as {@link Thread#interrupted()} alone, which a busy loop
 * does not look at: in every Java kernel such a loop goes on in the background, and takes a core,
 * until the kernel is restarted. A loop over these steps ends at its next step with a {@link
 * CancellationException}, which ends the loops around it, too. The variables keep what they had.
 *
 * <ul>
 *   <li>Rapaio's kernel, as the kit starts it, waits for that up to two seconds: the cell ends with
 *       the exception's message, "training: interrupted after step 12 of 500".
 *   <li>IJava and JJava end the cell at once with a message of their own, and the loop ends unseen
 *       a step later; the last line of progress stays in the cell and tells how far it was.
 * </ul>
 */
public final class Progress implements Iterable<Integer> {

  private final String what;
  private final int steps;
  private final LongSupplier nanoTime;
  private String note = "";

  private Progress(String what, int steps, LongSupplier nanoTime) {
    if (steps < 0) {
      throw new IllegalArgumentException("Progress: " + steps + " steps, expected 0 or more");
    }
    this.what = what;
    this.steps = steps;
    this.nanoTime = nanoTime;
  }

  /**
   * The steps 0, 1, .. steps - 1.
   *
   * @param what what the loop does, for the line
   */
  public static Progress of(String what, int steps) {
    return new Progress(what, steps, System::nanoTime);
  }

  static Progress of(String what, int steps, LongSupplier nanoTime) {
    return new Progress(what, steps, nanoTime);
  }

  /** Adds this to the line, from the next time on. */
  public void note(String note) {
    this.note = note;
  }

  @Override
  public Iterator<Integer> iterator() {
    return new Steps();
  }

  private final class Steps implements Iterator<Integer> {

    private final ProgressLine shown = new ProgressLine(nanoTime);
    private int next;

    @Override
    public boolean hasNext() {
      if (next >= steps) {
        shown.erase();
        return false;
      }
      if (Thread.interrupted()) {
        shown.erase();
        throw new CancellationException(
            "%s: interrupted after step %d of %d".formatted(what, next, steps));
      }
      shown.show(this::line);
      return true;
    }

    @Override
    public Integer next() {
      if (next >= steps) {
        throw new NoSuchElementException(what + " has " + steps + " steps");
      }
      return next++;
    }

    private String line(double seconds) {
      double secondsLeft = seconds / Math.max(1, next) * (steps - next);
      return "%s: step %d of %d, %.0f s left%s"
          .formatted(what, next, steps, secondsLeft, note.isEmpty() ? "" : ", " + note);
    }
  }
}
