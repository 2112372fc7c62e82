package io.github.attention4j.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The first steps of training a small transformer encoder on real digits: the loss of each, from
 * parameters that the file holds.
 *
 * <p>An image's eight rows of pixels are eight tokens. Each is mapped to the model's width and gets
 * a learned position; one pre-norm block follows (Vaswani et al. 2017, figure 1, with the norm in
 * front of each part), a last norm, the mean over the tokens, and a linear map to ten classes. The
 * loss is the cross-entropy, the optimiser Adam.
 */
final class EncoderTraining implements Mechanism {
  private static final Path DIGITS =
      Path.of("datasets", "src", "main", "resources")
          .resolve(Path.of("io", "github", "attention4j", "datasets", "digits.csv.gz"));

  private static final int STEPS = 20;
  private static final int BATCH = 16;
  private static final int BATCHES = 4;
  private static final int SIDE = 8;
  private static final int DIM = 16;
  private static final int HEADS = 2;
  private static final int CLASSES = 10;
  private static final double RATE = 0.003;
  private static final double NORM_EPSILON = 1e-5;

  @Override
  public String name() {
    return "encoder_training";
  }

  @Override
  public List<GoldenCase> cases() {
    GoldenCase golden = new GoldenCase("adam").with("heads", HEADS).with("rate", RATE);
    golden.constant("images", images());
    golden.constant("labels", labels());
    Map<String, Tensor> start = new LinkedHashMap<>();
    start.put("embedding.weight", golden.normal(0.3, DIM, SIDE));
    start.put("embedding.bias", golden.normal(0.3, DIM));
    start.put("positions", golden.normal(0.3, SIDE, DIM));
    for (String projection : List.of("query", "key", "value", "output")) {
      start.put("attention." + projection + ".weight", golden.normal(0.3, DIM, DIM));
      start.put("attention." + projection + ".bias", golden.normal(0.3, DIM));
    }
    for (String norm : List.of("attentionNorm", "feedForwardNorm", "lastNorm")) {
      start.put(norm + ".weight", golden.normal(0.3, DIM).add(Tensors.scalar(1)));
      start.put(norm + ".bias", golden.normal(0.3, DIM));
    }
    start.put("hidden.weight", golden.normal(0.3, 2 * DIM, DIM));
    start.put("hidden.bias", golden.normal(0.3, 2 * DIM));
    start.put("narrow.weight", golden.normal(0.3, DIM, 2 * DIM));
    start.put("narrow.bias", golden.normal(0.3, DIM));
    start.put("classes.weight", golden.normal(0.3, CLASSES, DIM));
    start.put("classes.bias", golden.normal(0.3, CLASSES));
    start.forEach(golden::constant);
    golden.constant("losses", train(golden, start));
    return List.of(golden);
  }

  private static Tensor train(GoldenCase golden, Map<String, Tensor> start) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    start.forEach((path, values) -> parameters.put(path, Tensors.leaf(values)));
    TensorVector all = new TensorVector(parameters.values().toArray(new Tensor[0]));
    Adam adam = new Adam(all, new AdamOptions(RATE));
    Tensor images = golden.tensors().get("images");
    Tensor labels = golden.tensors().get("labels").to(torch.ScalarType.Long);
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      long first = (long) step % BATCHES * BATCH;
      Tensor logits = logits(parameters, images.narrow(0, first, BATCH));
      Tensor loss = torch.cross_entropy_loss(logits, labels.narrow(0, first, BATCH));
      losses[step] = loss.item_double();
      adam.zero_grad();
      loss.backward();
      adam.step();
    }
    return Tensors.of(losses, STEPS);
  }

  /** {@code (B, 8, 8) -> (B, 10)}. */
  private static Tensor logits(Map<String, Tensor> at, Tensor images) {
    Tensor x = linear(at, "embedding", images).add(at.get("positions")); // (B, 8, DIM)
    x = x.add(attend(at, norm(at, "attentionNorm", x)));
    Tensor hidden = torch.gelu(linear(at, "hidden", norm(at, "feedForwardNorm", x)));
    x = x.add(linear(at, "narrow", hidden));
    return linear(at, "classes", norm(at, "lastNorm", x).mean(1));
  }

  private static Tensor linear(Map<String, Tensor> at, String path, Tensor x) {
    return torch.linear(x, at.get(path + ".weight"), new TensorOptional(at.get(path + ".bias")));
  }

  private static Tensor norm(Map<String, Tensor> at, String path, Tensor x) {
    return torch.layer_norm(
        x,
        new long[] {DIM},
        new TensorOptional(at.get(path + ".weight")),
        new TensorOptional(at.get(path + ".bias")),
        NORM_EPSILON,
        false);
  }

  private static Tensor attend(Map<String, Tensor> at, Tensor x) {
    Tensor query = heads(linear(at, "attention.query", x));
    Tensor key = heads(linear(at, "attention.key", x));
    Tensor value = heads(linear(at, "attention.value", x));
    Tensor output = torch.scaled_dot_product_attention(query, key, value);
    return linear(at, "attention.output", output.transpose(1, 2).flatten(2, 3));
  }

  private static Tensor heads(Tensor x) {
    return x.unflatten(2, HEADS, DIM / HEADS).transpose(1, 2);
  }

  private static Tensor images() {
    double[] pixels =
        digits().stream()
            .flatMapToDouble(row -> Arrays.stream(row, 0, SIDE * SIDE).mapToDouble(p -> p / 16.0))
            .toArray();
    return Tensors.of(pixels, (long) BATCHES * BATCH, SIDE, SIDE);
  }

  private static Tensor labels() {
    double[] labels = digits().stream().mapToDouble(row -> row[SIDE * SIDE]).toArray();
    return Tensors.of(labels, (long) BATCHES * BATCH);
  }

  /** The first images of the file: 64 pixels from 0 to 16, and the class. */
  private static List<int[]> digits() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DIGITS)), StandardCharsets.US_ASCII))) {
      List<int[]> rows = new ArrayList<>();
      while (rows.size() < BATCHES * BATCH) {
        rows.add(Arrays.stream(reader.readLine().split(",")).mapToInt(Integer::parseInt).toArray());
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(DIGITS + ": run from the repository's root", e);
    }
  }
}
