/** Right and wrong answers to the exercise of lesson 06, multi-head attention. */
package io.github.attention4j.solutions.lesson06;
