/** Schedules: how the learning rate changes while training. */
@NullMarked
package cnn.layers.schedule;

import org.jspecify.annotations.NullMarked;
