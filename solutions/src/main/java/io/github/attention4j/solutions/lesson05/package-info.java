/** Right and wrong answers to the exercise of lesson 05, self-attention. */
package io.github.attention4j.solutions.lesson05;
