package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.attention4j.contract.AttentionContract;
import io.github.attention4j.contract.Close;
import io.github.attention4j.kernel.FusedAttention;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DotAttentionTest extends AttentionContract {
  @Override
  protected Class<?> mechanism() {
    return Dot.class;
  }

  @Override
  protected Attending attending(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return Attending.of(Attention.dot());
  }

  @Override
  protected String golden() {
    return "dot";
  }

  @Override
  protected String operation() {
    return "dotProduct";
  }

  @Override
  protected int goldenCases() {
    return 20;
  }

  /** Scores ln 3 and 0: weights 3/4 and 1/4. */
  @Test
  void worksOutAnExampleByHand() {
    INDArray query = Nd4j.create(new double[][][] {{{Math.log(3), 5}}});
    INDArray key = Nd4j.create(new double[][][] {{{1, 0}, {0, 0}}});
    INDArray value = Nd4j.create(new double[][][] {{{4, 8}, {12, 0}}});
    AttentionResult<INDArray> result = Attention.dot().attend(query, key, value);
    assertClose(Nd4j.create(new double[][][] {{{0.75, 0.25}}}), result.weights(), "weights");
    assertClose(Nd4j.create(new double[][][] {{{6, 6}}}), result.output(), "output");
  }

  /** In FLOAT by the fused attention, with a scale of 1. */
  @Test
  void theOutputAloneIsFused() {
    INDArray input = uniform(new Random(14), 2, 5, 3).castTo(DataType.FLOAT);
    INDArray output = Attention.dot().output(input, input, input);
    assertEquals(
        FusedAttention.of(input, input, input, 1, Mask.all()).orElseThrow().output(), output);
    INDArray written = Attention.dot().attend(input, input, input).output();
    assertClose(written, output, Close.FUSED, "output");
  }
}
