package io.github.attention4j.exercises.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SubmissionExtensionTest {

  /** Takes its time and answers nothing. */
  private static final class SlowSubmission implements Submission {

    private final Map<String, List<Duration>> limits = new TreeMap<>();

    @Override
    public void start() {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public Object call(Method method, Object[] arguments, Duration limit) {
      limits.computeIfAbsent(method.getName(), name -> new ArrayList<>()).add(limit);
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public String printed() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  void givesEachCheckItsTimeForAllItsCalls() {
    SlowSubmission slow = new SlowSubmission();

    Grader.grade(ScaledDotProductTask.class, slow);

    for (String oneCheck : List.of("scores", "output", "scoresGradient", "queryGradient")) {
      List<Duration> limits = slow.limits.get(oneCheck);
      assertEquals(Submission.TIME_LIMIT, limits.get(0), oneCheck);
      assertTrue(limits.size() > 2, oneCheck);
      for (int i = 1; i < limits.size(); i++) {
        Duration used = limits.get(i - 1).minus(limits.get(i));
        assertTrue(used.compareTo(Duration.ofMillis(5)) >= 0, () -> oneCheck + " used " + used);
      }
      Duration all = limits.get(0).minus(limits.get(limits.size() - 1));
      assertTrue(
          all.compareTo(Duration.ofMillis(20L * limits.size())) < 0,
          () -> oneCheck + " paid for the start: " + all);
    }
  }
}
