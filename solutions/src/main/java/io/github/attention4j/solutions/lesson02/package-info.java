/** Right and wrong answers to the exercise of lesson 02, dot-product attention. */
package io.github.attention4j.solutions.lesson02;
