/** Right and wrong answers to the exercise of lesson 10, CBAM. */
package io.github.attention4j.solutions.lesson10;
