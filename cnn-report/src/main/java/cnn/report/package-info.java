/** A run or a model on one page: {@link cnn.report.Report} makes an HTML file that any browser shows without a network. */
@NullMarked
package cnn.report;

import org.jspecify.annotations.NullMarked;
