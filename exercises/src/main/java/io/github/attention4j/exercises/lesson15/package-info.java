/**
 * Exercise of lesson 15: write the similarities of pictures and texts, the contrastive loss and its
 * gradient, and recall at k.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson15.TextAndPictureTask}, then edit {@link
 * io.github.attention4j.exercises.lesson15.TextAndPicture}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson15;
