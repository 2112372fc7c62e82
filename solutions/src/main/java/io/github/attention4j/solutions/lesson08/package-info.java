/** Right and wrong answers to the exercise of lesson 08, channel attention. */
package io.github.attention4j.solutions.lesson08;
