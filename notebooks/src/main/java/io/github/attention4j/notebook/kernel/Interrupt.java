package io.github.attention4j.notebook.kernel;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.java.RapaioExecutionControl;

/**
 * Ends the running cell in Rapaio's kernel 3.0.1, and nothing else: the kernel's own interrupt ends
 * its executor for good. First the cell's thread is told, as {@link Thread#interrupted()}, so that
 * what polls it ends the cell in its own words; a cell that does not end is then given up, and told
 * that its thread goes on, since Java can stop no thread from outside.
 */
public final class Interrupt {

  private static final long POLITE_MILLIS = 2_000;
  private static final String ENGINE_THREADS = "Engine-thread-";

  private Interrupt() {}

  /**
   * Ends the cell that the kernel runs, if any.
   *
   * @param cellRuns whether the kernel is busy with a cell; between two of its statements, while
   *     the next is compiled, there is no thread to tell
   */
  public static void of(RapaioKernel kernel, BooleanSupplier cellRuns) {
    try {
      RapaioExecutionControl control = control(kernel);
      Map<?, ?> running = (Map<?, ?>) get(control, RapaioExecutionControl.class, "running");
      boolean told = false;
      long end = System.currentTimeMillis() + POLITE_MILLIS;
      while (cellRuns.getAsBoolean() && System.currentTimeMillis() < end) {
        if (!told && !running.isEmpty()) {
          tell();
          told = true;
        }
        Thread.sleep(10);
      }
      if (cellRuns.getAsBoolean() && !running.isEmpty()) {
        System.err.println(
            "This cell does not look at Thread.interrupted(), so its code goes on in the background"
                + " until it ends or the kernel is restarted.");
        control.interrupt();
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not Rapaio's kernel 3.0.1", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those of cells that were given up, too: a second try may reach them. */
  private static void tell() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(ENGINE_THREADS))
        .forEach(Thread::interrupt);
  }

  private static RapaioExecutionControl control(RapaioKernel kernel)
      throws ReflectiveOperationException {
    Object engine = kernel.javaEngine();
    Object provider = get(engine, engine.getClass(), "controlProvider");
    return (RapaioExecutionControl)
        provider
            .getClass()
            .getMethod("getRegisteredControl", String.class)
            .invoke(provider, get(engine, engine.getClass(), "executionId"));
  }

  private static Object get(Object owner, Class<?> type, String name)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
