/**
 * Pipelines are data: {@link cnn.core.config.ConfigNode} is YAML or JSON that remembers the line of every value, and
 * {@link cnn.core.config.RecordCodec} turns it into any plug-in's record and back, with no code from the record's
 * author.
 */
@NullMarked
package cnn.core.config;

import org.jspecify.annotations.NullMarked;
