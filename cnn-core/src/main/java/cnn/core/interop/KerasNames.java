package cnn.core.interop;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that Keras gives layers where nobody does, for those that we give: {@code conv2d_1} for {@code conv2d-2}. */
final class KerasNames {
    private static final Pattern DEFAULT = Pattern.compile("([a-z0-9-]+)-([1-9]\\d{0,5})");
    private static final Map<String, String> KINDS = Map.of("conv1d", "conv1d", "conv2d", "conv2d", "conv3d", "conv3d",
            "conv-transpose2d", "conv2d_transpose", "depthwise-conv2d", "depthwise_conv2d", "dense", "dense",
            "batch-norm",
            "batch_normalization", "layer-norm", "layer_normalization", "group-norm", "group_normalization", "prelu",
            "p_re_lu");

    private KerasNames() {
    }

    /** Keras' name for a layer of a network without blocks; empty where the layer was given a name. */
    static Optional<String> of(String layer) {
        Matcher match = DEFAULT.matcher(layer);
        if (!match.matches() || !KINDS.containsKey(match.group(1))) {
            return Optional.empty();
        }
        int number = Integer.parseInt(match.group(2)) - 1;
        return Optional.of(KINDS.get(match.group(1)) + (number == 0 ? "" : "_" + number));
    }
}
