package io.github.attention4j.notebook.display;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Where renderings go: the kernel that runs this code, or the console where there is none. */
public interface Frontend {

  /** Shows it below the running cell, or prints its text. */
  void display(Rendering rendering);

  /** Finds the kernel. None of the three is needed to compile or run this. */
  static Frontend current() {
    return rapaio()
        .or(() -> kernel("io.github.spencerpark.ijava.IJava", "getKernelInstance"))
        .or(() -> kernel("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"))
        .orElse(rendering -> System.out.println(rendering.text()));
  }

  private static Optional<Frontend> rapaio() {
    try {
      // Not initialised: that would start a kernel. A running kernel is recognised by its class
      // loader, which is not the one of the lesson's class path.
      Class<?> main =
          Class.forName(
              "org.rapaio.jupyter.kernel.MainApp", false, Frontend.class.getClassLoader());
      return main.getClassLoader() == Frontend.class.getClassLoader()
          ? Optional.empty()
          : Optional.of(new RapaioFrontend());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Optional<Frontend> kernel(String className, String instanceMethod) {
    try {
      Object kernel = Class.forName(className).getMethod(instanceMethod).invoke(null);
      return Optional.ofNullable(kernel).map(BaseKernelFrontend::connected);
    } catch (ClassNotFoundException | InvocationTargetException e) {
      return Optional.empty(); // not this kernel, or none running
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("unknown version of " + className, e);
    }
  }
}
