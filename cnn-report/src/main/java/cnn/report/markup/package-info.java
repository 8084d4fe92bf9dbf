/** Elements of a page: whatever text goes in comes out as text. */
@NullMarked
package cnn.report.markup;

import org.jspecify.annotations.NullMarked;
