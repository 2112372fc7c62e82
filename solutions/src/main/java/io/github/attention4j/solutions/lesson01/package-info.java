/** Right and wrong answers to the exercise of lesson 01, attention as a soft dictionary. */
package io.github.attention4j.solutions.lesson01;
