package io.github.attention4j.exercises.lesson17;

import org.junit.jupiter.api.Tag;

/**
 * Run this from your IDE to grade {@link Explanations}: one test for each check, in the order of
 * the steps.
 *
 * <p>Maven leaves the tag out, because an exercise that is not done yet must not break the build.
 */
@Tag("exercise")
class ExplanationsTest extends ExplanationsGrader {}
