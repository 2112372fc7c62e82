package io.github.attention4j.notebook.display;

import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** The Rapaio kernel. Loaded only where it runs. */
final class RapaioFrontend implements Frontend {

  @Override
  public void display(Rendering rendering) {
    System.out.flush(); // else what was printed before would appear after
    MainApp.kernel.display(data(rendering));
  }

  static DisplayData data(Rendering rendering) {
    DisplayData data = DisplayData.fromText(rendering.text());
    rendering.contents().forEach(data::putData);
    rendering.metadata().forEach(data::putMetaData);
    return data;
  }
}
