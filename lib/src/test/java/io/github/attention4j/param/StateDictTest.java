package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.example.WordClassifier;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.mechanism.SelfAttention;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models that go to PyTorch and come from there; the files are those of lib/peers. */
class StateDictTest {
  private static final Path FILES = Path.of("src", "test", "resources", "golden");
  private static final Path THEIRS = FILES.resolve("pytorch_model.safetensors");
  private static final String COUNTER = "norm.num_batches_tracked";

  @TempDir Path folder;

  private static Parameters parameters(long seed) {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, seed);
    WordClassifier.create(parameters);
    return parameters;
  }

  @Test
  void whatPyTorchWroteOpensHereAndGivesItsLogits() throws IOException {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    WordClassifier model = WordClassifier.create(parameters);
    Map<String, INDArray> example = Safetensors.read(FILES.resolve("pytorch_example.safetensors"));
    assertEquals(DataType.INT64, example.get("ids").dataType());
    INDArray before = model.logits(example.get("ids"));
    StateDict.load(parameters, THEIRS);
    assertClose(example.get("logits"), model.logits(example.get("ids")), "logits");
    assertNotEquals(before, model.logits(example.get("ids")));
  }

  /** PyTorch's names, sizes and bits, but for the counter of batches, which it does without. */
  @Test
  void whatPyTorchWroteGoesBackAsItCame() throws IOException {
    Parameters parameters = parameters(1);
    StateDict.load(parameters, THEIRS);
    Map<String, INDArray> theirs = Safetensors.read(THEIRS);
    assertEquals(1, theirs.remove(COUNTER).getLong(0));
    assertEquals(19, theirs.size());
    Map<String, INDArray> state = StateDict.of(parameters);
    assertEquals(theirs.keySet(), state.keySet());
    theirs.forEach((name, array) -> assertEquals(array, state.get(name), name));
  }

  /** lib/peers opens the committed files in PyTorch: these are what the library writes. */
  @Test
  void whatPyTorchReadsIsWhatIsWritten() throws IOException {
    WordClassifier.main(new String[] {folder.toString()});
    for (String name : new String[] {"attention4j_model", "attention4j_example"}) {
      String file = name + ".safetensors";
      Map<String, INDArray> committed = Safetensors.read(FILES.resolve(file));
      Map<String, INDArray> written = Safetensors.read(folder.resolve(file));
      assertEquals(committed.keySet(), written.keySet());
      committed.forEach((path, array) -> assertClose(array, written.get(path), path));
    }
    assertArrayEquals(
        Files.readAllBytes(FILES.resolve("attention4j_model.safetensors")),
        Files.readAllBytes(folder.resolve("attention4j_model.safetensors")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "model.npz"})
  void modelsComeBack(String name) throws IOException {
    Parameters parameters = parameters(1);
    parameters.get("norm.running_mean").assign(3); // a buffer
    Parameters others = parameters(2);
    Path file = folder.resolve(name);
    StateDict.save(parameters, file);
    StateDict.load(others, file);
    for (String path : parameters.paths()) {
      assertEquals(parameters.get(path), others.get(path), path);
    }
    assertEquals(parameters.get("norm.running_mean"), others.get("norm.running_mean"));
    assertThrows(FileAlreadyExistsException.class, () -> StateDict.save(parameters, file));
  }

  static Stream<Arguments> attentions() {
    MultiHeadOptions options = MultiHeadOptions.of(4, 2);
    return Stream.of(
        names(
            "multi-head attention is PyTorch's",
            "in_proj_weight, in_proj_bias, out_proj.weight, out_proj.bias",
            parameters -> MultiHeadAttention.create(parameters, options)),
        names(
            "without biases",
            "in_proj_weight, out_proj.weight",
            parameters -> MultiHeadAttention.create(parameters, options.withoutBias())),
        names(
            "over a context of another width",
            "q_proj_weight, in_proj_bias, k_proj_weight, v_proj_weight,"
                + " out_proj.weight, out_proj.bias",
            parameters -> MultiHeadAttention.create(parameters, options.withContextDim(3))),
        names(
            "below a path",
            "encoder.1.in_proj_weight, encoder.1.out_proj.weight",
            parameters ->
                MultiHeadAttention.create(parameters.at("encoder.1"), options.withoutBias())),
        names(
            "one head of the same widths is PyTorch's, too",
            "in_proj_weight, in_proj_bias, out_proj.weight, out_proj.bias",
            parameters ->
                SelfAttention.create(parameters, 4, ProjectionOptions.of(4, 4).withOutputDim(4))),
        names(
            "without an output map it is not",
            "query.weight, query.bias, key.weight, key.bias, value.weight, value.bias",
            parameters -> SelfAttention.create(parameters, 4, ProjectionOptions.of(4, 4))),
        names(
            "nor with heads of widths of their own",
            "query.weight, key.weight, value.weight, output.weight",
            parameters ->
                MultiHeadAttention.create(parameters, options.withoutBias().withHeadDims(3, 5))),
        names(
            "nor with a bias for some of the maps",
            "query.weight, query.bias, key.weight, value.weight, output.weight",
            parameters -> {
              for (String map : List.of("query", "key", "value", "output")) {
                Linear.create(parameters.at(map), 4, 4, map.equals("query"));
              }
            }),
        names(
            "nor with an output of its own",
            "query.weight, key.weight, value.weight, output.weight",
            parameters ->
                MultiHeadAttention.create(parameters, options.withoutBias().withOutputDim(5))));
  }

  private static Arguments names(String what, String names, Consumer<Parameters> model) {
    return Arguments.of(what, Set.of(names.split(", ")), model);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attentions")
  void namesFollowTheRuleAndBack(String what, Set<String> names, Consumer<Parameters> model) {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 3);
    model.accept(parameters);
    Map<String, INDArray> state = StateDict.of(parameters);
    assertEquals(names, state.keySet());
    Map<String, INDArray> back = StateDict.toPaths(state);
    assertEquals(parameters.paths(), back.keySet());
    back.forEach((path, array) -> assertEquals(parameters.get(path), array, path));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        bad(
            "array layers.0.linear1.bias is missing, expected [12] FLOAT",
            state -> state.remove("layers.0.linear1.bias")),
        bad(
            "array layers.0.self_attn.query.weight is missing, expected [8, 8] FLOAT",
            state -> state.remove("layers.0.self_attn.in_proj_weight")),
        bad(
            "array layers.0.self_attn.query.weight is missing, expected [8, 8] FLOAT",
            state -> state.put("layers.0.self_attn.in_proj_weight", Nd4j.ones(25, 8))),
        bad(
            "array layers.0.self_attn.query.bias is [7] FLOAT, expected [8] FLOAT",
            state -> state.put("layers.0.self_attn.in_proj_bias", Nd4j.ones(21))),
        bad(
            "array classes.bias is [3] DOUBLE, expected [3] FLOAT",
            state -> state.put("classes.bias", Nd4j.ones(DataType.DOUBLE, 3))),
        bad(
            "array layers.1.norm1.bias is none of words.weight",
            state -> state.put("layers.1.norm1.bias", Nd4j.ones(8))));
  }

  private static Arguments bad(String message, Consumer<Map<String, INDArray>> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void loadsAllOrNothing(String message, Consumer<Map<String, INDArray>> change)
      throws IOException {
    Map<String, INDArray> state = new LinkedHashMap<>(StateDict.of(parameters(1)));
    change.accept(state);
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, state);
    Parameters parameters = parameters(2);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> StateDict.load(parameters, file));
    assertTrue(refusal.getMessage().startsWith(file + ": " + message), refusal.getMessage());
    Parameters untouched = parameters(2);
    for (String path : parameters.paths()) {
      assertEquals(untouched.get(path), parameters.get(path), path);
    }
  }

  @Test
  void refusesOtherEndings() {
    Path file = folder.resolve("model.pt");
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> StateDict.save(parameters(1), file));
    assertEquals(
        "state: " + file + " ends with neither .safetensors nor .npz", refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> StateDict.load(parameters(1), file));
  }
}
