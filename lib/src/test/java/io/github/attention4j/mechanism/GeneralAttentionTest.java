package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.AttentionContract;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.General;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GeneralAttentionTest extends AttentionContract {
  @Override
  protected Class<?> mechanism() {
    return General.class;
  }

  @Override
  protected Attending attending(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return Attending.of(
        new Attention(
            General.create(
                parameters,
                width(tensors, "query"),
                width(tensors, "key"),
                options.containsKey("bias"))));
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    Map<String, INDArray> renamed = new LinkedHashMap<>();
    pytorch.forEach((name, array) -> renamed.put(name.replace("bilinear.", ""), array));
    return renamed;
  }

  @Override
  protected String golden() {
    return "general";
  }

  @Override
  protected String operation() {
    return "general";
  }

  @Override
  protected String queryWidth() {
    return "Dq";
  }

  @Override
  protected String keyWidth() {
    return "keyDim";
  }

  @Override
  protected int goldenCases() {
    return 21;
  }

  /** q^T W k with W = (3, 4)^T: 11 k for q = (1, 2). */
  @Test
  void worksOutAnExampleByHand() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    General general = General.create(parameters, 2, 1);
    parameters.get("weight").assign(Nd4j.create(new double[][] {{3}, {4}}));
    INDArray query = Nd4j.create(new double[][][] {{{1, 2}}});
    INDArray key = Nd4j.create(new double[][][] {{{2}, {-1}}});
    INDArray scores = general.scores(NdArrayOps.eager(), query, key);
    assertClose(Nd4j.create(new double[][][] {{{22, -11}}}), scores, "scores");
  }

  @Test
  void refusesEmptyWidths() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> General.create(parameters, 3, 0));
    assertEquals("general: keyDim is 0, expected at least 1", refusal.getMessage());
    assertEquals(Set.of(), parameters.paths());
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    Attention attention = new Attention(General.create(parameters.at("score"), 7, 4));
    INDArray query = Nd4j.rand(DataType.FLOAT, 1, 3, 7);
    INDArray key = Nd4j.rand(DataType.FLOAT, 1, 5, 4);
    assertArrayEquals(new long[] {1, 3, 5}, attention.attend(query, key, key).weights().shape());
    assertEquals("[score.weight]", parameters.paths().toString());
    assertEquals(28, parameters.count());
  }
}
