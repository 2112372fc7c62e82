/** Exercise of lesson 10: write CBAM and the gradient through both its gates. */
package io.github.attention4j.exercises.lesson10;
