package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first weights of a network from a model where names and shapes of parameters are the same, instead of drawing
 * them: {@code start: {model: runs/big, layers: ["**", "!head/**"]}}.
 *
 * <p>The file may also be one of PyTorch's or Keras' weights, whose names and layouts are then brought to ours
 * ({@link cnn.core.interop.StateDict}).
 *
 * @param model a model file, or the folder of a run that has one; or a safetensors file of another framework's weights
 * @param layers paths of the parameters that are taken, as {@link ParameterGroup#match} has them; one that begins with
 *            {@code !} leaves out again. The last one that matches a parameter counts
 * @param names of weights of another framework: its modules, and our layers in their place, as
 *            {@link cnn.core.interop.WeightNames#rename} has them; null where names agree, or a block knows them
 */
public record WarmStart(Path model, @Default("['**']") List<String> layers, @Nullable Map<String, String> names) {
    public WarmStart {
        layers = List.copyOf(layers);
        names = names == null || names.isEmpty() ? null : Collections.unmodifiableMap(new LinkedHashMap<>(names));
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("'start' is given no layers to take from '" + Echo.path(model)
                    + "'. Name some, for example \"backbone/**\", or leave layers out to take all.");
        }
        layers.forEach(WarmStart::pattern);
    }

    /** Takes all that a model file, or the folder of a run, has. */
    public static WarmStart of(Path model) {
        return new WarmStart(model, List.of("**"), null);
    }

    /** Takes the parameters of these paths. */
    public WarmStart layers(String... paths) {
        return new WarmStart(model, List.of(paths), names);
    }

    /** Takes another framework's modules for these layers of ours. */
    public WarmStart names(Map<String, String> modules) {
        return new WarmStart(model, layers, modules);
    }

    private static ParameterPattern pattern(String path) {
        return ParameterPattern.of("layers", path.startsWith("!") ? path.substring(1) : path);
    }

    /** Whether a parameter or state is to be taken. */
    public boolean takes(Param param) {
        boolean takes = false;
        for (String path : layers) {
            takes = pattern(path).matches(param) ? !path.startsWith("!") : takes;
        }
        return takes;
    }

    /**
     * Checks that each path is that of a parameter.
     *
     * @throws IllegalArgumentException naming the path, and what was probably meant
     */
    public void check(Network network) {
        for (String path : layers) {
            ParameterPattern pattern = pattern(path);
            if (!pattern.matchesAny(network)) {
                throw new IllegalArgumentException("'" + Echo.of(path)
                        + "' of train.start.layers matches no parameter of the network." + pattern.question(network));
            }
        }
    }
}
