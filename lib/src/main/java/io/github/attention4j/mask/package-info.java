/** Masks: which keys a query may attend to, 1 = may attend. */
package io.github.attention4j.mask;
