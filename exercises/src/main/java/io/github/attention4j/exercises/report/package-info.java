/** Grades in the formats of the places that show them: pages, platforms and build servers. */
package io.github.attention4j.exercises.report;
