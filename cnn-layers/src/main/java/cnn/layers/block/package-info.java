/**
 * Blocks that say how layers hang together, whatever the layers are: one behind the other ({@link
 * cnn.layers.block.Sequential}), around a shortcut ({@link cnn.layers.block.Residual}), side by side ({@link
 * cnn.layers.block.Parallel}), several times ({@link cnn.layers.block.Repeat}). Their bodies are lists of the same
 * entries as a network's.
 */
@NullMarked
package cnn.layers.block;

import org.jspecify.annotations.NullMarked;
