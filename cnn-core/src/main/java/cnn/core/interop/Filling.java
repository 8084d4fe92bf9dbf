package cnn.core.interop;

import cnn.api.layer.Param;
import cnn.core.interop.Matching.Pair;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.safetensors.DType;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.TensorInfo;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.NameList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Brings a file's tensors into a network, and tells what it did. */
final class Filling {
    private static final int MOST_MISFITS = 100;

    private final Path file;
    private final Map<String, TensorInfo> tensors;
    private final WeightNames names;
    private final Network network;
    private final FlattenedOrder order;
    private final Matching matching;
    private final List<String> notes = new ArrayList<>();

    Filling(Path file, Map<String, TensorInfo> tensors, WeightNames names, Network network, boolean ownEpsilon) {
        this.file = file;
        this.tensors = tensors;
        this.names = names;
        this.network = network;
        order = new FlattenedOrder(network);
        matching = Matching.best(network, names, tensors.values(), order);
        notes.addAll(WeightNames.remarks(network, matching.program()));
        if (ownEpsilon) {
            notes.addAll(VarianceEpsilon.notes(network, names.framework()));
        }
        if (names.framework() == Framework.PYTORCH) {
            notes.addAll(order.notes());
        }
    }

    /** All parameters, of which the file must have each. */
    LoadedWeights all() {
        List<String> missing = matching.pairs().stream().filter(pair -> pair.tensor() == null)
                .map(pair -> pair.name().param().name() + " (as " + pair.name().usual() + ")").toList();
        if (!missing.isEmpty() && matching.named() > 0) {
            List<String> left = left(_ -> true);
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' lacks " + Count.of(missing.size(), "parameter")
                            + " of the network, under " + matching.how() + ": " + NameList.of(missing) + ". "
                            + (left.isEmpty()
                                    ? "It has nothing besides what was found."
                                    : "It has besides " + NameList.of(left) + ".")
                            + " Say with rules what they are called there, or give weights to keep for them.");
        }
        return some(Weights.zeros(network), _ -> true);
    }

    /** Those that are wanted and that the file has; the others stay as they are otherwise. */
    LoadedWeights some(Weights otherwise, Predicate<Param> wanted) {
        List<Pair> chosen = matching.pairs().stream().filter(pair -> wanted.test(pair.name().param())).toList();
        List<Pair> found = chosen.stream().filter(pair -> pair.tensor() != null).toList();
        if (found.isEmpty()) {
            throw nothing(chosen);
        }
        requireFit(found);
        Weights weights = Weights.zeros(network);
        weights.copyFrom(otherwise);
        read(found, weights);
        List<String> taken = found.stream().map(pair -> pair.name().param().name()).toList();
        List<String> missing = chosen.stream().filter(pair -> pair.tensor() == null)
                .map(pair -> pair.name().param().name()).toList();
        List<String> left = left(wanted);
        List<String> told = new ArrayList<>();
        told.add("Taken from '" + Echo.path(file) + "', " + names.framework().whose() + ", " + matching.how() + ": "
                + NameList.counted(taken) + ".");
        if (!missing.isEmpty()) {
            told.add("Not in the file, so as they were: " + NameList.counted(missing) + ".");
        }
        if (!left.isEmpty()) {
            told.add("Left in the file, since the network lacks them: " + Count.of(left.size(), "tensor") + " ("
                    + NameList.of(left) + ").");
        }
        told.addAll(notes);
        return new LoadedWeights(network, weights, taken, missing, left, told);
    }

    private IllegalArgumentException nothing(List<Pair> chosen) {
        return new IllegalArgumentException("Nothing of '" + Echo.path(file) + "' can be taken: it has "
                + NameList.of(List.copyOf(tensors.keySet())) + ", and the network looks for "
                + NameList.of(chosen.stream().map(pair -> pair.name().usual()).toList()) + ", as "
                + names.framework().title() + " names "
                + "them. Say with rules what its layers are called there, or give layers those names.");
    }

    private void requireFit(List<Pair> found) {
        List<Pair> others = found.stream().filter(pair -> !pair.fits() && !pair.spreads()).toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' does not fit, in "
                    + Count.of(others.size(), "tensor") + ":\n"
                    + others.stream().limit(MOST_MISFITS).map(Filling::misfit).collect(Collectors.joining("\n"))
                    + (others.size() > MOST_MISFITS ? "\n  and " + (others.size() - MOST_MISFITS) + " more" : "")
                    + "\nBuild the network that they are the weights of, or leave out the layers that are to be learnt anew.");
        }
    }

    private static String misfit(Pair pair) {
        String dims = Arrays.toString(pair.layout().theirs());
        return "  " + Echo.of(pair.tensor().name()) + " is " + pair.tensor().describe() + " there, and "
                + Echo.of(pair.name().param().name()) + " " + pair.name().param().shape() + " needs ("
                + dims.substring(1, dims.length() - 1) + ")";
    }

    private void read(List<Pair> found, Weights weights) {
        List<String> rounded = new ArrayList<>();
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            for (Pair pair : found) {
                TensorInfo tensor = pair.tensor();
                float[] there = opened.floats(tensor.name());
                int bad = Weights.indexOfNotFinite(there, 0, there.length);
                if (bad >= 0) {
                    throw new IllegalArgumentException("'" + Echo.path(file) + "' cannot be used: tensor '"
                            + Echo.of(tensor.name()) + "' " + tensor.describe() + " has " + there[bad] + " at index "
                            + bad
                            + ", as a float of 32 bits, and every weight must be a finite number. Save finite weights.");
                }
                float[] here = weights.values(pair.name().param());
                if (pair.spreads()) {
                    Arrays.fill(here, there[0]);
                    notes.add("Of '" + Echo.of(tensor.name()) + "' the one number was taken for all " + here.length
                            + " of "
                            + Echo.of(pair.name().param().name()) + ".");
                } else {
                    pair.layout().read(there, here);
                }
                if (tensor.type() == DType.F64) {
                    rounded.add(tensor.name());
                }
            }
        }
        if (!rounded.isEmpty()) {
            notes.add("Rounded from 64 to 32 bits: " + Count.of(rounded.size(), "tensor") + " (" + NameList.of(rounded)
                    + ").");
        }
    }

    private List<String> left(Predicate<Param> wanted) {
        Set<String> used = new HashSet<>();
        matching.pairs().stream().filter(pair -> pair.tensor() != null && wanted.test(pair.name().param()))
                .forEach(pair -> used.add(pair.tensor().name()));
        return tensors.keySet().stream().filter(name -> !used.contains(name) && !Matching.isCounter(name)).toList();
    }
}
