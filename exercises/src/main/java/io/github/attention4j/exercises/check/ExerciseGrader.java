package io.github.attention4j.exercises.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a JUnit 5 class as a grader: its checks run in the order of their ids, are shown by what
 * they demand, and receive the answer as their parameter.
 */
@Inherited
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SubmissionExtension.class)
@TestMethodOrder(ChecksById.class)
@DisplayNameGeneration(ChecksByDemand.class)
public @interface ExerciseGrader {}
