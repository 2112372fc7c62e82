/** How far a grader can be trusted: what it asks, what it has been tried on, what it noticed. */
package io.github.attention4j.exercises.audit;
