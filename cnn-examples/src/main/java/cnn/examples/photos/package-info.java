/**
 * A folder of photographs that are none: many large JPEG files in classes, for trying and measuring what data larger than
 * memory needs ({@link cnn.examples.photos.PhotoFolder}).
 */
@NullMarked
package cnn.examples.photos;

import org.jspecify.annotations.NullMarked;
