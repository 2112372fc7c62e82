package io.github.attention4j.param;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The names of PyTorch's {@code state_dict}, and ours. The rule:
 *
 * <pre>{@code
 * PyTorch                                    here
 * ..in_proj_weight (3 D, D)                  its thirds: ..query.weight, ..key.weight, ..value.weight
 * ..in_proj_bias (3 D)                       its thirds: ..query.bias, ..key.bias, ..value.bias
 * ..q_proj_weight                            ..query.weight, and so k_proj_weight, v_proj_weight
 * ..out_proj.weight, ..out_proj.bias         ..output.weight, ..output.bias
 * any other name                             the same name
 * }</pre>
 *
 * <p>{@code ..} is the path of a {@code MultiheadAttention}, or nothing.
 */
public final class StateDict {
  private static final Pattern ATTENTION =
      Pattern.compile("(|.*\\.)(in_proj_|([qkv])_proj_|out_proj\\.)(weight|bias)");

  private static final String[] INPUTS = {"query", "key", "value"};

  private StateDict() {}

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
          if (!attention.matches()) {
            paths.put(name, array);
          } else {
            String kind = "." + attention.group(4);
            put(paths, attention.group(1), attention.group(2), kind, array);
          }
        });
    return paths;
  }

  private static void put(
      Map<String, INDArray> paths, String path, String part, String kind, INDArray array) {
    if (part.equals("out_proj.")) {
      paths.put(path + "output" + kind, array);
    } else if (part.equals("in_proj_")) {
      long rows = array.size(0) / INPUTS.length;
      for (int third = 0; third < INPUTS.length; third++) {
        INDArray own = array.get(NDArrayIndex.interval(third * rows, (third + 1) * rows));
        paths.put(path + INPUTS[third] + kind, own);
      }
    } else {
      paths.put(path + INPUTS["qkv".indexOf(part.charAt(0))] + kind, array);
    }
  }
}
