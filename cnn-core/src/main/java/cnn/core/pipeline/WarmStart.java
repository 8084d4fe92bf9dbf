package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes the first weights of a network from a model where names and shapes of parameters are the same, instead of drawing
 * them: {@code start: {model: runs/big, layers: ["**", "!head/**"]}}.
 *
 * @param model a model file, or the folder of a run that has one
 * @param layers paths of the parameters that are taken, as {@link ParameterGroup#match} has them; one that begins with
 *            {@code !} leaves out again. The last one that matches a parameter counts
 */
public record WarmStart(Path model, @Default("['**']") List<String> layers) {
    public WarmStart {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("'start' is given no layers to take from '" + Echo.path(model)
                    + "'. Name some, for example \"backbone/**\", or leave layers out to take all.");
        }
        layers.forEach(WarmStart::pattern);
    }

    /** Takes all that a model file, or the folder of a run, has. */
    public static WarmStart of(Path model) {
        return new WarmStart(model, List.of("**"));
    }

    /** Takes the parameters of these paths. */
    public WarmStart layers(String... paths) {
        return new WarmStart(model, List.of(paths));
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
