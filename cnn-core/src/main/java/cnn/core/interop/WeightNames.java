package cnn.core.interop;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Param;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.PublishedNames.Name;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What another framework calls the parameters of a network, for reading and for writing: those that rules name, then those
 * that a block {@linkplain Published knows}, then our own paths in its way of writing, {@code stem.conv.weight} for
 * {@code stem/conv/weights}; layers that nobody named are called as Keras calls such, {@code conv2d_1} for {@code conv2d-2}. Immutable.
 *
 * {@snippet :
 * WeightNames names = WeightNames.pytorch().rename("features.*", "backbone/*")
 *         .rename("layer{s}.{b}.conv{c}", "stage{s}/block{b+1}/conv{c}");
 * }
 */
public final class WeightNames {
    private final Framework framework;
    private final @Nullable String program;
    private final List<NameRule> rules;

    private WeightNames(Framework framework, @Nullable String program, List<NameRule> rules) {
        this.framework = framework;
        this.program = program;
        this.rules = rules;
    }

    /** Names of a framework. */
    public static WeightNames of(Framework framework) {
        return new WeightNames(framework, null, List.of());
    }

    /** PyTorch's names. */
    public static WeightNames pytorch() {
        return of(Framework.PYTORCH);
    }

    /** Keras' names. */
    public static WeightNames keras() {
        return of(Framework.KERAS);
    }

    /** Blocks that others have published are called as in this program: {@code torchvision} or {@code timm}. */
    public WeightNames program(String name) {
        return new WeightNames(framework, name, rules);
    }

    /**
     * With one rule more; the first that is for a layer counts. {@code *} stands for any text and {@code {n}}, {@code {n+1}} for
     * a whole number, the same on both sides.
     *
     * @param theirs a module there, or a parameter: {@code features.*}
     * @param ours a layer here, or a parameter: {@code backbone/*}
     * @throws IllegalArgumentException where theirs has a star or variable that ours lacks
     */
    public WeightNames rename(String theirs, String ours) {
        List<NameRule> more = new ArrayList<>(rules);
        more.add(new NameRule(theirs, ours));
        return new WeightNames(framework, program, List.copyOf(more));
    }

    /** Whose names they are. */
    public Framework framework() {
        return framework;
    }

    /**
     * What a network's parameters are called, and which axes they have there, in the network's order: what a file must have to be
     * read, and what is written. Of several programs that know a block the first counts, unless one was chosen.
     *
     * @throws IllegalArgumentException where a program was chosen that no block knows
     */
    public Map<String, Shape> of(Network network) {
        FlattenedOrder order = new FlattenedOrder(network);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ForeignName name : of(network, programs(network).getFirst())) {
            shapes.put(name.usual(), Shape.of(name.layout(framework, network, order).theirs()));
        }
        return shapes;
    }

    /** What programs whose names these are compute otherwise, one line each. */
    static List<String> remarks(Network network, @Nullable String program) {
        return network.blocks().values().stream().filter(Published.class::isInstance)
                .flatMap(block -> ((Published) block).published().stream())
                .filter(names -> names.program().equals(program) && !names.remark().isEmpty())
                .map(PublishedNames::remark)
                .distinct().toList();
    }

    /**
     * The programs whose names can be meant, each to be tried; null for none of them.
     *
     * @throws IllegalArgumentException where a program was chosen that no block knows
     */
    List<@Nullable String> programs(Network network) {
        Set<String> known = known(network);
        if (program != null) {
            if (!known.contains(program)) {
                throw new IllegalArgumentException("No block of the network has names of '" + Echo.of(program) + "'."
                        + Nearest.question(program, known) + (known.isEmpty()
                                ? " None has names of any program: name its layers yourself, with rules."
                                : " Known here: " + String.join(", ", known) + "."));
            }
            return List.of(program);
        }
        List<@Nullable String> all = new ArrayList<>(known);
        all.add(null);
        return all;
    }

    private Set<String> known(Network network) {
        Set<String> known = new LinkedHashSet<>();
        for (Block block : network.blocks().values()) {
            if (framework == Framework.PYTORCH && block instanceof Published published) {
                published.published().forEach(names -> known.add(names.program()));
            }
        }
        return known;
    }

    /** All parameters of a network under the names of a program. */
    List<ForeignName> of(Network network, @Nullable String chosen) {
        Map<String, Name> published = chosen == null ? Map.of() : published(network, chosen);
        List<ForeignName> all = new ArrayList<>();
        for (Node node : network.nodes()) {
            for (Param param : node.params()) {
                all.add(name(node, param, published));
            }
        }
        return all;
    }

    private static Map<String, Name> published(Network network, String chosen) {
        Map<String, Name> all = new HashMap<>();
        network.blocks().forEach((path, block) -> {
            if (block instanceof Published published) {
                for (PublishedNames names : published.published()) {
                    if (names.program().equals(chosen)) {
                        names.names().forEach(name -> all.put(path + "/" + name.path(), name));
                    }
                }
            }
        });
        return all;
    }

    private ForeignName name(Node node, Param param, Map<String, Name> published) {
        List<String> kinds = framework.parameter(param.name().substring(node.name().length() + 1));
        List<String> candidates = new ArrayList<>();
        for (NameRule rule : rules) {
            rule.apply(node.name(), framework.separator()).ifPresent(module -> add(candidates, module, kinds));
            for (String kind : kinds) {
                rule.apply(node.name() + "/" + kind, framework.separator()).ifPresent(candidates::add);
            }
            Optional<String> whole = rule.apply(param.name(), framework.separator());
            whole.ifPresent(candidates::add);
            if (!candidates.isEmpty()) {
                return new ForeignName(node, param, candidates, 0);
            }
        }
        Name alone = published.get(param.name());
        if (alone != null) {
            return new ForeignName(node, param, List.of(alone.other()), alone.axes());
        }
        Name module = published.get(node.name());
        if (module != null) {
            add(candidates, module.other(), kinds);
            return new ForeignName(node, param, candidates, param.shape().rank() > 1 ? module.axes() : 0);
        }
        if (framework == Framework.KERAS) {
            KerasNames.of(node.name()).ifPresent(name -> add(candidates, name, kinds));
        }
        add(candidates, node.name().replace("/", framework.separator()), kinds);
        return new ForeignName(node, param, candidates, 0);
    }

    private void add(List<String> candidates, String module, List<String> kinds) {
        kinds.forEach(kind -> candidates.add(module + framework.separator() + kind));
    }
}
