/** What the answers of a model and its data tell. */
@NullMarked
package cnn.report.finding;

import org.jspecify.annotations.NullMarked;
