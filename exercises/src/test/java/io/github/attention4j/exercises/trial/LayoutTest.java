package io.github.attention4j.exercises.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayoutTest {

  @ParameterizedTest
  @EnumSource
  void arrangesTheSameNumbersAndLeavesTheArrayAsItWas(Layout layout) {
    INDArray array = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}});

    INDArray arranged = layout.arrange(array);

    assertEquals(layout, Layout.of(arranged));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, Values.of(arranged).numbers());
    assertArrayEquals(new long[] {2, 3}, array.shape());
  }
}
