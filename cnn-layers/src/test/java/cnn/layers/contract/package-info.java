/** Every component of this module against the test kit's contracts, in awkward configurations. */
@NullMarked
package cnn.layers.contract;

import org.jspecify.annotations.NullMarked;
