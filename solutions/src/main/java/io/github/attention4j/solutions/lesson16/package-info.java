/** Reference answer of lesson 16, and the answers that its grader has to tell apart. */
package io.github.attention4j.solutions.lesson16;
