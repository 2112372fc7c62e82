package io.github.attention4j.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A case computed by PyTorch in DOUBLE; lib/peers holds the program that wrote the files and the
 * description of their format.
 *
 * @param name what the case is about
 * @param options how it was computed, such as causal=true
 * @param tensors inputs, parameters, results and gradients by name
 */
public record GoldenCase(String name, Map<String, String> options, Map<String, INDArray> tensors) {

  /** All cases of a mechanism. */
  public static List<GoldenCase> read(String mechanism) {
    String resource = "/golden/" + mechanism + ".txt";
    List<GoldenCase> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                GoldenCase.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("case")) {
          Map<String, String> options = new LinkedHashMap<>();
          for (int i = 2; i < words.length; i++) {
            options.put(words[i].split("=")[0], words[i].split("=")[1]);
          }
          cases.add(new GoldenCase(words[1], options, new LinkedHashMap<>()));
        } else if (words[0].equals("tensor")) {
          boolean number = words[2].equals("number"); // without axes
          String[] axes = number ? new String[0] : words[2].split("x");
          long[] sizes = Stream.of(axes).mapToLong(Long::parseLong).toArray();
          double[] values =
              Stream.of(reader.readLine().split(" ")).mapToDouble(Double::parseDouble).toArray();
          cases
              .get(cases.size() - 1)
              .tensors
              .put(words[1], Nd4j.createFromArray(values).reshape(sizes));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    return cases;
  }

  @Override
  public String toString() {
    return name;
  }
}
