package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** One way to compute a mechanism from its named inputs, parameters and constants. */
@FunctionalInterface
interface Computation {
  Result run(Map<String, Tensor> inputs);
}
