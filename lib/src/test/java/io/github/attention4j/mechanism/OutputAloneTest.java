package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Close;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.param.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The output alone is what comes with the weights, whichever way it is computed. */
class OutputAloneTest {
  private static final List<Mask<INDArray>> MASKS =
      List.of(Mask.all(), Mask.causal(), Mask.padding(3, 0), Mask.of(Nd4j.eye(5)));

  private static INDArray normal(DataType type, long seed, long... sizes) {
    return Nd4j.randn(0, 1, sizes, Nd4j.getRandomFactory().getNewRandomInstance(seed)).castTo(type);
  }

  private static void assertSame(INDArray expected, INDArray output) {
    double tolerance = output.dataType() == DataType.FLOAT ? Close.FUSED : 0;
    assertClose(expected, output, tolerance, "output");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void ofMultiHeadAttention(DataType type) {
    Parameters parameters = Parameters.seeded(type, 1);
    MultiHeadAttention attention =
        MultiHeadAttention.create(parameters, MultiHeadOptions.of(6, 2).withHeadDims(4, 7));
    INDArray query = normal(type, 2, 2, 5, 6);
    INDArray context = normal(type, 3, 2, 5, 6);
    for (Mask<INDArray> mask : MASKS) {
      assertSame(
          attention.attend(query, context, context, mask).output(),
          attention.output(query, context, context, mask));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void ofSelfAttention(DataType type) {
    Parameters parameters = Parameters.seeded(type, 4);
    SelfAttention attention = SelfAttention.create(parameters, 6, ProjectionOptions.of(4, 7));
    INDArray input = normal(type, 5, 2, 5, 6);
    for (Mask<INDArray> mask : MASKS) {
      assertSame(attention.attend(input, mask).output(), attention.output(input, mask));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void ofCrossAttention(DataType type) {
    Parameters parameters = Parameters.seeded(type, 6);
    CrossAttention attention = CrossAttention.create(parameters, 6, 3, ProjectionOptions.of(4, 7));
    INDArray query = normal(type, 7, 2, 5, 6);
    INDArray context = normal(type, 8, 2, 5, 3);
    for (Mask<INDArray> mask : MASKS) {
      assertSame(
          attention.attend(query, context, mask).output(), attention.output(query, context, mask));
    }
  }

  @Test
  void refusesInTheMechanismsName() {
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, 5, 6);
    MultiHeadAttention attention =
        MultiHeadAttention.create(Parameters.seeded(DataType.FLOAT, 9), MultiHeadOptions.of(6, 2));
    ShapeException refusal =
        assertThrows(
            ShapeException.class,
            () -> attention.output(input, input, input, Mask.of(Nd4j.eye(4))));
    assertEquals("multiHead", refusal.operation());
  }
}
