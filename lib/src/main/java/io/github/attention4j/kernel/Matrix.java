package io.github.attention4j.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix of FLOAT numbers in row-major order, as BLAS takes it.
 *
 * @param first the address of its first number
 * @param stride the distance from row to row, at least the number of columns
 */
record Matrix(FloatPointer first, int rows, int columns, int stride) {}
