package io.github.attention4j.notebook.kernel;

import org.rapaio.jupyter.kernel.MainApp;

/** Starts Rapaio's kernel 3.0.1, and ends it whatever its cells' threads still do. */
public final class RapaioMain {

  private RapaioMain() {}

  /** Runs the kernel; the argument is Jupyter's connection file. */
  public static void main(String[] arguments) throws Exception {
    MainApp.main(arguments);
    System.exit(0);
  }
}
