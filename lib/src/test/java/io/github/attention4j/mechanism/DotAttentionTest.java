package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;

import io.github.attention4j.contract.AttentionContract;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
