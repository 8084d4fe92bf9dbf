package cnn.core.network;

import cnn.api.Shape;
import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings layers together that can do their work in one pass over memory: a layer absorbs the one behind it where that
 * offers an {@link Epilogue} and nobody else reads what lies between. No layer is known here by name.
 *
 * <p>The result is a network with fewer nodes, the same parameters, and the same numbers: bit for bit where functions of
 * single numbers were absorbed, to within rounding where factors were folded into weights.
 */
public final class Fusion {
    private static final String TOGETHER = " + ";

    private final Network network;
    private final boolean training;
    private final int[] readers;
    /** The group that ends with a node, while groups grow. */
    private final Group[] ending;
    private final List<Slot> slots;

    private Fusion(Network network, boolean training) {
        this.network = network;
        this.training = training;
        int count = network.nodes().size();
        readers = new int[count];
        ending = new Group[count];
        slots = new ArrayList<>(network.slots());
        for (Node node : network.nodes()) {
            node.inputs().stream().filter(input -> input != Node.INPUT).forEach(input -> readers[input]++);
        }
        for (Node node : network.nodes()) {
            Group absorbing = absorbing(node);
            ending[node.index()] = absorbing == null ? Group.of(node) : absorbing;
        }
    }

    /** A network that trains to the same numbers, bit for bit. */
    public static Network forTraining(Network network) {
        return new Fusion(network, true).build();
    }

    /** A network that predicts the same, factors by channel folded into weights. */
    public static Network forPrediction(Network network) {
        return new Fusion(network, false).build();
    }

    /** The group before a node with that node absorbed, or null. The input that is computed last is tried first. */
    private @Nullable Group absorbing(Node node) {
        Op op = node.bound().op();
        if (op == null) {
            return null;
        }
        for (int input : node.inputs().stream().distinct().sorted((a, b) -> b - a).toList()) {
            Group before = input == Node.INPUT ? null : ending[input];
            if (before != null && readers[input] == 1 && before.mayGrow(training)) {
                Group grown = grown(before, node, op, node.inputs().indexOf(input));
                if (grown != null) {
                    ending[input] = null;
                    return grown;
                }
            }
        }
        return null;
    }

    private @Nullable Group grown(Group before, Node node, Op op, int input) {
        Epilogue epilogue = offered(node, op, new Epilogue.Place(input, before.inputs().size(), training));
        if (epilogue == null || epilogue instanceof Epilogue.Identity) {
            return null;
        }
        Group grown = before.with(node, epilogue, input);
        NodeBinding binding = binding(grown);
        Op fused = grown.absorbed(binding);
        if (fused == null) {
            return null;
        }
        discard(before.owner());
        discard(node.index());
        slots.addAll(binding.slots());
        return grown.by(fused, binding.node());
    }

    private static @Nullable Epilogue offered(Node node, Op op, Epilogue.Place place) {
        try {
            return op.epilogue(place);
        } catch (Throwable thrown) {
            throw node.fault("epilogue", thrown);
        }
    }

    /** Gives buffers to a group's op. The last member's number, beyond all nodes', is the owner's: no other group has it. */
    private NodeBinding binding(Group group) {
        Node head = group.head();
        List<Shape> shapes = IntStream.range(0, head.inputs().size()).mapToObj(i -> network.inputShape(head, i))
                .toList();
        int owner = network.nodes().size() + group.members().getLast().index();
        return new NodeBinding(owner, head.name(), head.layer(), shapes, network.params().size(), slots.size());
    }

    /** Lets go of the buffers of an op that another takes the place of. Others keep their numbers. */
    private void discard(int owner) {
        slots.replaceAll(slot -> slot.node() == owner ? slot.unused() : slot);
    }

    private Network build() {
        int[] places = new int[network.nodes().size()];
        List<Node> nodes = new ArrayList<>();
        for (Node last : network.nodes()) {
            Group group = ending[last.index()];
            if (group != null) {
                places[last.index()] = nodes.size();
                List<Integer> inputs = group.inputs().stream().map(i -> i == Node.INPUT ? i : places[i]).toList();
                nodes.add(group.epilogues().isEmpty()
                        ? alone(last, nodes.size(), inputs)
                        : together(group, nodes.size(), inputs));
            }
        }
        return new Network(network.input(), nodes, network.params(), slots, network.frozen(), network.blocks(),
                network.places());
    }

    /** Names of the layers that a node of a fused network stands for, the one that has absorbed the others first. */
    public static List<String> members(Node node) {
        return List.of(node.name().split(Pattern.quote(TOGETHER)));
    }

    /** A node as it is, or a view where it does nothing in prediction. */
    private Node alone(Node node, int index, List<Integer> inputs) {
        Op op = node.bound().op();
        boolean idle = !training && op != null && inputs.size() == 1
                && offered(node, op, new Epilogue.Place(0, 1, false)) instanceof Epilogue.Identity;
        return new Node(index, node.name(), node.layer(), inputs, idle ? Bound.view(node.output()) : node.bound(),
                node.params(), node.index());
    }

    private Node together(Group group, int index, List<Integer> inputs) {
        Node last = group.members().getLast();
        List<Param> params = group.members().stream().flatMap(member -> member.params().stream()).toList();
        String name = group.members().stream().map(Node::name).collect(Collectors.joining(TOGETHER));
        long multiplyAdds = group.members().stream().mapToLong(member -> member.bound().multiplyAdds()).sum();
        int leastBatch = group.members().stream().mapToInt(member -> member.bound().leastBatch()).max().orElse(1);
        return new Node(index, name, group.head().layer(), inputs,
                new Bound(last.output(), group.op(), multiplyAdds, leastBatch), params, last.index());
    }

    /**
     * A layer and those that it has absorbed.
     *
     * @param members the absorbing layer first
     * @param epilogues of all but the first
     * @param inputs those of the first, then side inputs; indices in the network as it was
     * @param op what does the work of all, or null for a view
     * @param owner whose buffers the op has
     */
    private record Group(List<Node> members, List<Epilogue> epilogues, List<Integer> inputs, @Nullable Op op,
            int owner) {
        static Group of(Node node) {
            return new Group(List.of(node), List.of(), node.inputs(), node.bound().op(), node.index());
        }

        Group by(Op fused, int newOwner) {
            return new Group(members, epilogues, inputs, fused, newOwner);
        }

        Node head() {
            return members.getFirst();
        }

        /** Whether another layer may follow: in training an epilogue that reads its output must be the last. */
        boolean mayGrow(boolean training) {
            return op != null && !(training && !epilogues.isEmpty()
                    && epilogues.getLast() instanceof Elementwise last && last.readsOutput());
        }

        Group with(Node node, Epilogue epilogue, int input) {
            List<Node> allMembers = new ArrayList<>(members);
            allMembers.add(node);
            List<Epilogue> allEpilogues = new ArrayList<>(epilogues);
            allEpilogues.add(epilogue);
            List<Integer> allInputs = new ArrayList<>(inputs);
            for (int i = 0; i < node.inputs().size(); i++) {
                if (i != input) {
                    allInputs.add(node.inputs().get(i));
                }
            }
            return new Group(allMembers, allEpilogues, allInputs, op, owner);
        }

        @Nullable
        Op absorbed(NodeBinding binding) {
            Op alone = head().bound().op();
            Op absorbed;
            try {
                absorbed = alone == null ? null : alone.absorb(epilogues, binding);
            } catch (Throwable thrown) {
                throw head().fault("absorb", thrown);
            }
            if (absorbed != null && !binding.params().isEmpty()) {
                throw new IllegalStateException("Layer '" + head().name() + "' " + RecordText.of(head().layer())
                        + " asks for a parameter while it absorbs '" + members.getLast().name()
                        + "'. Ask for parameters in bind, and only for buffers here.");
            }
            return absorbed;
        }
    }
}
