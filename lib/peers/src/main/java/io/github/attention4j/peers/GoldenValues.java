package io.github.attention4j.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Writes one file of golden values for each mechanism. */
public final class GoldenValues {
  private static final String USAGE =
      """
      Usage: GoldenValues DIRECTORY
      Computes every mechanism in PyTorch and writes DIRECTORY/<mechanism>.txt, replacing what is there;
      writes a small model's state and opens the library's, DIRECTORY/attention4j_model.safetensors.
      """;

  private static final List<Mechanism> MECHANISMS =
      List.of(
          new DotAttention(false),
          new DotAttention(true),
          new GeneralAttention(),
          new AdditiveAttention(),
          new ConcatAttention(),
          new MultiHeadAttention(),
          ProjectedAttention.self(),
          ProjectedAttention.cross(),
          new EncoderBlock(),
          new DecoderBlock(),
          new ChannelAttention(),
          new SpatialAttention(),
          new Cbam(),
          new BottleneckAttention(),
          new FeatureMapAttention(),
          new PatchEmbedding(),
          new SinusoidalPositions(),
          new LearnedPositions(),
          new Operations(),
          new LinearMap(),
          new ConvolutionLayer(),
          new Embedding(),
          new LayerNorm(),
          new BatchNorm(),
          new GruCell(),
          new Losses(),
          new EncoderTraining(),
          new CbamTraining());

  private GoldenValues() {}

  /**
   * Writes all files.
   *
   * @param arguments the directory to write to
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1 || arguments[0].startsWith("-")) {
      boolean asked = arguments.length == 1 && arguments[0].equals("--help");
      (asked ? System.out : System.err).print(USAGE);
      System.exit(asked ? 0 : 2);
    }
    Path directory = Files.createDirectories(Path.of(arguments[0]).normalize());
    torch.set_num_threads(1); // one order of summation, so the same bits every time
    for (Mechanism mechanism : MECHANISMS) {
      try {
        write(mechanism, directory.resolve(mechanism.name() + ".txt"));
      } catch (RuntimeException e) {
        throw new IllegalStateException(mechanism.name() + ", " + e.getMessage(), e);
      }
    }
    StateFiles.write(directory);
    StateFiles.check(directory);
  }

  private static void write(Mechanism mechanism, Path file) throws IOException {
    List<GoldenCase> cases = mechanism.cases();
    long bytes = GoldenFile.write(file, cases);
    System.out.printf("%s: %d cases, %d kB%n", file, cases.size(), bytes / 1000);
  }
}
