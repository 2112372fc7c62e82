package io.github.attention4j.solutions.hostile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a hostile answer and says what it costs.
 *
 * <p>For all of them: every other check earns its points, no process and no temporary file is left,
 * nothing outside its folder is changed, no control character reaches the reader, and where it
 * finds something that it must not find, it prints {@link #HARM} to tell.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contained {

  /** All checks of lesson 04. */
  String ALL = "all";

  /** What an answer prints that got where it must not get. */
  String HARM = "HARM DONE";

  /** File of a tree that is none of an answer's business. */
  String OUTSIDE = "/tmp/attention4j-outside/file.txt";

  /** Ids of the checks that fail; every other check passes. */
  String[] loses() default {};

  /** Words that the diagnosis of each of these says. */
  String says() default "";

  /** Time that a check has. A loop costs as much; other deeds may take their time. */
  int seconds() default 2;

  /** What it takes to contain it. */
  By by() default By.JVM;

  /** What contains an answer. */
  enum By {
    /** A JVM of its own. */
    JVM,
    /** As that, and a grader that was started as the kit does. */
    KIT,
    /** The operating system's sandbox alone. */
    SANDBOX
  }
}
