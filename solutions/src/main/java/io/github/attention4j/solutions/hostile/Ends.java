package io.github.attention4j.solutions.hostile;

import java.io.IOException;
import java.lang.reflect.Field;

/** Ends of a JVM. */
final class Ends {

  private static final String ENDED = "the submission's JVM ended (exit code ";

  private Ends() {}

  @Contained(loses = "04.3", says = ENDED + "0) during output: is there a System.exit?")
  static final class Exits extends Deeds {
    @Override
    void act() {
      System.out.println("20 of 20 points");
      System.exit(0);
    }
  }

  @Contained(loses = "04.3", says = ENDED + "3) during output")
  static final class Halts extends Deeds {
    @Override
    void act() {
      Runtime.getRuntime().halt(3);
    }
  }

  @Contained(loses = Contained.ALL, says = ENDED + "4) during the constructor of ExitsWhenCreated")
  static final class ExitsWhenCreated extends Deeds {
    ExitsWhenCreated() {
      System.exit(4);
    }
  }

  @Contained(loses = Contained.ALL, says = ENDED + "5) during the constructor of ExitsWhenLoaded")
  static final class ExitsWhenLoaded extends Deeds {
    static {
      System.exit(5);
    }
  }

  @Contained(loses = "04.3", says = ENDED + "6) during output", seconds = 20)
  static final class ExitsFromAnotherThread extends Deeds {
    @Override
    void act() throws InterruptedException {
      daemon(() -> System.exit(6));
      Thread.sleep(15_000);
    }
  }

  @Contained(loses = "04.3", says = "the submission's JVM was ended by signal 9 during output")
  static final class KillsItself extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("kill -9 " + ProcessHandle.current().pid());
    }
  }

  @Contained(loses = "04.3", says = "output did not answer within ")
  static final class StopsItself extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("kill -STOP " + ProcessHandle.current().pid());
    }
  }

  /** As a process whose parent is gone, this one keeps an answer's output open. */
  @Contained(loses = "04.3", says = ENDED + "7) during output")
  static final class ExitsAndLeavesItsOutputOpen extends Deeds {
    @Override
    void act() throws IOException {
      new ProcessBuilder("/bin/sh", "-c", "sleep 271").inheritIO().start();
      System.exit(7);
    }
  }

  @Contained(loses = "04.3", says = "output crashed its JVM", seconds = 20)
  static final class CrashesTheJvm extends Deeds {
    @Override
    void act() throws ReflectiveOperationException {
      unsafe("putAddress", long.class, long.class).call(8L, 8L);
    }
  }

  /** A method of sun.misc.Unsafe, which the compiler does not let anyone name. */
  interface Method {
    Object call(Object... arguments) throws ReflectiveOperationException;
  }

  static Method unsafe(String name, Class<?>... types) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Object unsafe = field.get(null);
    var method = type.getMethod(name, types);
    return arguments -> method.invoke(unsafe, arguments);
  }
}
