/** Exercise of lesson 08: write channel attention and its gradients. */
package io.github.attention4j.exercises.lesson08;
