package io.github.attention4j.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** What a mechanism computes: its output and, named, what else can be looked at. */
record Result(Tensor output, Map<String, Tensor> others) {

  Result(Tensor output) {
    this(output, new LinkedHashMap<>());
  }

  Result with(String name, Tensor tensor) {
    others.put(name, tensor);
    return this;
  }
}
