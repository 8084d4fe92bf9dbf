package cnn.core.pipeline;

import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.api.layer.Param;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names parameters by their paths, as {@code .gitignore} names files: {@code *} stands for any part of one name,
 * {@code ?} for one character of it, and {@code **} for any number of names. {@code stem/**} are all parameters of the
 * layer stem, or of the layers of a block of that name; {@code **}{@code /bias} are all biases.
 */
final class ParameterPattern {
    private static final int MOST_NAMED = 8;

    private final String glob;
    private final Pattern regex;

    private ParameterPattern(String glob, Pattern regex) {
        this.glob = glob;
        this.regex = regex;
    }

    /**
     * Reads a pattern.
     *
     * @param key the key of a pipeline that it is the value of
     */
    static ParameterPattern of(String key, String glob) {
        StringBuilder regex = new StringBuilder();
        String[] names = glob.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            boolean last = i == names.length - 1;
            if (name.isBlank() || name.contains("**") && !name.equals("**")) {
                throw new IllegalArgumentException("'" + key + "' was given '" + Echo.of(glob)
                        + "', which names no parameters. Write names with slashes between them, * for any part of a name "
                        + "and ** for any number of names: stem/**, or **/bias.");
            }
            if (name.equals("**")) {
                regex.append(last ? ".+" : "(?:[^/]+/)*");
                continue;
            }
            name.codePoints().forEach(point -> regex.append(switch (point) {
                case '*' -> "[^/]*";
                case '?' -> "[^/]";
                default -> Pattern.quote(Character.toString(point));
            }));
            regex.append(last ? "" : "/");
        }
        return new ParameterPattern(glob, Pattern.compile(regex.toString()));
    }

    /** Whether a parameter or state has such a path. */
    boolean matches(Param param) {
        return regex.matcher(param.name()).matches();
    }

    /** Whether any parameter of a network has. */
    boolean matchesAny(Network network) {
        return network.params().stream().anyMatch(this::matches);
    }

    /** The end of a message that says that none has: what was probably meant, and what there is. */
    String question(Network network) {
        Set<String> known = new LinkedHashSet<>();
        for (Node node : network.nodes()) {
            if (!node.params().isEmpty()) {
                String path = node.name();
                known.add(path + "/**");
                for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                    known.add(path.substring(0, slash) + "/**");
                }
            }
        }
        List<String> names = new ArrayList<>(network.params().stream().map(Param::name).toList());
        known.addAll(names);
        String meant = known.contains(glob + "/**")
                ? " Did you mean '" + glob + "/**'?"
                : Nearest.question(glob, known);
        return meant + " Parameters: "
                + names.stream().limit(MOST_NAMED).map(Echo::of).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "") + ".";
    }

    @Override
    public String toString() {
        return glob;
    }
}
