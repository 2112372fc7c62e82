/** Decoding: from the probabilities of the next token to a sequence. */
package io.github.attention4j.decode;
