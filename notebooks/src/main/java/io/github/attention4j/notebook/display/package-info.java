/**
 * From a Java object to what a notebook shows: {@link
 * io.github.attention4j.notebook.display.Rendering} turns an object into contents by MIME type, and
 * a {@link io.github.attention4j.notebook.display.Frontend} hands them to whichever kernel runs.
 */
package io.github.attention4j.notebook.display;
