package io.github.attention4j.exercises.lesson16;

import org.junit.jupiter.api.Tag;

/**
 * Run this from your IDE to grade {@link AttentionCost}: one test for each check, in the order of
 * the steps.
 *
 * <p>Maven leaves the tag out, because an exercise that is not done yet must not break the build.
 */
@Tag("exercise")
class AttentionCostTest extends AttentionCostGrader {}
