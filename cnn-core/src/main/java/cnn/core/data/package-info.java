/**
 * Data sets: read from image folders, IDX and CIFAR files ({@link cnn.core.data.ImageFolder},
 * {@link cnn.core.data.IdxFiles}, {@link cnn.core.data.Cifar}), kept as bytes ({@link cnn.core.data.ByteImages}), split
 * ({@link cnn.core.data.Split}, {@link cnn.core.data.SplitData}), relabelled ({@link cnn.core.data.RelabelData}), resized ({@link cnn.core.data.Resized}) and told apart
 * ({@link cnn.core.data.Fingerprint}).
 */
@NullMarked
package cnn.core.data;

import org.jspecify.annotations.NullMarked;
