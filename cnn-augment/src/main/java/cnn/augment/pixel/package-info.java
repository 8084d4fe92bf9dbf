/**
 * What several rooms do to pixels at a strength that is given: the augmenters draw it, policies say it.
 */
@NullMarked
package cnn.augment.pixel;

import org.jspecify.annotations.NullMarked;
