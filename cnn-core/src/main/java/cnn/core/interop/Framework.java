package cnn.core.interop;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Whose names and layouts a file of weights has. */
public enum Framework {
    /**
     * {@code conv1.weight} (filters, channels, height, width), {@code fc.weight} (outputs, inputs), {@code weight}, {@code bias},
     * {@code running_mean} and {@code running_var} of a normalisation.
     */
    PYTORCH("PyTorch", ".", 1e-5, Set.of("weight", "running_mean", "running_var", "num_batches_tracked")),
    /**
     * {@code conv2d/kernel} (height, width, channels, filters), {@code dense/kernel} (inputs, outputs), {@code gamma}, {@code beta},
     * {@code moving_mean} and {@code moving_variance} of a normalisation.
     */
    KERAS("Keras", "/", 1e-3, Set.of("kernel", "depthwise_kernel", "moving_mean", "moving_variance"));

    private final String title;
    private final String separator;
    private final double epsilon;
    private final Set<String> marks;

    Framework(String title, String separator, double epsilon, Set<String> marks) {
        this.title = title;
        this.separator = separator;
        this.epsilon = epsilon;
        this.marks = marks;
    }

    /** The framework whose names these are, by the majority of those that only one of them has; PyTorch where none tells. */
    static Framework of(Collection<String> names) {
        return KERAS.votes(names) > PYTORCH.votes(names) ? KERAS : PYTORCH;
    }

    private long votes(Collection<String> names) {
        return names.stream().map(name -> plain(name).replace('.', '/'))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .filter(marks::contains).count();
    }

    /** As its makers write it. */
    String title() {
        return title;
    }

    /** The same in the genitive. */
    String whose() {
        return title + (title.endsWith("s") ? "'" : "'s");
    }

    /** What stands between the names of modules, and before that of a parameter. */
    String separator() {
        return separator;
    }

    /** Of batch normalisation, where nobody chooses. */
    double defaultEpsilon() {
        return epsilon;
    }

    /** A name as this framework's users may write it, as it is compared: Keras 2 ends names with {@code :0}. */
    String plain(String name) {
        return this == KERAS ? name.replaceFirst(":\\d+$", "").replace('.', '/') : name;
    }

    /** What a parameter of ours may be called there, the usual name first. */
    List<String> parameter(String ours) {
        return switch (this) {
            case PYTORCH -> switch (ours) {
                case "weights", "slope" -> List.of("weight");
                case "scale" -> List.of("weight", "gamma", "scale");
                case "shift" -> List.of("bias", "beta");
                case "mean" -> List.of("running_mean");
                case "variance" -> List.of("running_var");
                default -> List.of(ours);
            };
            case KERAS -> switch (ours) {
                case "weights" -> List.of("kernel", "depthwise_kernel");
                case "slope" -> List.of("alpha");
                case "scale" -> List.of("gamma", "scale");
                case "shift" -> List.of("beta");
                case "mean" -> List.of("moving_mean");
                case "variance" -> List.of("moving_variance");
                default -> List.of(ours);
            };
        };
    }
}
