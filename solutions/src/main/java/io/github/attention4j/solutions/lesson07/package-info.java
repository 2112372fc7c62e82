/** Right and wrong answers to the exercise of lesson 07, cross-attention. */
package io.github.attention4j.solutions.lesson07;
