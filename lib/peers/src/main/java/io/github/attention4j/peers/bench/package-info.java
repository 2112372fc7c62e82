/** How fast the library's attention is, beside PyTorch and ND4J; {@link Bench} is the command. */
package io.github.attention4j.peers.bench;
