/**
 * How a layer is written: a {@link cnn.api.layer.Layer} record is configuration, {@link cnn.api.layer.Layer#bind
 * binding} it once to its input shapes gives an immutable {@link cnn.api.layer.Op}, and everything that changes is
 * handed to that op in a {@link cnn.api.layer.Forward} or {@link cnn.api.layer.Backward} pass. A {@link
 * cnn.api.layer.Block} record is written out as layers before that.
 */
@NullMarked
package cnn.api.layer;

import org.jspecify.annotations.NullMarked;
