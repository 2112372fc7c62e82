package io.github.attention4j.solutions.hostile;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;

/** Other processes: started, and left behind; met, and harmed; the network behind them. */
final class Strangers {

  private Strangers() {}

  @Contained
  static final class Child extends Deeds {
    @Override
    void act() throws IOException {
      shell("sleep 271");
    }
  }

  @Contained
  static final class Session extends Deeds {
    @Override
    void act() throws IOException {
      shell("setsid sleep 271 >/dev/null 2>&1 &");
    }
  }

  @Contained
  static final class Daemon extends Deeds {
    @Override
    void act() throws IOException {
      shell("cd /; (setsid sh -c 'trap \"\" HUP TERM INT; sleep 271; sleep 271' &) & exit");
    }
  }

  /** Without a word in its environment, but with a parent that was seen. */
  @Contained
  static final class NamelessChild extends Deeds {
    @Override
    void act() throws IOException {
      shell("cd /; exec env -i setsid sleep 271");
    }
  }

  /** Orphaned at once, with no environment, in another session and folder. */
  @Contained(by = Contained.By.SANDBOX)
  static final class NamelessDaemon extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("cd /; env -i setsid sh -c 'sleep 271 & exit' >/dev/null 2>&1 </dev/null");
    }
  }

  /** One that starts its successor as soon as it may. */
  @Contained
  static final class Dynasty extends Deeds {
    @Override
    void act() throws IOException {
      shell("f() { sleep 0.1; f & }; f");
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class KilledGrader extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("kill -9 " + grader());
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class StoppedGrader extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("kill -STOP " + grader());
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class OthersSeen extends Deeds {
    @Override
    void act() {
      List<Long> others =
          ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(id -> id > 1000).toList();
      if (!others.isEmpty()) {
        harm("processes " + others);
      }
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class Network extends Deeds {
    @Override
    void act() throws IOException {
      for (NetworkInterface way : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (way.isUp() && !way.isLoopback()) {
          harm("network " + way);
        }
      }
    }
  }

  private static long grader() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }
}
