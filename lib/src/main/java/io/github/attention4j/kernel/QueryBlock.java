package io.github.attention4j.kernel;

/**
 * A block of neighbouring queries: what one worker attends to at a time.
 *
 * @param batch which sequence
 * @param head which head
 * @param first the first query
 * @param size the number of queries
 */
record QueryBlock(int batch, int head, int first, int size) {
  int last() {
    return first + size - 1;
  }
}
