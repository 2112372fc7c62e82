package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.LogFiles;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Holds what lesson 16 says. What it measures in seconds, its own claims hold. */
class AttentionCostLessonTest {
  private static final Path PAGE = Path.of("16-what-attention-costs.ipynb");
  private static final Pattern QUOTE =
      Pattern.compile("\\((\\.\\./lib/[^)]+\\.java)\\):\n\n```java\n(.*?)```", Pattern.DOTALL);

  /** Section 6 quotes the kernel: every quote stands in the source as it is, without a gap. */
  @Test
  void everyQuotedLineStandsInTheLibrarysSource() throws IOException {
    String page = markdown();
    int quotes = 0;
    for (Matcher quote = QUOTE.matcher(page); quote.find(); quotes++) {
      String file = quote.group(1);
      String source = withoutIndents(Files.readString(Path.of(file)));
      String lines = withoutIndents(quote.group(2));
      assertTrue(source.contains(lines), () -> file + " no longer has\n" + lines);
    }
    assertEquals(9, quotes);
    assertEquals(quotes, page.split("```java").length - 1, "a quote without its source");
  }

  private static String withoutIndents(String text) {
    return text.replaceAll("(?m)^ +", "");
  }

  private static String markdown() throws IOException {
    JsonNode cells = new ObjectMapper().readTree(PAGE.toFile()).get("cells");
    List<String> texts = new ArrayList<>();
    for (JsonNode cell : cells) {
      if (cell.get("cell_type").asText().equals("markdown")) {
        JsonNode source = cell.get("source");
        StringBuilder text = new StringBuilder(source.isTextual() ? source.asText() : "");
        source.forEach(line -> text.append(line.asText()));
        texts.add(text.toString());
      }
    }
    return texts.stream().collect(Collectors.joining("\n"));
  }

  /** Sections 2 and 4: what a mask allows, counted, and the share that a window leaves. */
  @Test
  void pairsAreWhatTheFormulasSay() {
    assertEquals(200L * 200, counted(Mask.all(), 200));
    assertEquals(200 * 201 / 2, counted(Mask.causal(), 200));
    assertEquals(31 * 200 - 30 * 31 / 2, counted(Mask.window(30, 0), 200));
    assertEquals(820, counted(Mask.causal(), 40));
    assertEquals(324, counted(Mask.window(8, 0), 40));
    assertEquals(0.75, counted(Mask.window(256, 0), 512) / (512 * 513 / 2.0), 0.005);
  }

  private static long counted(Mask<INDArray> mask, int length) {
    INDArray scores = Nd4j.zeros(DataType.FLOAT, 1, length, length);
    return mask.allowed(NdArrayOps.eager(), "count", scores)
        .broadcast(1, length, length)
        .sumNumber()
        .longValue();
  }

  /** Section 4: 3 T T + T D numbers by definition, 7 T T in training; in tiles T D, and 4 T D. */
  @Test
  void memoryIsWhatTheTableSays() {
    int length = 256;
    INDArray[] inputs = new INDArray[4];
    Arrays.setAll(inputs, i -> Nd4j.rand(DataType.FLOAT, 1, length, 64));
    Attention attention = Attention.scaledDot();
    long square = 4L * length * length;
    long rows = 4L * length * 64;
    assertEquals(3 * square + rows, bytes(() -> attention.attend(inputs[0], inputs[1], inputs[2])));
    assertEquals(rows, bytes(() -> attention.output(inputs[0], inputs[1], inputs[2])));
    assertEquals(3 * square + rows, bytes(() -> trained(attention, inputs, false, false)));
    assertEquals(
        7 * square + 4 * rows, bytes(() -> trained(attention, inputs, false, true)), 0.01 * square);
    assertEquals(rows, bytes(() -> trained(attention, inputs, true, false)));
    assertEquals(4 * rows, bytes(() -> trained(attention, inputs, true, true)));
  }

  private static Object trained(
      Attention attention, INDArray[] inputs, boolean inTiles, boolean back) {
    TapeOps tape = TapeOps.create();
    Tensor query = tape.variable(inputs[0]);
    Tensor key = tape.variable(inputs[1]);
    Tensor value = tape.variable(inputs[2]);
    Tensor output =
        inTiles
            ? attention.output(tape, query, key, value, Mask.all())
            : attention.attend(tape, query, key, value, Mask.all()).output();
    return back ? tape.backward(output, inputs[3]).of(query) : output;
  }

  private static long bytes(Supplier<Object> work) {
    MemoryWorkspace room =
        Nd4j.getWorkspaceManager()
            .createNewWorkspace(
                WorkspaceConfiguration.builder()
                    .initialSize(8 << 20)
                    .policyLearning(LearningPolicy.NONE)
                    .policySpill(SpillPolicy.FAIL)
                    .build(),
                "AttentionCostLessonTest" + System.nanoTime());
    room.notifyScopeEntered();
    try {
      work.get();
      return room.getPrimaryOffset();
    } finally {
      room.close();
      room.destroyWorkspace(true);
    }
  }

  /** Section 9: a stack sees depth times window back, and not one line more. */
  @Test
  void aStackSeesDepthTimesWindow() {
    LogFiles files = LogFiles.of(20, 1);
    for (int[] size : new int[][] {{8, 1}, {8, 2}, {8, 4}, {4, 4}, {3, 7}}) {
      for (long seed = 1; seed <= 5; seed++) {
        WindowModel model = new WindowModel(size[0], size[1], seed);
        INDArray changed =
            model
                .logits(NdArrayOps.eager(), files.lines())
                .sub(model.logits(NdArrayOps.eager(), files.inTheNextZone().lines()))
                .norm2(2);
        INDArray where = changed.gt(0).castTo(DataType.FLOAT).mul(files.distances());
        assertEquals(size[0] * size[1], where.maxNumber().intValue());
      }
    }
  }

  /** Section 9, seed 1: right as far as two layers see, by chance behind, and by a relay. */
  @Test
  void twoLayersPassTheZoneOn() {
    WindowModel model = new WindowModel(8, 2, 1);
    model.train(200, 1);
    LogFiles files = LogFiles.of(300, -1);
    assertTrue(model.accuracy(files, 1, 16) >= 0.95);
    assertTrue(model.accuracy(files, 17, 32) <= 0.2);
    for (int layer = 0; layer < 2; layer++) {
      assertTrue(model.onThoseWhoKnow(files, layer) >= 0.8, "layer " + (layer + 1));
    }
  }
}
