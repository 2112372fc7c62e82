package io.github.attention4j.solutions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a wrong answer of the catalogue and says how the grader must find it. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Caught {

  /** Ids of all checks that fail; every other check passes. */
  String[] in();

  /** Words that the first of these checks' diagnosis says, and no other wrong answer's does. */
  String as();

  /** Words that the last of these checks' diagnosis says, if they are several; empty for any. */
  String then() default "";
}
