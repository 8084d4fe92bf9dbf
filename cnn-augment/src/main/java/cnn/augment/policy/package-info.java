/**
 * Augmenters that apply others: all in order, some of the time, or operations of a published space.
 */
@NullMarked
package cnn.augment.policy;

import org.jspecify.annotations.NullMarked;
