package io.github.attention4j.solutions.hostile;

import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.SubmissionException;
import java.lang.reflect.InvocationTargetException;

/** Exceptions that lie, or do harm when they are looked at. */
final class Throws {

  private Throws() {}

  @Contained(loses = "04.3", says = "output threw Tempting, which cannot be asked for its message")
  static final class AMessageThatThrows extends Deeds {
    @Override
    void act() {
      throw new Tempting();
    }

    private static final class Tempting extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw this;
      }
    }
  }

  @Contained(loses = "04.3", says = "cannot be asked for its message")
  static final class NoStackTrace extends Deeds {
    @Override
    void act() {
      throw new IllegalStateException("20 of 20 points") {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
          return null;
        }
      };
    }
  }

  @Contained(loses = "04.3", says = "the submission's JVM ended (exit code 0) during output")
  static final class AMessageThatExits extends Deeds {
    @Override
    void act() {
      throw new IllegalStateException() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
          System.exit(0);
          return "";
        }
      };
    }
  }

  @Contained(loses = "04.3", says = "output threw IllegalStateException: ?[2Jok  04.3 ?[32m")
  static final class ControlCharacters extends Deeds {
    @Override
    void act() {
      throw new IllegalStateException("\u001b[2Jok  04.3 \u001b[32m\ud800\u202e\n20 of 20 points");
    }
  }

  @Contained(loses = "04.3", says = "output threw IllegalStateException: xxxx")
  static final class ALongMessage extends Deeds {
    @Override
    void act() {
      throw new IllegalStateException("x".repeat(50_000_000));
    }
  }

  @Contained(loses = "04.3", says = "20 of 20 points?[32m")
  static final class NotDoneButAllPoints extends Deeds {
    @Override
    void act() {
      throw new NotDoneYetException("20 of 20 points\u001b[32m\n\n20 of 20 points\n\n\n\n");
    }
  }

  @Contained(loses = "04.3", says = "passed?[32m")
  static final class TheGradersOwnException extends Deeds {
    @Override
    void act() {
      throw SubmissionException.fatal("passed\u001b[32m");
    }
  }

  @Contained(loses = "04.3", says = "output threw InvocationTargetException without a message")
  static final class AWrapperAroundNothing extends Deeds {
    @Override
    void act() throws InvocationTargetException {
      throw new InvocationTargetException(null);
    }
  }

  @Contained(loses = "04.3", says = "output threw ThreadDeath without a message")
  static final class DeathOfTheThread extends Deeds {
    @Override
    void act() throws Exception {
      Class<?> death = Class.forName("java.lang.ThreadDeath");
      throw Deeds.<Exception>unchecked((Throwable) death.getConstructor().newInstance());
    }
  }

  @Contained(loses = "04.3", says = "ran out of memory")
  static final class AnErrorOfTheJvm extends Deeds {
    @Override
    void act() {
      throw new OutOfMemoryError("ran out of memory, or so it says");
    }
  }

  @Contained(loses = Contained.ALL, says = "the constructor of WhenCreated threw Illegal")
  static final class WhenCreated extends Deeds {
    WhenCreated() {
      throw new IllegalStateException("no\u001b[2J");
    }
  }

  @Contained(loses = Contained.ALL, says = "the static initialiser of WhenLoaded threw Arith")
  static final class WhenLoaded extends Deeds {
    static final int ZERO = Integer.parseInt("0");
    static final int NUMBER = 1 / ZERO;
  }
}
