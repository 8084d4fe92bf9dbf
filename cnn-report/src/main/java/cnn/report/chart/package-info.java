/** Drawings of numbers as SVG, in the page's own colours. */
@NullMarked
package cnn.report.chart;

import org.jspecify.annotations.NullMarked;
