/** What layers share that disturb by chance in training and do nothing in prediction. Not exported. */
@NullMarked
package cnn.layers.chance;

import org.jspecify.annotations.NullMarked;
