package cnn.core.network;

import cnn.api.layer.Bound;
import cnn.api.layer.ChannelJoin;
import cnn.api.layer.Epilogue;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings layers together that can do their work in one pass over memory: a layer absorbs the one behind it where that
 * offers an {@link Epilogue} and nobody else reads what lies between. In prediction it does so through layers that do nothing
 * then, such as dropout, and a layer merges those before it where they are {@linkplain LinearMap linear maps} of one and the
 * same input and nobody else reads them. What is left then may be computed {@linkplain Op#depthFirst depth-first} with what gives
 * its input. No layer is known here by name.
 *
 * <p>The result is a network with fewer nodes, the same parameters, and the same numbers: bit for bit where functions of
 * single numbers were absorbed, to within rounding where factors were folded into weights, or weights of branches added.
 */
public final class Fusion {
    private static final String TOGETHER = " + ";
    /** Beside the input as it is, which one branch alone adds as cheaply where it absorbs the sum. */
    private static final int FEWEST_BRANCHES = 2;

    private final Network network;
    private final boolean training;
    private final int[] readers;
    /** The layers that run as one and end with a node, while groups grow. */
    private final FusedLayers[] ending;
    private final List<Slot> slots;
    private final Map<String, String> merged = new HashMap<>();

    private Fusion(Network network, boolean training) {
        this.network = network;
        this.training = training;
        int count = network.nodes().size();
        readers = new int[count];
        ending = new FusedLayers[count];
        slots = new ArrayList<>(network.slots());
        for (Node node : network.nodes()) {
            node.inputs().stream().filter(input -> input != Node.INPUT).forEach(input -> readers[input]++);
        }
        for (Node node : network.nodes()) {
            FusedLayers group = training ? null : merging(node);
            if (group == null) {
                group = absorbing(node);
            }
            ending[node.index()] = group == null ? FusedLayers.of(node) : group;
        }
        for (int last = 0; last < count && !training; last++) {
            if (ending[last] != null) {
                ending[last] = depthFirst(ending[last]);
            }
        }
        for (int last = 0; last < count && !training; last++) {
            if (ending[last] != null && ending[last].op() instanceof ChannelJoin join) {
                ending[last] = joined(ending[last], join);
            }
        }
    }

    /** A network that trains to the same numbers, bit for bit. */
    public static Network forTraining(Network network) {
        return new Fusion(network, true).build();
    }

    /** A network that predicts the same, factors by channel folded into weights and branches merged. */
    public static Network forPrediction(Network network) {
        return new Fusion(network, false).build();
    }

    /** The layers that do the work of those before them in prediction, too, and how each of them computes all in one. */
    public static Map<String, String> merged(Network network) {
        return Map.copyOf(new Fusion(network, false).merged);
    }

    /** The branches before a node, and the node, as one; null where they are no linear maps or it does not merge them. */
    private @Nullable FusedLayers merging(Node node) {
        Op op = node.bound().op();
        Integer source = op == null || node.inputs().size() < 2 ? null : source(node);
        if (source == null) {
            return null;
        }
        List<FusedLayers> branches = new ArrayList<>();
        List<LinearMap> maps = new ArrayList<>();
        for (int input : node.inputs()) {
            LinearMap map = input == source ? LinearMap.identity(network.shape(source)) : linearMap(input);
            if (map == null) {
                return null;
            }
            maps.add(map);
            if (input != source) {
                branches.add(ending[input]);
            }
        }
        if (branches.size() < FEWEST_BRANCHES) {
            return null;
        }
        NodeBinding binding = binding(node, node, List.of(source));
        Bound bound = merged(node, op, maps, binding);
        if (bound == null) {
            return null;
        }
        branches.forEach(branch -> replaced(branch.last().index(), branch.owner()));
        discard(node.index());
        slots.addAll(binding.slots());
        merged.put(node.name(), Objects.requireNonNullElse(Objects.requireNonNull(bound.op()).way(), ""));
        return FusedLayers.merged(branches, node, bound, source, binding.node());
    }

    /** What all branches before a node take: the input of the first that says that it is a linear map; null where none is. */
    private @Nullable Integer source(Node node) {
        for (int input : node.inputs()) {
            FusedLayers branch = input == Node.INPUT ? null : ending[input];
            if (branch != null && readers[input] == 1 && branch.ownLinearMap() != null) {
                Integer source = branch.baseInputs().getFirst();
                return node.inputs().stream().allMatch(other -> other.equals(source) || takes(other, source))
                        ? source
                        : null;
            }
        }
        return null;
    }

    /** Whether layers run as one up to a node, take this input alone, and are read by one layer. */
    private boolean takes(int node, int source) {
        return node != Node.INPUT && ending[node] != null && readers[node] == 1
                && ending[node].inputs().equals(List.of(source));
    }

    /** What the layers up to a node are of their input, in their own words or as factors by channel. */
    private @Nullable LinearMap linearMap(int node) {
        FusedLayers branch = ending[node];
        LinearMap own = branch.ownLinearMap();
        if (own != null || !branch.isAlone() || branch.op() == null) {
            return own;
        }
        return offered(branch.base(), branch.op(), new Epilogue.Place(0, 1, false)) instanceof Epilogue.ChannelAffine of
                ? LinearMap.of(of, branch.base().output())
                : null;
    }

    private static @Nullable Bound merged(Node node, Op op, List<LinearMap> maps, NodeBinding binding) {
        Bound bound;
        try {
            bound = op.merge(maps, binding);
        } catch (Throwable thrown) {
            throw node.fault("merge", thrown);
        }
        if (bound != null) {
            refuseParameters(binding, node, "merges the layers before it");
            if (bound.op() == null || !bound.output().equals(node.output())) {
                throw new IllegalStateException("Layer '" + node.name() + "' " + RecordText.of(node.layer())
                        + " gives " + node.output() + ", but " + bound.output()
                        + (bound.op() == null ? " as a view" : "")
                        + " where it merges the layers before it. Return an op whose output has the same shape from merge.");
            }
        }
        return bound;
    }

    /** The group before a node with that node absorbed, or null. The input that is computed last is tried first. */
    private @Nullable FusedLayers absorbing(Node node) {
        Op op = node.bound().op();
        if (op == null) {
            return null;
        }
        for (int input : node.inputs().stream().distinct().sorted((a, b) -> b - a).toList()) {
            FusedLayers before = before(input);
            if (before != null && before.mayGrow(training)) {
                FusedLayers grown = grown(before, node, op, node.inputs().indexOf(input));
                if (grown != null) {
                    replacedBefore(input, before);
                    return grown;
                }
            }
        }
        return null;
    }

    /** The group that gives an input, through layers behind it that do nothing; null where others read it, too. */
    private @Nullable FusedLayers before(int input) {
        int source = behindIdle(input);
        FusedLayers before = source == Node.INPUT || readers[source] != 1 ? null : ending[source];
        return before == null ? null : before.through(idle(input));
    }

    private int behindIdle(int input) {
        List<Node> idle = idle(input);
        return idle.isEmpty() ? input : idle.getFirst().inputs().getFirst();
    }

    /** The group that gives an input has become part of others, with the layers behind it that do nothing. */
    private void replacedBefore(int input, FusedLayers before) {
        int source = behindIdle(input);
        idle(input).forEach(one -> replaced(one.index(), one.index()));
        replaced(source, before.owner());
    }

    /** The layers that end with a node, do nothing in prediction and are read by one layer each; the first of them first. */
    private List<Node> idle(int last) {
        List<Node> idle = new ArrayList<>();
        for (int at = last; at != Node.INPUT && readers[at] == 1; at = idle.getFirst().inputs().getFirst()) {
            Node node = network.nodes().get(at);
            if (ending[at] == null || !ending[at].isAlone() || !isIdle(node)) {
                break;
            }
            idle.addFirst(node);
        }
        return idle;
    }

    private boolean isIdle(Node node) {
        Op op = node.bound().op();
        return !training && op != null && node.inputs().size() == 1
                && offered(node, op, new Epilogue.Place(0, 1, false)) instanceof Epilogue.Identity;
    }

    private @Nullable FusedLayers grown(FusedLayers before, Node node, Op op, int input) {
        Epilogue epilogue = offered(node, op, new Epilogue.Place(input, before.inputs().size(), training));
        if (epilogue == null || epilogue instanceof Epilogue.Identity) {
            return null;
        }
        FusedLayers grown = before.with(node, epilogue, input);
        NodeBinding binding = binding(node, grown.base(), grown.baseInputs());
        Op fused = grown.absorbed(binding);
        if (fused == null) {
            return null;
        }
        refuseParameters(binding, grown.base(), "absorbs '" + node.name() + "'");
        discard(node.index());
        slots.addAll(binding.slots());
        return grown.by(fused, binding.node());
    }

    /** A group with the one before it, if what lies between need not exist as a whole; otherwise the group as it is. */
    private FusedLayers depthFirst(FusedLayers group) {
        Op op = group.op();
        int source = op == null ? Node.INPUT : group.inputs().getFirst();
        FusedLayers before = source == Node.INPUT ? null : ending[source];
        if (before == null || readers[source] != 1 || before.op() == null || before.inputs().size() != 1) {
            return group;
        }
        List<Integer> inputs = Stream.concat(before.inputs().stream(), group.inputs().stream().skip(1)).toList();
        NodeBinding binding = binding(group.last(), group.base(), inputs);
        Op both;
        try {
            both = op.depthFirst(before.op(), binding);
        } catch (Throwable thrown) {
            throw group.base().fault("depthFirst", thrown);
        }
        if (both == null) {
            return group;
        }
        refuseParameters(binding, group.base(), "is computed together with '" + before.last().name() + "'");
        replaced(source, before.owner());
        discard(group.owner());
        slots.addAll(binding.slots());
        merged.put(group.base().name(), Objects.requireNonNullElse(both.way(), ""));
        return before.then(group, both, binding.node());
    }

    /** A join, of whose inputs those that can be are written where it would copy them to. */
    private FusedLayers joined(FusedLayers group, ChannelJoin join) {
        BitSet there = new BitSet();
        for (int i = 0; i < group.inputs().size(); i++) {
            int input = group.inputs().get(i);
            FusedLayers before = before(input);
            // what others write into has a buffer of its own, even where it could be a slice itself
            if (before == null || before.op() == null || before.op() instanceof ChannelJoin) {
                continue;
            }
            NodeBinding binding = binding(before.last(), before.base(), before.inputs());
            Op slice = within(before, join, i, binding);
            if (slice != null) {
                replacedBefore(input, before);
                slots.addAll(binding.slots());
                ending[input] = before.into(group.last().index(), slice, binding.node());
                there.set(i);
            }
        }
        return there.isEmpty() ? group : group.by(join.withoutCopying(there), group.owner());
    }

    private static @Nullable Op within(FusedLayers before, ChannelJoin join, int input, NodeBinding binding) {
        Op slice;
        try {
            slice = before.op().within(join.slice(input), binding);
        } catch (Throwable thrown) {
            throw before.base().fault("within", thrown);
        }
        refuseParameters(binding, before.base(), "writes into another layer's output");
        return slice;
    }

    private static @Nullable Epilogue offered(Node node, Op op, Epilogue.Place place) {
        try {
            return op.epilogue(place);
        } catch (Throwable thrown) {
            throw node.fault("epilogue", thrown);
        }
    }

    private static void refuseParameters(NodeBinding binding, Node node, String what) {
        if (!binding.params().isEmpty()) {
            throw new IllegalStateException("Layer '" + node.name() + "' " + RecordText.of(node.layer())
                    + " asks for a parameter while it " + what
                    + ". Ask for parameters in bind, and only for buffers here.");
        }
    }

    /** Takes what an op asks for that does the work of a group up to a node, for a layer of it. */
    private NodeBinding binding(Node last, Node base, List<Integer> inputs) {
        return new NodeBinding(owner(last), base.name(), base.layer(), inputs.stream().map(network::shape).toList(),
                network.params().size(), slots.size());
    }

    /** Whose buffers those of a group are that ends with a node: a number beyond all nodes', which no other group has. */
    private int owner(Node last) {
        return network.nodes().size() + last.index();
    }

    /** Layers up to a node have become part of others. */
    private void replaced(int node, int owner) {
        ending[node] = null;
        discard(owner);
    }

    /** Lets go of the buffers of an op that another takes the place of. Others keep their numbers. */
    private void discard(int owner) {
        slots.replaceAll(slot -> slot.node() == owner ? slot.unused() : slot);
    }

    private Network build() {
        int[] places = new int[network.nodes().size()];
        List<Node> nodes = new ArrayList<>();
        for (Node last : network.nodes()) {
            FusedLayers group = ending[last.index()];
            if (group != null) {
                places[last.index()] = nodes.size();
                List<Integer> inputs = group.inputs().stream().map(i -> i == Node.INPUT ? i : places[i]).toList();
                nodes.add(isUnchanged(group)
                        ? alone(last, nodes.size(), inputs)
                        : together(group, nodes.size(), inputs));
            }
        }
        // a target stands behind those that write into it
        nodes.replaceAll(node -> node.target() == Node.OWN ? node : node.into(places[node.target()]));
        return new Network(network.input(), nodes, network.params(), slots, network.frozen(), network.blocks(),
                network.places());
    }

    /** Names of the layers that a node of a fused network stands for, in the order of computation. */
    public static List<String> members(Node node) {
        return List.of(node.name().split(Pattern.quote(TOGETHER)));
    }

    /** A node as it is, or a view where it does nothing in prediction. */
    private Node alone(Node node, int index, List<Integer> inputs) {
        return new Node(index, node.name(), node.layer(), inputs,
                isIdle(node) ? Bound.view(node.output()) : node.bound(), node.params(), node.index(), Node.OWN);
    }

    private static boolean isUnchanged(FusedLayers group) {
        return group.isAlone() && group.op() == group.base().bound().op();
    }

    private static Node together(FusedLayers group, int index, List<Integer> inputs) {
        Node last = group.last();
        List<Param> params = group.members().stream().flatMap(member -> member.params().stream()).toList();
        String name = group.members().stream().map(Node::name).collect(Collectors.joining(TOGETHER));
        return new Node(index, name, group.base().layer(), inputs,
                new Bound(last.output(), group.op(), group.multiplyAdds(), group.leastBatch()), params, last.index(),
                group.target());
    }
}
