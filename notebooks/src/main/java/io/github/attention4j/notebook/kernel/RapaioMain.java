package io.github.attention4j.notebook.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.java.RapaioExecutionControl;

/**
 * Starts Rapaio's kernel 3.0.1, and lets Jupyter's stop button end the running cell alone: the
 * kernel's own interrupt ends its executor for good, and it stays dead afterwards.
 */
public final class RapaioMain {

  private RapaioMain() {}

  /** Runs the kernel; the argument is Jupyter's connection file. */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    onInterrupt(MainApp.kernel);
    MainApp.main(arguments);
  }

  /** Takes Jupyter's signal. By reflection, since the compiler warns of sun.misc, come what may. */
  private static void onInterrupt(RapaioKernel kernel) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object interrupting =
        Proxy.newProxyInstance(
            RapaioMain.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              interrupt(kernel);
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), interrupting);
  }

  private static void interrupt(RapaioKernel kernel) throws ReflectiveOperationException {
    Object engine = kernel.javaEngine();
    Object provider = get(engine, "controlProvider");
    Object control =
        provider
            .getClass()
            .getMethod("getRegisteredControl", String.class)
            .invoke(provider, get(engine, "executionId"));
    ((RapaioExecutionControl) control).interrupt();
  }

  private static Object get(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
