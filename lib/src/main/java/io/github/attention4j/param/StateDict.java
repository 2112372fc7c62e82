package io.github.attention4j.param;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A model's parameters and buffers under the names of PyTorch's {@code state_dict}: weights trained
 * here open in Python, and PyTorch's open here. The rule:
 *
 * <pre>{@code
 * PyTorch                               here
 * P.in_proj_weight (3 D, D)             its thirds: P.query.weight, P.key.weight, P.value.weight
 * P.q_proj_weight, k_proj.., v_proj..   P.query.weight, P.key.weight, P.value.weight
 * P.in_proj_bias (3 D)                  its thirds: P.query.bias, P.key.bias, P.value.bias
 * P.out_proj.weight, P.out_proj.bias    P.output.weight, P.output.bias
 * ..num_batches_tracked                 left out: nothing here counts batches
 * any other name                        the same name
 * }</pre>
 *
 * <p>{@code P} is the path of a {@code MultiheadAttention}, or nothing. Here that is whatever has
 * the four maps query, key, value and output with the widths that the module has: query and output
 * {@code (D, D)}, key and value of D outputs, and four biases or none; other maps of these names
 * keep them.
 *
 * <p>Compare: in Python {@code safetensors.torch.save_file(model.state_dict(), file)} and {@code
 * model.load_state_dict(safetensors.torch.load_file(file))}; for {@code .npz} see {@link Npz}.
 * PyTorch's own {@code .pt} files can run code when they are opened, and are not read.
 *
 * <pre>{@code
 * StateDict.save(parameters, Path.of("model.safetensors"));
 * StateDict.load(parameters, Path.of("model.safetensors")); // all arrays, or none
 * }</pre>
 */
public final class StateDict {
  private static final Pattern ATTENTION =
      Pattern.compile("(|.*\\.)(in_proj_|([qkv])_proj_|out_proj\\.)(weight|bias)");

  private static final Pattern MAP =
      Pattern.compile("(|.*\\.)(query|key|value|output)\\.(weight|bias)");

  private static final String[] INPUTS = {"query", "key", "value"};
  private static final String COUNTER = "num_batches_tracked";

  private StateDict() {}

  /**
   * Saves all parameters and buffers by PyTorch's names.
   *
   * @param file {@code .safetensors} or {@code .npz}, by which the format is chosen
   * @param options {@link java.nio.file.StandardCopyOption#REPLACE_EXISTING} to replace a file
   * @throws IOException if the file exists and was not to be replaced, or cannot be written
   * @throws IllegalArgumentException if the file has another ending
   */
  public static void save(Parameters parameters, Path file, CopyOption... options)
      throws IOException {
    if (isSafetensors(file)) {
      Safetensors.write(file, of(parameters), options);
    } else {
      Npz.write(file, of(parameters), options);
    }
  }

  /**
   * Loads all parameters and buffers by PyTorch's names. Either all change or, if the file does not
   * fit, none.
   *
   * @param file {@code .safetensors} or {@code .npz}
   * @throws IOException if there is no such file, or if it is damaged
   * @throws IllegalArgumentException if the file has another ending, or an array is missing, or is
   *     one too many, or has other sizes or another data type
   */
  public static void load(Parameters parameters, Path file) throws IOException {
    Map<String, INDArray> state = isSafetensors(file) ? Safetensors.read(file) : Npz.read(file);
    parameters.take(file.toString(), toPaths(state));
  }

  private static boolean isSafetensors(Path file) {
    String name = file.toString();
    if (!name.endsWith(".safetensors") && !name.endsWith(".npz")) {
      throw new IllegalArgumentException(
          "state: " + file + " ends with neither .safetensors nor .npz");
    }
    return name.endsWith(".safetensors");
  }

  /** All parameters and buffers by PyTorch's names; thirds are joined, the others not copied. */
  public static Map<String, INDArray> of(Parameters parameters) {
    Map<String, INDArray> paths = parameters.all();
    Map<String, INDArray> state = new LinkedHashMap<>();
    paths.forEach(
        (path, array) -> {
          Matcher map = MAP.matcher(path);
          if (!map.matches() || !isAttention(paths, map.group(1))) {
            state.put(path, array);
          } else {
            putAttention(state, paths, map.group(1), map.group(2), map.group(3));
          }
        });
    return state;
  }

  private static void putAttention(
      Map<String, INDArray> state,
      Map<String, INDArray> paths,
      String owner,
      String map,
      String kind) {
    INDArray array = paths.get(owner + map + "." + kind);
    if (map.equals("output")) {
      state.put(owner + "out_proj." + kind, array);
    } else if (kind.equals("bias") || areEqual(paths, owner)) {
      String joint = owner + "in_proj_" + kind;
      if (!state.containsKey(joint)) {
        state.put(joint, joined(paths, owner, "." + kind));
      }
    } else {
      state.put(owner + map.charAt(0) + "_proj_weight", array);
    }
  }

  /** Whether the maps below a path are those of a {@code MultiheadAttention}. */
  private static boolean isAttention(Map<String, INDArray> paths, String owner) {
    INDArray query = paths.get(owner + "query.weight");
    INDArray output = paths.get(owner + "output.weight");
    if (query == null || output == null || query.rank() != 2) {
      return false;
    }
    long modelDim = query.size(1);
    boolean fits = query.size(0) == modelDim && query.equalShapes(output);
    int biases = paths.containsKey(owner + "output.bias") ? 1 : 0;
    for (String input : INPUTS) {
      INDArray weight = paths.get(owner + input + ".weight");
      fits &= weight != null && weight.rank() == 2 && weight.size(0) == modelDim;
      biases += paths.containsKey(owner + input + ".bias") ? 1 : 0;
    }
    return fits && biases % 4 == 0;
  }

  /** Whether key and value are as wide as the query, so that PyTorch keeps the three as one. */
  private static boolean areEqual(Map<String, INDArray> paths, String owner) {
    INDArray query = paths.get(owner + "query.weight");
    return query.equalShapes(paths.get(owner + "key.weight"))
        && query.equalShapes(paths.get(owner + "value.weight"));
  }

  private static INDArray joined(Map<String, INDArray> paths, String owner, String kind) {
    return Nd4j.concat(
        0,
        paths.get(owner + "query" + kind),
        paths.get(owner + "key" + kind),
        paths.get(owner + "value" + kind));
  }

  /**
   * The arrays of a state by our paths. Thirds are views, the others the arrays themselves.
   *
   * @param state arrays by PyTorch's names
   */
  public static Map<String, INDArray> toPaths(Map<String, INDArray> state) {
    Map<String, INDArray> paths = new LinkedHashMap<>();
    state.forEach(
        (name, array) -> {
          Matcher attention = ATTENTION.matcher(name);
          if (attention.matches()) {
            String kind = "." + attention.group(4);
            put(paths, attention.group(1), attention.group(2), kind, array);
          } else if (!name.endsWith(COUNTER)) {
            paths.put(name, array);
          }
        });
    return paths;
  }

  private static void put(
      Map<String, INDArray> paths, String owner, String part, String kind, INDArray array) {
    if (part.equals("out_proj.")) {
      paths.put(owner + "output" + kind, array);
    } else if (!part.equals("in_proj_")) {
      paths.put(owner + INPUTS["qkv".indexOf(part.charAt(0))] + kind, array);
    } else if (array.rank() == 0 || array.size(0) % INPUTS.length != 0) {
      paths.put(owner + part + kind.substring(1), array); // no thirds: nothing here has this name
    } else {
      long rows = array.size(0) / INPUTS.length;
      for (int third = 0; third < INPUTS.length; third++) {
        INDArray own = array.get(NDArrayIndex.interval(third * rows, (third + 1) * rows));
        paths.put(owner + INPUTS[third] + kind, own);
      }
    }
  }
}
