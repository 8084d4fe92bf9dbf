/**
 * Models as Maven artifacts: {@link cnn.core.artifact.PackagedModels} makes a jar of a model and golden images, and finds
 * the model in it by name. The jar has data alone, no class.
 */
@NullMarked
package cnn.core.artifact;

import org.jspecify.annotations.NullMarked;
