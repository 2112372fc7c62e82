package io.github.attention4j.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TransformerEncoderLayerImpl;
import org.bytedeco.pytorch.TransformerEncoderLayerOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * A small model's state_dict both ways: PyTorch writes one for the library's tests to open, and
 * opens the one that the library has written. Each lies beside an example, the ids that the model
 * is given and the logits that it must give.
 */
final class StateFiles {
  private static final String MODEL = "_model.safetensors";
  private static final String EXAMPLE = "_example.safetensors";
  private static final double TOLERANCE = 1e-5;

  private StateFiles() {}

  /** Words to three classes: embedding, an encoder block, the mean, a batch norm, a linear map. */
  private static final class Model extends Module {
    private static final long WORDS = 11;
    private static final long DIM = 8;
    private static final long HEADS = 2;
    private static final long HIDDEN = 12;
    private static final long CLASSES = 3;

    private final EmbeddingImpl words;
    private final TransformerEncoderLayerImpl block;
    private final BatchNorm1dImpl norm;
    private final LinearImpl classes;

    Model() {
      TransformerEncoderLayerOptions options = new TransformerEncoderLayerOptions(DIM, HEADS);
      options.dim_feedforward().put(HIDDEN);
      options.dropout().put(0);
      words = register_module("words", new EmbeddingImpl(WORDS, DIM));
      Module layers = register_module("layers", new Module());
      block = layers.register_module("0", new TransformerEncoderLayerImpl(options));
      norm = register_module("norm", new BatchNorm1dImpl(new BatchNormOptions(DIM)));
      classes = register_module("classes", new LinearImpl(DIM, CLASSES));
    }

    /** {@code (B, T) -> (B, 3)}. */
    Tensor logits(Tensor ids) {
      Tensor x = words.forward(ids).transpose(0, 1);
      return classes.forward(norm.forward(block.forward(x).mean(0)));
    }

    /** Parameters and buffers by their names. */
    Map<String, Tensor> state() {
      Map<String, Tensor> state = new LinkedHashMap<>();
      put(state, named_parameters());
      put(state, named_buffers());
      return state;
    }

    private static void put(Map<String, Tensor> state, StringTensorDict named) {
      for (long i = 0; i < named.size(); i++) {
        state.put(named.get(i).key().getString(), named.get(i).value());
      }
    }
  }

  /** Writes PyTorch's model and example. */
  static void write(Path directory) throws IOException {
    torch.manual_seed(42);
    Model model = new Model();
    Tensor ids = Tensor.create(new long[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, 2, 5);
    model.train(true);
    model.logits(ids); // moves the batch norm's statistics
    model.eval();
    Map<String, Tensor> example = new LinkedHashMap<>();
    example.put("ids", ids);
    example.put("logits", model.logits(ids));
    SafetensorsFile.write(directory.resolve("pytorch" + MODEL), model.state());
    SafetensorsFile.write(directory.resolve("pytorch" + EXAMPLE), example);
    System.out.println(directory.resolve("pytorch" + MODEL) + ": written");
  }

  /**
   * Opens the library's model, if it is there.
   *
   * @throws IllegalStateException if a name or a size differs, or the logits do
   */
  static void check(Path directory) throws IOException {
    Path file = directory.resolve("attention4j" + MODEL);
    if (!Files.exists(file)) {
      return;
    }
    Map<String, Tensor> given = SafetensorsFile.read(file);
    Model model = new Model();
    Map<String, Tensor> state = model.state();
    Set<String> expected = new TreeSet<>(state.keySet());
    expected.remove("norm.num_batches_tracked"); // load_state_dict does without it, too
    if (!expected.equals(given.keySet())) {
      throw new IllegalStateException(file + " has " + given.keySet() + ", expected " + expected);
    }
    given.forEach((name, tensor) -> state.get(name).detach().copy_(tensor));
    model.eval();
    Map<String, Tensor> example = SafetensorsFile.read(directory.resolve("attention4j" + EXAMPLE));
    Tensor ids = example.get("ids").to(torch.ScalarType.Long);
    double difference = Tensors.largestDifference(example.get("logits"), model.logits(ids));
    if (!(difference <= TOLERANCE)) {
      throw new IllegalStateException(file + ": the logits differ by " + difference);
    }
    System.out.printf("%s: read, its logits differ by %.1e%n", file, difference);
  }
}
