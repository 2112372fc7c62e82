package io.github.attention4j.notebook.display;

import java.util.List;
import java.util.stream.Stream;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/**
 * Teaches the Rapaio kernel to render a cell's last value; the kernel finds it as a service. Values
 * of other types become plain text, as in IJava and JJava; Rapaio itself would take their text for
 * HTML.
 */
public final class RapaioDisplayProvider implements DisplayProvider {

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return Stream.concat(Rendering.TYPES.stream(), Stream.of(Object.class))
        .<DisplayRenderer>map(Renderer::new)
        .toList();
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  private record Renderer(Class<?> rendererClass) implements DisplayRenderer {

    /** Any MIME type, also null, which the kernel asks for when it has no wish. */
    @Override
    public boolean canRender(String mimeType) {
      return true;
    }

    @Override
    public DisplayData render(String mimeType, Object value) {
      return RapaioFrontend.data(Rendering.of(value));
    }
  }
}
