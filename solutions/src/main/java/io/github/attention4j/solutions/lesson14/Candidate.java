package io.github.attention4j.solutions.lesson14;

/** A beginning that is one word longer, and the logarithm of its probability. */
record Candidate(int beginning, int word, double score) {}
