/**
 * Data for the lessons: real, from a file, or made by a seed. Every data file lies in this
 * package's resource folder beside a {@code .properties} file that names its origin, authors,
 * licence and checksum; a class per data set turns it into Tablesaw tables and ND4J arrays.
 */
package io.github.attention4j.datasets;
