package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
