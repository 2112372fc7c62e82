/** Right and wrong answers to the exercise of lesson 04, scaled dot-product attention. */
package io.github.attention4j.solutions.lesson04;
