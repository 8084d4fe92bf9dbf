/**
 * What ready networks are built of, for networks of one's own too: a convolution with its normalisation ({@link
 * cnn.zoo.block.ConvNorm}), residual blocks ({@link cnn.zoo.block.BasicBlock}, {@link cnn.zoo.block.Bottleneck}, {@link
 * cnn.zoo.block.PreActivationBlock}, {@link cnn.zoo.block.InvertedResidual}) and those that put channels side by side.
 */
@NullMarked
package cnn.zoo.block;

import org.jspecify.annotations.NullMarked;
