/** Right and wrong answers to the exercise of lesson 13, Vision Transformer. */
package io.github.attention4j.solutions.lesson13;
