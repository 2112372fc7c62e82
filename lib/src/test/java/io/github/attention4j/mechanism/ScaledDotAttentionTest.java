package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.AttentionContract;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.ScaledDot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ScaledDotAttentionTest extends AttentionContract {
  @Override
  protected Class<?> mechanism() {
    return ScaledDot.class;
  }

  @Override
  protected Attending attending(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return Attending.of(Attention.scaledDot());
  }

  @Override
  protected String golden() {
    return "scaled_dot";
  }

  @Override
  protected String operation() {
    return "scaledDotProduct";
  }

  @Override
  protected int goldenCases() {
    return 23;
  }

  /** Scores 1/sqrt(2) and 0; the example of the class's Javadoc. */
  @Test
  void worksOutAnExampleByHand() {
    INDArray query = Nd4j.create(new double[][][] {{{1, 0}}}); // (B, Tq, Dk) = (1, 1, 2)
    INDArray key = Nd4j.create(new double[][][] {{{1, 0}, {0, 1}}}); // (B, Tk, Dk) = (1, 2, 2)
    INDArray value = Nd4j.create(new double[][][] {{{10}, {20}}}); // (B, Tk, Dv) = (1, 2, 1)
    AttentionResult<INDArray> result = Attention.scaledDot().attend(query, key, value);
    double first = 1 / (1 + Math.exp(-1 / Math.sqrt(2)));
    assertClose(Nd4j.create(new double[][][] {{{first, 1 - first}}}), result.weights(), "weights");
    assertClose(
        Nd4j.create(new double[][][] {{{0.6698, 0.3302}}}), result.weights(), 1e-4, "as printed");
    assertClose(Nd4j.create(new double[][][] {{{13.3024}}}), result.output(), 1e-5, "as printed");
  }

  @Test
  void refusesAnOpenWidth() {
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable open = ops.placeholder("open", DataType.FLOAT, 2, 3, -1);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Attention.scaledDot().attend(ops, open, open, open, Mask.all()));
    assertEquals(
        "scaledDotProduct: key axis 2 (Dk) is not known,"
            + " expected a number where the placeholder is declared",
        refusal.getMessage());
  }
}
