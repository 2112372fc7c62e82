/** Right and wrong answers to the exercise of lesson 17, weights and explanations. */
package io.github.attention4j.solutions.lesson17;
