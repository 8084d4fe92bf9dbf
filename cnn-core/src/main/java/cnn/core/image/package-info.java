/**
 * From image files to pixels: {@link cnn.core.image.ImageDecoder} reads PNG, JPEG, BMP, GIF, WebP, TIFF and PNM,
 * {@link cnn.core.image.ByteImage} holds, resizes and recolours them. Whatever a file holds, it ends in an image or in
 * one {@link cnn.core.image.ImageException}.
 */
@NullMarked
package cnn.core.image;

import org.jspecify.annotations.NullMarked;
