package io.github.attention4j.kernel;

/**
 * Neighbouring keys of one sequence and head: what one worker computes gradients of at a time.
 *
 * @param part which of the sequence's spans
 * @param batch which sequence
 * @param head which head
 * @param first the first key
 * @param size the number of keys
 */
record KeySpan(int part, int batch, int head, int first, int size) {
  int end() {
    return first + size;
  }
}
