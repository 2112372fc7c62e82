package io.github.attention4j.exercises.check;

import java.util.function.Predicate;

/**
 * A way to be wrong that is known by its numbers.
 *
 * @param diagnosis what the learner is told: the same text in every trial
 * @param explains whether it gives just these numbers
 */
record Mistake(String diagnosis, Predicate<Values> explains) {}
