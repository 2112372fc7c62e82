/** Exercise of lesson 09: write spatial attention and its gradients. */
package io.github.attention4j.exercises.lesson09;
