package io.github.attention4j.peers.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The functions of a TorchScript module, each measured as one call from Java. */
final class DjlScript {
  private final PtNDManager manager;
  private final PtSymbolBlock module;

  /** Loads the module that {@link TorchScript} makes for the case. */
  DjlScript(PtNDManager manager, String name, Case size) {
    this.manager = manager;
    boolean keepDevice = false;
    boolean startsWithLength = false;
    try {
      ByteArrayInputStream archive = new ByteArrayInputStream(TorchScript.archive(name, size));
      module = JniUtils.loadModule(manager, archive, keepDevice, startsWithLength);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A function of arrays, whose output is one; no gradient is asked for. */
  Computation forward(String function, List<NDArray> inputs) {
    return new Forward(function, inputs.stream().map(DjlScript::value).toArray(IValue[]::new));
  }

  /** The same for a function whose last argument is a list. */
  Computation forward(String function, List<NDArray> inputs, List<NDArray> parameters) {
    IValue list = IValue.listFrom(parameters.toArray(PtNDArray[]::new));
    return new Forward(
        function,
        Stream.concat(inputs.stream().map(DjlScript::value), Stream.of(list))
            .toArray(IValue[]::new));
  }

  /** A function that computes gradients. */
  Computation gradients(String function, List<NDArray> inputs) {
    NDList call = call(function, new NDList(inputs));
    return new Gradients(call, call);
  }

  /** Steps of training; the output is the loss after them. */
  Computation steps(List<NDArray> batch, List<NDArray> parameters) {
    NDList loss = new NDList(batch);
    add(loss, "parameters", parameters);
    NDList step = new NDList(loss);
    add(step, "means", parameters.stream().map(NDArray::zerosLike).toList());
    add(step, "squares", parameters.stream().map(NDArray::zerosLike).toList());
    add(step, "steps", parameters.stream().map(each -> manager.create(0f)).toList());
    return new Gradients(call("step", step), call("loss", loss));
  }

  private static IValue value(NDArray array) {
    return IValue.from((PtNDArray) array);
  }

  /** DJL knows by an array's name that it belongs to a list. */
  private static void add(NDList inputs, String name, List<NDArray> list) {
    for (NDArray array : list) {
      array.setName(name + "[]");
      inputs.add(array);
    }
  }

  /** And by the name of one more which function it is to call. */
  private NDList call(String function, NDList inputs) {
    NDArray choice = manager.create(0f);
    choice.setName("module_method:" + function);
    NDList call = new NDList(inputs);
    call.add(choice);
    return call;
  }

  /** DJL's shortest way to a function: it makes nothing anew but the result. */
  private final class Forward implements Computation {
    private final String function;
    private final IValue[] inputs;

    Forward(String function, IValue[] inputs) {
      this.function = function;
      this.inputs = inputs;
    }

    private NDArray result() {
      try (IValue result = IValueUtils.runMethod(module, function, inputs)) {
        return result.toTensor(manager);
      }
    }

    @Override
    public void run() {
      result().close();
    }

    @Override
    public float[] output() {
      try (NDArray result = result()) {
        return result.toFloatArray();
      }
    }
  }

  /** The way above has PyTorch record nothing; this one does. */
  private final class Gradients implements Computation {
    private final NDList measured;
    private final NDList compared;

    Gradients(NDList measured, NDList compared) {
      this.measured = measured;
      this.compared = compared;
      JniUtils.setGradMode(true);
    }

    private NDList results(NDList call) {
      boolean training = true;
      return IValueUtils.forward(module, call, training);
    }

    @Override
    public void run() {
      results(measured).close();
    }

    @Override
    public float[] output() {
      try (NDList results = results(compared);
          NDArray all = NDArrays.concat(flat(results))) {
        return all.toFloatArray();
      }
    }

    private NDList flat(NDList arrays) {
      return new NDList(arrays.stream().map(NDArray::flatten).toList());
    }
  }
}
