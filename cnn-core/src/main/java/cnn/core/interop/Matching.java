package cnn.core.interop;

import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which tensor of a file is which parameter of a network: under the names of the program that fit best, or, where no name fits,
 * module by module in their order, where all shapes agree.
 *
 * @param pairs for each parameter, in the network's order
 * @param how which names fit, for a note
 * @param named how many tensors were found
 * @param program whose names fit; null where they are as here
 */
record Matching(List<Pair> pairs, String how, int named, @Nullable String program) {
    /** Modules that names may have in common before they differ: wrappers such as DataParallel's {@code module}. */
    private static final int MOST_COMMON = 3;
    private static final String COUNTER = "num_batches_tracked";

    /** A parameter, and the tensor that it is taken from; null where the file has none. */
    record Pair(ForeignName name, Layout layout, @Nullable TensorInfo tensor) {
        boolean fits() {
            return tensor != null && layout.fits(dims());
        }

        boolean spreads() {
            return tensor != null && !fits() && layout.spreads(dims());
        }

        private long[] dims() {
            return tensor == null ? new long[0] : tensor.dims().stream().mapToLong(Long::longValue).toArray();
        }
    }

    /** Whether a tensor only counts batches, which nothing here needs. */
    static boolean isCounter(String name) {
        return name.endsWith(COUNTER);
    }

    /** The best match of a file's tensors. */
    static Matching best(Network network, WeightNames names, Collection<TensorInfo> tensors, FlattenedOrder order) {
        Framework framework = names.framework();
        Map<String, TensorInfo> plain = new LinkedHashMap<>();
        tensors.forEach(tensor -> plain.put(framework.plain(tensor.name()), tensor));
        Matching best = null;
        long bestScore = -1;
        for (String program : names.programs(network)) {
            List<ForeignName> foreign = names.of(network, program);
            for (String prefix : prefixes(plain.keySet(), framework.separator())) {
                Matching match = of(network, framework, foreign, prefix, plain, order, program);
                long score = match.named + match.pairs.stream().filter(Pair::fits).count();
                if (score > bestScore) {
                    best = match;
                    bestScore = score;
                }
            }
        }
        Matching ordered = bestScore > 0 ? null : inOrder(network, names, plain, order);
        return ordered == null ? best : ordered;
    }

    private static Matching of(Network network, Framework framework, List<ForeignName> foreign, String prefix,
            Map<String, TensorInfo> plain, FlattenedOrder order, @Nullable String program) {
        List<Pair> pairs = new ArrayList<>();
        int named = 0;
        for (ForeignName name : foreign) {
            TensorInfo tensor = name.candidates().stream().map(one -> plain.get(prefix + one))
                    .filter(one -> one != null).findFirst().orElse(null);
            named += tensor == null ? 0 : 1;
            pairs.add(new Pair(name, name.layout(framework, network, order), tensor));
        }
        String how = (program == null ? "names as here" : "names as in " + program)
                + (prefix.isEmpty() ? "" : ", without '" + prefix + "' before all of them");
        return new Matching(pairs, how, named, program);
    }

    /** What all names begin with, module by module, from nothing on. */
    private static List<String> prefixes(Collection<String> names, String separator) {
        List<String> prefixes = new ArrayList<>(List.of(""));
        String first = names.isEmpty() ? "" : names.iterator().next();
        int end = 0;
        for (int i = 0; i < MOST_COMMON; i++) {
            int next = first.indexOf(separator, end);
            if (next < 0) {
                break;
            }
            end = next + separator.length();
            String prefix = first.substring(0, end);
            if (!names.stream().allMatch(name -> name.startsWith(prefix))) {
                break;
            }
            prefixes.add(prefix);
        }
        return prefixes;
    }

    /** Module by module; null where they are not as many, or one does not fit. */
    private static @Nullable Matching inOrder(Network network, WeightNames names, Map<String, TensorInfo> plain,
            FlattenedOrder order) {
        Framework framework = names.framework();
        Map<String, Map<String, TensorInfo>> modules = new TreeMap<>(NaturalOrder.NAMES);
        plain.forEach((name, tensor) -> {
            int cut = name.lastIndexOf(framework.separator());
            if (!isCounter(name)) {
                modules.computeIfAbsent(name.substring(0, Math.max(0, cut)), _ -> new HashMap<>())
                        .put(name.substring(cut + 1), tensor);
            }
        });
        List<Node> layers = network.nodes().stream().filter(node -> !node.params().isEmpty()).toList();
        if (layers.size() != modules.size()) {
            return null;
        }
        List<Map<String, TensorInfo>> there = List.copyOf(modules.values());
        List<Pair> pairs = new ArrayList<>();
        for (ForeignName name : names.of(network, null)) {
            Map<String, TensorInfo> module = there.get(layers.indexOf(name.node()));
            TensorInfo tensor = framework.parameter(name.param().name().substring(name.node().name().length() + 1))
                    .stream()
                    .map(module::get).filter(one -> one != null).findFirst().orElse(null);
            Pair pair = new Pair(name, name.layout(framework, network, order), tensor);
            if (!pair.fits() || module.size() != name.node().params().size()) {
                return null;
            }
            pairs.add(pair);
        }
        return new Matching(pairs,
                "no name fits, so modules were taken in the order of their names, whose shapes all agree",
                pairs.size(), null);
    }
}
