package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Layers of a model that was trained before, with its weights: from its first layer up to a named one, or all of them. What
 * stands behind is new, so that nobody has to write the network out again:
 *
 * <pre>{@code
 * network:
 *   - model: {file: runs/fashion-mnist, until: flatten-1}
 *     name: backbone
 *   - dense: {units: 4}
 * }</pre>
 *
 * <p>The layers are named below the block, {@code backbone/conv2d-1}, and so are their parameters, which {@code train.groups}
 * may freeze: {@code backbone/**}. The file is read when a run is prepared; the new model has its layers and weights and does
 * not need it any more. Images may be of another size where no layer that is taken has weights for each pixel. Shapes: those
 * of the layers.
 *
 * <p>Refused where the file is no model, has no such layer, or weights of other shapes.
 *
 * @param file a model file, or the folder of a run that has one; relative to the folder that the run's paths start at
 * @param until name of the last layer that is taken, or of a block, whose layers are all taken; null for the whole network
 * @param weights whether the weights are taken as well; otherwise they are drawn anew
 */
@Id("model")
public record ModelLayers(Path file, @Nullable String until, @Default("true") boolean weights) implements Block {
    public ModelLayers {
        if (until != null && until.isBlank()) {
            throw new IllegalArgumentException(
                    "'until' of a model's layers is blank. Name the last layer that is to be "
                            + "taken, or leave until out to take all.");
        }
    }

    /** All layers of a model file, or of the model in a run's folder, with their weights. */
    public static ModelLayers of(Path file) {
        return new ModelLayers(file, null, true);
    }

    /** Layers up to this one. */
    public ModelLayers until(String layer) {
        return new ModelLayers(file, layer, weights);
    }

    /** Whether the weights are taken as well. */
    public ModelLayers weights(boolean taken) {
        return new ModelLayers(file, until, taken);
    }

    /** A run puts the layers that it has read in this one's place. */
    @Override
    public Signal expand(Expansion in) {
        throw in.reject(
                "its layers are in a file, which is read where a run is prepared, and only for a block that stands "
                        + "in the network itself",
                "Let a Cnn build the network, with network() or prepare(), and put the block "
                        + "beside others, not into one");
    }
}
