/**
 * Attention as blocks: an image looks at itself, and weighs its channels, its places, or its rows and columns by what it
 * sees. Each keeps the image's shape and can stand behind any layer that gives one.
 */
@NullMarked
package cnn.layers.attention;

import org.jspecify.annotations.NullMarked;
