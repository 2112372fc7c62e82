/** Blocks of the Transformer: attention, feed-forward, residual connections and layer norms. */
package io.github.attention4j.block;
