/**
 * The command line: {@link cnn.cli.Main} and one class for each command. Results go to standard output, all else to
 * standard error.
 */
@NullMarked
package cnn.cli;

import org.jspecify.annotations.NullMarked;
