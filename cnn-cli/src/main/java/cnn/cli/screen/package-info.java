/**
 * What a terminal can be shown: text in colours, cut to its columns; bars and small curves. Text alone, without a word about
 * what it tells.
 */
@NullMarked
package cnn.cli.screen;

import org.jspecify.annotations.NullMarked;
