package io.github.attention4j.example;

import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.param.BatchNorm;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.param.Safetensors;
import io.github.attention4j.param.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A small model that PyTorch has, too, under the same names: words to three classes by an
 * embedding, an encoder block, the mean, a batch norm and a linear map; see {@code StateFiles} in
 * lib/peers.
 */
public record WordClassifier(Embedding words, EncoderBlock block, BatchNorm norm, Linear classes) {

  /** A new model. */
  public static WordClassifier create(Parameters parameters) {
    return new WordClassifier(
        Embedding.create(parameters.at("words"), 11, 8),
        EncoderBlock.create(parameters.at("layers.0"), BlockOptions.of(8, 2).withHiddenDim(12)),
        BatchNorm.create(parameters.at("norm"), 8),
        Linear.create(parameters.at("classes"), 8, 3, true));
  }

  /** {@code (B, T) -> (B, 3)}. */
  public INDArray logits(INDArray ids) {
    INDArray x = block.output(words.apply(ids), Mask.all()); // (B, T, 8)
    return classes.apply(NdArrayOps.eager(), norm.apply(x.mean(1)));
  }

  /** The words of the example. */
  public static INDArray ids() {
    return Nd4j.createFromArray(new float[][] {{2, 7, 1, 8, 2}, {8, 1, 8, 2, 10}});
  }

  /** Writes the model and the example for PyTorch to read, replacing what is there. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    WordClassifier model = create(parameters);
    Path file = folder.resolve("attention4j_model.safetensors");
    StateDict.save(parameters, file, StandardCopyOption.REPLACE_EXISTING);
    Map<String, INDArray> example = new LinkedHashMap<>();
    example.put("ids", ids());
    example.put("logits", model.logits(ids()));
    file = folder.resolve("attention4j_example.safetensors");
    Safetensors.write(file, example, StandardCopyOption.REPLACE_EXISTING);
  }
}
