package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.trial.Layout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WireTest {

  private static Object sent(Object value) throws IOException {
    byte[] message = new Request("method", new Object[] {value}).pack();
    return Request.unpack(message).arguments()[0];
  }

  static Stream<DataType> types() {
    return Stream.of(DataType.values())
        .filter(type -> type.isNumerical() || type == DataType.BOOL)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("types")
  void carriesArraysOfEveryTypeAndOrder(DataType type) throws IOException {
    INDArray array = Nd4j.arange(6).reshape(1, 2, 3).castTo(type);

    for (INDArray view : new INDArray[] {array, array.permute(2, 0, 1), array.dup('f')}) {
      INDArray arrived = (INDArray) sent(view);
      assertEquals(type, arrived.dataType());
      assertArrayEquals(view.shape(), arrived.shape());
      assertEquals(view, arrived);
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesHowAnArrayLiesInMemory(Layout layout) throws IOException {
    INDArray array = layout.arrange(Nd4j.arange(24).reshape(2, 3, 1, 4));

    INDArray arrived = (INDArray) sent(array);

    assertEquals(layout, Layout.of(array));
    assertEquals(layout, Layout.of(arrived));
    assertEquals(array, arrived);
  }

  @Test
  void takesNoMemoryForTheSurroundingsOfAView() throws IOException {
    INDArray array = Layout.VIEW.arrange(Nd4j.ones(1, 1, 1, 1, 300));

    assertEquals(Layout.VIEW, Layout.of((INDArray) sent(array)));
    INDArray wide = Nd4j.ones(2, 3, 500, 1, 1, 1, 1, 1).permute(1, 0, 2, 3, 4, 5, 6, 7);
    assertEquals(Layout.VIEW, Layout.of(wide));
    assertEquals(Layout.ROWS, Layout.of((INDArray) sent(wide)));
  }

  @Test
  void carriesScalarsEmptyArraysAndNotANumber() throws IOException {
    assertEquals(Nd4j.scalar(1.5), sent(Nd4j.scalar(1.5)));
    assertArrayEquals(
        new long[] {2, 0}, ((INDArray) sent(Nd4j.create(DataType.FLOAT, 2, 0))).shape());
    INDArray odd = Nd4j.createFromArray(Double.NaN, Double.POSITIVE_INFINITY, -0.0);
    assertArrayEquals(odd.toDoubleVector(), ((INDArray) sent(odd)).toDoubleVector());
  }

  @Test
  void sendsNothingItDoesNotKnow() {
    assertThrows(WireException.class, () -> sent(new Object()));
    assertThrows(WireException.class, () -> sent(Nd4j.create(List.of("text"))));
    assertThrows(WireException.class, () -> sent(Nd4j.zeros(DataType.INT8, 3 << 20)));
  }

  @Test
  void meetsAnyChangeOfAMessageWithAResultOrAWireException() throws IOException {
    Random random = new Random(7);
    byte[] message =
        Response.returned(Nd4j.ones(2, 3), new Object[] {Nd4j.ones(3), 1, "text", null}).pack();
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = Arrays.copyOf(message, random.nextInt(message.length + 8));
      for (int flips = random.nextInt(3); flips >= 0 && changed.length > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        Response.unpack(changed);
      } catch (WireException e) {
        refused++;
      }
    }
    assertTrue(refused > 2000, "refused: " + refused);
  }
}
