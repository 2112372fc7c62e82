/**
 * How the kit starts Rapaio's kernel; in a jar of its own, which stands in front of the kernel's.
 */
package io.github.attention4j.notebook.kernel;
