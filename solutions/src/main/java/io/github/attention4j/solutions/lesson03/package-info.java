/** Right and wrong answers to the exercise of lesson 03, additive attention. */
package io.github.attention4j.solutions.lesson03;
