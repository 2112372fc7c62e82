/**
 * The lessons' pictures: drawings of data flows, heat maps of attention weights, weights over text
 * and over pictures, line and bar charts, grids of images.
 *
 * <p>XChart draws the charts, {@link io.github.attention4j.notebook.chart.Sheet} holds our own
 * drawings; {@link io.github.attention4j.notebook.chart.Theme} is the one place that says how they
 * look.
 */
package io.github.attention4j.notebook.chart;
