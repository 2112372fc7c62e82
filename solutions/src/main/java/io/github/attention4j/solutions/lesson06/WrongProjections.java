package io.github.attention4j.solutions.lesson06;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: steps 4 to 6, the output and the number of parameters. */
final class WrongProjections {

  private WrongProjections() {}

  @Caught(in = "06.4", as = "the bias is missing")
  static final class BiasMissing extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return super.project(merged, weight, bias.mul(0));
    }
  }

  @Caught(in = "06.4", as = "the bias is subtracted")
  static final class BiasSubtracted extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return super.project(merged, weight, bias.neg());
    }
  }

  @Caught(in = "06.4", as = "only the bias's first number")
  static final class FirstBiasOnly extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return super.project(merged, weight, bias.mul(0).add(bias.getDouble(0)));
    }
  }

  @Caught(in = "06.4", as = "the weight was reshaped, not transposed")
  static final class WeightReshaped extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      INDArray turned = weight.dup().reshape(weight.size(1), weight.size(0));
      return super.project(merged, turned.transpose(), bias);
    }
  }

  @Caught(in = "06.4", as = "a projection adds up, it takes no mean")
  static final class MeanOfFeatures extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return super.project(merged, weight.div(weight.size(1)), bias);
    }
  }

  @Caught(in = "06.5", as = "the bias is added once for each head")
  static final class BiasOfEachHead extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return super.sumOverHeads(outputs, weight, bias.mul(outputs.size(1)));
    }
  }

  @Caught(in = "06.5", as = "the bias is missing")
  static final class BiasForgotten extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return super.sumOverHeads(outputs, weight, bias.mul(0));
    }
  }

  @Caught(in = "06.5", as = "the mean over the heads is taken: add")
  static final class MeanOverHeads extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return super.sumOverHeads(outputs.div(outputs.size(1)), weight, bias);
    }
  }

  @Caught(in = "06.5", as = "only the first head counts")
  static final class FirstHeadOnly extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      INDArray first = outputs.mul(0);
      first
          .get(all(), interval(0, 1), all(), all())
          .assign(outputs.get(all(), interval(0, 1), all(), all()));
      return super.sumOverHeads(first, weight, bias);
    }
  }

  @Caught(in = "06.5", as = "only the last head counts")
  static final class LastHeadOnly extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      long heads = outputs.size(1);
      INDArray last = outputs.mul(0);
      last.get(all(), interval(heads - 1, heads), all(), all())
          .assign(outputs.get(all(), interval(heads - 1, heads), all(), all()));
      return super.sumOverHeads(last, weight, bias);
    }
  }

  @Caught(in = "06.5", as = "every head uses the weight's first columns")
  static final class FirstColumnsForAll extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      INDArray first = weight.get(all(), interval(0, outputs.size(3))).dup();
      INDArray[] all = new INDArray[(int) outputs.size(1)];
      Arrays.fill(all, first);
      return super.sumOverHeads(outputs, Nd4j.concat(1, all), bias);
    }
  }

  @Caught(in = "06.5", as = "the heads take turns along the weight's columns")
  static final class ColumnsInTurns extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      INDArray turned =
          weight.reshape(weight.size(0), outputs.size(3), outputs.size(1)).permute(0, 2, 1);
      return super.sumOverHeads(outputs, turned.dup().reshape(weight.shape()), bias);
    }
  }

  @Caught(in = "06.5", as = "added up before they are projected")
  static final class AddedUpFirst extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return super.sumOverHeads(outputs.mul(0).add(outputs.sum(true, 1)), weight, bias);
    }
  }

  @Caught(in = "06.5", as = "each head's part still stands by itself")
  static final class NotAddedUp extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      INDArray[] parts = new INDArray[(int) outputs.size(1)];
      for (int head = 0; head < parts.length; head++) {
        INDArray one = outputs.mul(0);
        one.get(all(), interval(head, head + 1), all(), all())
            .assign(outputs.get(all(), interval(head, head + 1), all(), all()));
        parts[head] = super.sumOverHeads(one, weight, bias);
      }
      return Nd4j.stack(1, parts);
    }
  }

  @Caught(in = "06.5", as = "the outputs were reshaped, not merged")
  static final class OutputsReshaped extends MultiHead {
    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      long width = outputs.size(1) * outputs.size(3);
      INDArray reshaped = outputs.reshape(outputs.size(0), outputs.size(2), width);
      return super.project(reshaped, weight, bias);
    }
  }

  @Caught(in = "06.6", as = "the biases are never counted")
  static final class BiasesNeverCounted extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return super.parameterCount(modelDim, heads, headDim, false);
    }
  }

  @Caught(in = "06.6", as = "the biases are always counted")
  static final class BiasesAlwaysCounted extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return super.parameterCount(modelDim, heads, headDim, true);
    }
  }

  @Caught(in = "06.6", as = "the output's projection is forgotten")
  static final class OutputForgotten extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return (3L * modelDim + (bias ? 3 : 0)) * heads * headDim;
    }
  }

  @Caught(in = "06.6", as = "the output's bias is forgotten")
  static final class OutputsBiasForgotten extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return super.parameterCount(modelDim, heads, headDim, bias) - (bias ? modelDim : 0);
    }
  }

  @Caught(in = "06.6", as = "every bias is taken to be heads * headDim long")
  static final class BiasesAllInner extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return (4L * modelDim + (bias ? 4 : 0)) * heads * headDim;
    }
  }

  @Caught(in = "06.6", as = "every bias is taken to be modelDim long")
  static final class BiasesAllOuter extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return 4L * modelDim * heads * headDim + (bias ? 4L * modelDim : 0);
    }
  }

  @Caught(in = "06.6", as = "this is one head alone")
  static final class OneHead extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return super.parameterCount(modelDim, 1, headDim, bias);
    }
  }

  @Caught(in = "06.6", as = "the heads are counted twice")
  static final class HeadsTwice extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return heads * super.parameterCount(modelDim, heads, headDim, bias);
    }
  }

  @Caught(in = "06.6", as = "modelDim is taken to be heads * headDim")
  static final class Squares extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      return super.parameterCount(modelDim, 1, modelDim, bias);
    }
  }

  @Caught(in = "06.6", as = "the product is beyond an int")
  static final class BeyondInt extends MultiHead {
    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      int inner = heads * headDim;
      return 4 * modelDim * inner + (bias ? 3 * inner + modelDim : 0);
    }
  }
}
