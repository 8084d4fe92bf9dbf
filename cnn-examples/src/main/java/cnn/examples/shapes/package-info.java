/**
 * The shapes data set: triangles, squares and circles drawn by seed, so that examples need no download. A
 * {@link cnn.examples.shapes.Scene} is what one picture shows, drawn at random; painting it is arithmetic alone and gives
 * the same bits on every machine.
 */
@NullMarked
package cnn.examples.shapes;

import org.jspecify.annotations.NullMarked;
