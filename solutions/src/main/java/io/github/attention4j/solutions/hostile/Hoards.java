package io.github.attention4j.solutions.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Too much of everything: memory, threads, processes, output. */
final class Hoards {

  private static final List<Object> KEPT = new ArrayList<>();

  private Hoards() {}

  @Contained(
      loses = "04.3",
      says = "output ran out of memory: more than 256 MB of Java objects",
      seconds = 20)
  static final class JavaObjects extends Deeds {
    @Override
    void act() {
      while (true) {
        KEPT.add(new long[1 << 20]);
      }
    }
  }

  @Contained(loses = "04.3", says = "ran out of memory", seconds = 20)
  static final class JavaObjectsOfAnotherThread extends Deeds {
    @Override
    void act() throws InterruptedException {
      daemon(
          () -> {
            while (true) {
              KEPT.add(new long[1 << 20]);
            }
          });
      Thread.sleep(15_000);
    }
  }

  @Contained(loses = "04.3", says = "output threw OutOfMemoryError", seconds = 20)
  static final class Arrays extends Deeds {
    @Override
    void act() {
      while (true) {
        KEPT.add(Nd4j.ones(1 << 20));
      }
    }
  }

  @Contained(loses = "04.3", says = "output took more than 1,280 MB of memory", seconds = 20)
  static final class NativeMemory extends Deeds {
    @Override
    void act() throws ReflectiveOperationException {
      Ends.Method allocate = Ends.unsafe("allocateMemory", long.class);
      Ends.Method set = Ends.unsafe("setMemory", long.class, long.class, byte.class);
      for (int i = 0; i < 3000; i++) {
        set.call(allocate.call(1L << 20), 1L << 20, (byte) 1);
      }
      spin();
    }
  }

  @Contained(loses = "04.3", says = "output threw OutOfMemoryError", seconds = 20)
  static final class Buffers extends Deeds {
    @Override
    void act() {
      while (true) {
        KEPT.add(ByteBuffer.allocateDirect(1 << 24));
      }
    }
  }

  @Contained(loses = "04.3", says = "output took more than 1,280 MB of memory", seconds = 20)
  static final class MemoryOfAChild extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("head -c 3000000000 /dev/zero | tail");
      spin();
    }
  }

  @Contained(loses = "04.3", says = "output started more than 64 processes", seconds = 20)
  static final class Processes extends Deeds {
    @Override
    void act() throws IOException {
      shell("for i in $(seq 100); do sleep 271 & done; wait");
      spin();
    }
  }

  @Contained
  static final class SleepingThreads extends Deeds {
    private boolean started;

    @Override
    void act() {
      for (int i = 0; i < 500 && !started; i++) {
        daemon(
            () -> {
              synchronized (KEPT) {
                try {
                  KEPT.wait();
                } catch (InterruptedException e) {
                  // Then it ends.
                }
              }
            });
      }
      started = true;
    }
  }

  @Contained
  static final class OutputWithoutEnd extends Deeds {
    private boolean started;

    @Override
    void act() {
      if (!started) {
        started = true;
        String line = "20 of 20 points ".repeat(4096);
        daemon(
            () -> {
              while (true) {
                System.out.println(line);
              }
            });
      }
    }
  }

  /** A gigabyte, by a process that needs no time for it. */
  @Contained
  static final class OutputOfAGigabyte extends Deeds {
    private boolean started;

    @Override
    void act() throws IOException {
      if (!started) {
        started = true;
        new ProcessBuilder("/bin/sh", "-c", "head -c 1000000000 /dev/zero").inheritIO().start();
      }
    }
  }

  @Contained
  static final class ControlCharacters extends Deeds {
    @Override
    void act() {
      System.out.println("\u001b[2J\u001b]0;20 of 20\u0007\u202e\u2028\u0085\r20 of 20 points");
      System.err.println("\u009b31m");
    }
  }

  @Contained
  static final class NoOutputAtAll extends Deeds {
    @Override
    void act() {
      if (System.out != null) {
        System.out.close();
        System.err.close();
        System.setOut(null);
      }
    }
  }

  @Contained(loses = "04.3", says = "output returned an array of 20,000,000 numbers", seconds = 20)
  static final class AHugeResult extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return Nd4j.zeros(20_000_000);
    }
  }

  @Contained(loses = "04.3", says = "output returned more than 4 MB", seconds = 20)
  static final class AResultThatJustFits extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return Nd4j.zeros(524_288);
    }
  }

  @Contained(loses = "04.3", says = "output returned an array with 12 axes", seconds = 20)
  static final class ManyAxes extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return Nd4j.zeros(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }
  }
}
