/** The project's pages and its Javadoc as a site that a browser reads from the disk, without a server or a network. */
@NullMarked
package cnn.site;

import org.jspecify.annotations.NullMarked;
