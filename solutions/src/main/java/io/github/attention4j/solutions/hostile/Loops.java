package io.github.attention4j.solutions.hostile;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.reflect.Proxy;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every place that a loop can hide in. */
final class Loops {

  private static final String LATE = "output did not answer within ";

  private Loops() {}

  @Contained(loses = "04.3", says = LATE)
  static final class InAStep extends Deeds {
    @Override
    void act() {
      spin();
    }
  }

  @Contained(loses = Contained.ALL, says = "the constructor of InTheConstructor did not answer")
  static final class InTheConstructor extends Deeds {
    InTheConstructor() {
      spin();
    }
  }

  @Contained(loses = Contained.ALL, says = "the constructor of InTheStaticInitialiser did not")
  static final class InTheStaticInitialiser extends Deeds {
    static {
      spin();
    }
  }

  /** Only a helper's initialiser, reached from one step. */
  @Contained(loses = "04.3", says = LATE)
  static final class InAHelpersInitialiser extends Deeds {
    private static final class Helper {
      static final int[] NUMBERS = new int[1];

      static {
        spin();
      }
    }

    @Override
    void act() {
      Helper.NUMBERS[0]++;
    }
  }

  /** Nobody should ask for these. */
  @Contained
  static final class InMethodsOfObject extends Deeds {
    @Override
    public String toString() {
      spin();
      return "";
    }

    @Override
    public boolean equals(Object other) {
      spin();
      return false;
    }

    @Override
    public int hashCode() {
      spin();
      return 0;
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class InAMessage extends Deeds {
    @Override
    void act() {
      throw new IllegalStateException() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
          spin();
          return "";
        }
      };
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class InAStackTrace extends Deeds {
    @Override
    void act() {
      throw new IllegalStateException("look at my trace") {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
          spin();
          return null;
        }
      };
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class InAResult extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return (INDArray)
          Proxy.newProxyInstance(
              INDArray.class.getClassLoader(),
              new Class<?>[] {INDArray.class},
              (proxy, method, arguments) -> {
                spin();
                return null;
              });
    }
  }

  @Contained
  static final class InACleaner extends Deeds {
    @Override
    void act() {
      Cleaner.create().register(new Object(), Deeds::spin);
      System.gc();
    }
  }

  @Contained
  static final class InAnotherThread extends Deeds {
    private boolean started;

    @Override
    void act() {
      if (!started) {
        started = true;
        new Thread(Deeds::spin).start();
      }
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class InAShutdownHook extends Deeds {
    @Override
    void act() {
      Runtime.getRuntime().addShutdownHook(new Thread(Deeds::spin));
      System.exit(0);
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class InADeadlock extends Deeds {
    @Override
    void act() throws InterruptedException {
      Object one = new Object();
      Object two = new Object();
      daemon(() -> lock(one, two));
      lock(two, one);
    }

    private static void lock(Object first, Object second) {
      synchronized (first) {
        try {
          Thread.sleep(200);
        } catch (InterruptedException e) {
          return;
        }
        synchronized (second) {
          first.notifyAll();
        }
      }
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class WaitingForNobody extends Deeds {
    @Override
    void act() throws InterruptedException {
      synchronized (this) {
        while (true) {
          wait();
        }
      }
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class DeafToInterrupts extends Deeds {
    @Override
    void act() {
      while (true) {
        try {
          Thread.sleep(1000);
        } catch (InterruptedException e) {
          // Goes on.
        }
      }
    }
  }

  /** No call is too long, all together are. */
  @Contained(loses = "04.3", says = LATE)
  static final class ALittleInEachCall extends Deeds {
    @Override
    void act() throws InterruptedException {
      Thread.sleep(700);
    }
  }

  @Contained(loses = "04.3", says = "output threw StackOverflowError")
  static final class WithoutABottom extends Deeds {
    @Override
    void act() {
      act();
      act();
    }
  }

  @Contained
  static final class ReadingStandardInput extends Deeds {
    @Override
    void act() throws IOException {
      System.in.readAllBytes();
    }
  }

  @Contained(loses = "04.3", says = LATE)
  static final class WaitingForAProcess extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("sleep 271");
    }
  }
}
