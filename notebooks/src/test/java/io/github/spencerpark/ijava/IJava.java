package io.github.spencerpark.ijava;

import io.github.attention4j.notebook.display.FrontendTest;

/**
 * Stands in for the main class of the IJava kernel, which no package registry has, so that the way
 * by which the toolbox finds a running IJava is tested. Its base library is the real one.
 */
public final class IJava {

  public static FrontendTest.IJavaKernel kernel;

  private IJava() {}

  public static FrontendTest.IJavaKernel getKernelInstance() {
    return kernel;
  }
}
