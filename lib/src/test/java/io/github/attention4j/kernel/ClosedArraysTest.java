package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClosedArraysTest {
  private final ClosedArrays arrays = new ClosedArrays(2);

  private INDArray add(FloatPointer memory) {
    DataBuffer buffer = Nd4j.createBuffer(memory, memory.capacity(), DataType.FLOAT);
    arrays.add(buffer, memory);
    return Nd4j.create(buffer, memory.capacity());
  }

  @Test
  void givesMemoryThatWasClosedAgain() {
    FloatPointer closed = arrays.memory(3);
    FloatPointer open = arrays.memory(3);
    INDArray first = add(closed);
    INDArray second = add(open).assign(5);
    assertNotSame(closed, arrays.memory(3));
    first.close();
    assertFalse(closed.isNull(), "ND4J frees it now by itself: this class is no longer needed");
    assertNotSame(closed, arrays.memory(4));
    assertSame(closed, arrays.memory(3));
    assertNotSame(closed, arrays.memory(3));
    assertEquals(15, second.sumNumber().intValue());
  }

  @Test
  void forgetsTheOldest() {
    FloatPointer oldest = arrays.memory(3);
    INDArray first = add(oldest);
    add(arrays.memory(3));
    add(arrays.memory(3));
    first.close();
    assertNotSame(oldest, arrays.memory(3));
  }

  @Test
  void freesWhatIsTooMuch() {
    FloatPointer small = arrays.memory(3);
    FloatPointer large = arrays.memory(ClosedArrays.MOST_BYTES / Float.BYTES - 2);
    INDArray first = add(small);
    INDArray second = add(large);
    first.close();
    arrays.memory(1);
    assertFalse(small.isNull());
    second.close();
    arrays.memory(1);
    assertTrue(small.isNull());
    assertFalse(large.isNull());
  }

  /** Java's garbage collector must not take the memory of an array that is in use. */
  @Test
  void arraysHoldTheirMemory() {
    WeakReference<FloatPointer> memory = new WeakReference<>(new FloatPointer(7f, 8f, 9f));
    INDArray array = add(memory.get());
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    assertEquals(24, array.sumNumber().intValue());
    assertTrue(memory.get() != null && !memory.get().isNull());
  }

  @Test
  void outputsGetWhatOutputsHad() {
    INDArray output = FloatMemory.uninitialized(3, 1009);
    INDArray open = FloatMemory.uninitialized(3, 1009);
    long address = output.data().address();
    output.close();
    assertEquals(address, FloatMemory.uninitialized(1009, 3).data().address());
    assertNotEquals(address, FloatMemory.uninitialized(3, 1009).data().address());
    assertNotEquals(address, open.data().address());
  }
}
