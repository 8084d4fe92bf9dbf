/**
 * What torchvision and timm call the layers of the networks that both they and {@link cnn.zoo} have: one page for each program.
 */
@NullMarked
package cnn.zoo.published;

import org.jspecify.annotations.NullMarked;
