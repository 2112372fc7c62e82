/** Right and wrong answers to the exercise of lesson 09, spatial attention. */
package io.github.attention4j.solutions.lesson09;
