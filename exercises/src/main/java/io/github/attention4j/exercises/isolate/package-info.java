/**
 * Runs an answer in a JVM of its own, so that code that loops, exits, floods its output or eats
 * memory harms nothing but itself.
 *
 * <p>The grader stays in this JVM and holds a proxy of the task. Each call travels over a socket to
 * the child: the method's name and its arrays there, the result and the arrays as they are after
 * the call back. The child knows neither points nor results. See {@link
 * io.github.attention4j.exercises.isolate.IsolatedSubmission} for what is limited and what is not.
 */
package io.github.attention4j.exercises.isolate;
