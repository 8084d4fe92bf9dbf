/**
 * A pipeline as data: where images come from, how they are prepared and changed, the network, and how it is trained.
 * {@link cnn.core.pipeline.PipelineConfig} is the same thing in Java as in YAML.
 */
@NullMarked
package cnn.core.pipeline;

import org.jspecify.annotations.NullMarked;
