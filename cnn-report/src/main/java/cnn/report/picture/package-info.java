/** Images as they stand in a page. */
@NullMarked
package cnn.report.picture;

import org.jspecify.annotations.NullMarked;
