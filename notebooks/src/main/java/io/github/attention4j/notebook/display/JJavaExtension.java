package io.github.attention4j.notebook.display;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Teaches the JJava kernel to render a cell's last value; the kernel finds it as a service. */
public final class JJavaExtension implements Extension {

  @Override
  public void install(BaseKernel kernel) {
    BaseKernelFrontend.connected(kernel);
  }
}
