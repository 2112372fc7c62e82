/**
 * The lesson toolbox: what a notebook's cells call to show things, to measure and to stay quiet.
 *
 * <p>{@link io.github.attention4j.notebook.Notebook#show} is the one entry point; it works alike in
 * the IJava, JJava and Rapaio kernels and in a plain JVM.
 */
package io.github.attention4j.notebook;
