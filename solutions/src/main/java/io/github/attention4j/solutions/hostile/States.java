package io.github.attention4j.solutions.hostile;

import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** What a JVM shares among all that runs in it. */
final class States {

  private States() {}

  @Contained
  static final class OtherTypeOfNumbers extends Deeds {
    @Override
    void act() {
      Nd4j.setDefaultDataTypes(DataType.FLOAT16, DataType.FLOAT16);
    }
  }

  /** What follows in the same JVM is the answer's own loss. */
  @Contained(
      loses = {"04.3", "04.4", "04.5"},
      says = ": wrong numbers")
  static final class OtherOrder extends Deeds {
    @Override
    void act() {
      Nd4j.factory().setOrder('f');
    }
  }

  @Contained
  static final class OtherSeed extends Deeds {
    @Override
    void act() {
      Nd4j.getRandom().setSeed(0);
    }
  }

  @Contained(loses = "04.3", says = "output threw NullPointerException")
  static final class NoExecutioner extends Deeds {
    @Override
    void act() throws ReflectiveOperationException {
      Field executioner = Nd4j.class.getDeclaredField("OP_EXECUTIONER_INSTANCE");
      executioner.setAccessible(true);
      executioner.set(null, null);
      Nd4j.ones(2).addi(1);
    }
  }

  @Contained
  static final class OpenWorkspace extends Deeds {
    @Override
    void act() {
      MemoryWorkspace workspace =
          Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread("hostile");
      workspace.notifyScopeEntered();
    }
  }

  @Contained
  static final class OtherPlace extends Deeds {
    @Override
    void act() {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
    }
  }

  @Contained
  static final class NoProperties extends Deeds {
    @Override
    void act() {
      System.setProperties(new Properties());
    }
  }

  @Contained
  static final class InterruptedThread extends Deeds {
    @Override
    void act() {
      Thread.currentThread().interrupt();
    }
  }

  @Contained(loses = "04.3", says = "output interrupted the thread that talks to the grader")
  static final class InterruptedMainThread extends Deeds {
    @Override
    void act() throws InterruptedException {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread != Thread.currentThread()) {
          thread.interrupt();
        }
      }
      Thread.sleep(500);
    }
  }

  @Contained
  static final class HandlerOfExceptions extends Deeds {
    @Override
    void act() {
      Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> System.exit(0));
    }
  }

  @Contained
  static final class NoClassLoader extends Deeds {
    @Override
    void act() {
      Thread.currentThread().setContextClassLoader(null);
      Thread.currentThread().setName("main");
      Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
    }
  }
}
