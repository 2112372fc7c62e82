/** Right and wrong answers to the exercise of lesson 11, self-attention over pictures. */
package io.github.attention4j.solutions.lesson11;
