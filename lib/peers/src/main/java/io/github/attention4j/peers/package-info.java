/**
 * PyTorch in the JVM: computes the golden values that the library's contract tests are held to.
 * Start at {@link io.github.attention4j.peers.GoldenValues}.
 */
package io.github.attention4j.peers;
