package cnn.core.network;

import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.Epilogue;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Layers that run as one: one with those that it has absorbed, or branches with the layer that has merged them. One layer
 * alone is a group, too.
 *
 * @param members in the order of computation
 * @param base the layer that absorbs, or that has merged the others
 * @param bound what absorbs: the base's own work, or that of all which it has merged
 * @param baseInputs what the base's op takes; indices in the network as it was
 * @param epilogues of those that are absorbed
 * @param sides their side inputs, in the same way
 * @param op what does the work of all, or null for a view
 * @param owner whose buffers the op has
 * @param target index of the node in whose output they write theirs, in the network as it was; {@link Node#OWN} for their own
 */
record FusedLayers(List<Node> members, Node base, Bound bound, List<Integer> baseInputs, List<Epilogue> epilogues,
        List<Integer> sides, @Nullable Op op, int owner, int target) {

    static FusedLayers of(Node node) {
        return new FusedLayers(List.of(node), node, node.bound(), node.inputs(), List.of(), List.of(),
                node.bound().op(), node.index(), Node.OWN);
    }

    /** Branches that take one input, and the layer that has merged them. */
    static FusedLayers merged(List<FusedLayers> branches, Node node, Bound bound, int input, int owner) {
        Stream<Node> members = Stream.concat(branches.stream().flatMap(branch -> branch.members.stream()),
                Stream.of(node)).sorted((a, b) -> a.index() - b.index());
        return new FusedLayers(members.toList(), node, bound, List.of(input), List.of(), List.of(), bound.op(), owner,
                Node.OWN);
    }

    /** This and a layer behind it whose epilogue is to be absorbed, by no op so far. */
    FusedLayers with(Node node, Epilogue epilogue, int input) {
        List<Node> allMembers = new ArrayList<>(members);
        allMembers.add(node);
        List<Epilogue> allEpilogues = new ArrayList<>(epilogues);
        allEpilogues.add(epilogue);
        List<Integer> allSides = new ArrayList<>(sides);
        for (int i = 0; i < node.inputs().size(); i++) {
            if (i != input) {
                allSides.add(node.inputs().get(i));
            }
        }
        return new FusedLayers(allMembers, base, bound, baseInputs, allEpilogues, allSides, op, owner, target);
    }

    /** This and layers behind it that do nothing. */
    FusedLayers through(List<Node> idle) {
        List<Node> all = Stream.concat(members.stream(), idle.stream()).toList();
        return new FusedLayers(all, base, bound, baseInputs, epilogues, sides, op, owner, target);
    }

    /** These and those that take their output, as one op. */
    FusedLayers then(FusedLayers next, Op both, int newOwner) {
        List<Node> all = Stream.concat(members.stream(), next.members.stream()).sorted((a, b) -> a.index() - b.index())
                .toList();
        return new FusedLayers(all, base, bound, baseInputs, List.of(),
                Stream.concat(sides.stream(), next.inputs().stream().skip(1)).toList(), both, newOwner,
                target);
    }

    FusedLayers by(Op fused, int newOwner) {
        return new FusedLayers(members, base, bound, baseInputs, epilogues, sides, fused, newOwner, target);
    }

    /** The same by an op that writes into another node's output. */
    FusedLayers into(int node, Op slice, int newOwner) {
        return new FusedLayers(members, base, bound, baseInputs, epilogues, sides, slice, newOwner, node);
    }

    Node last() {
        return members.getLast();
    }

    boolean isAlone() {
        return members.size() == 1;
    }

    /** What the op takes: the base's inputs, then side inputs. */
    List<Integer> inputs() {
        return Stream.concat(baseInputs.stream(), sides.stream()).toList();
    }

    /** Of one example: what the base does now, and its members but for those that it has merged. */
    long multiplyAdds() {
        boolean merged = bound != base.bound();
        return bound.multiplyAdds() + members.stream()
                .filter(node -> merged ? node.index() > base.index() : node != base)
                .mapToLong(node -> node.bound().multiplyAdds()).sum();
    }

    int leastBatch() {
        return members.stream().mapToInt(member -> member.bound().leastBatch()).max().orElse(1);
    }

    /** Whether another layer may follow: in training an epilogue that reads its output must be the last. */
    boolean mayGrow(boolean training) {
        return op != null && !(training && !epilogues.isEmpty() && epilogues.getLast() instanceof Elementwise function
                && function.readsOutput());
    }

    /** The base's op with all epilogues absorbed; null where it cannot take them. */
    @Nullable
    Op absorbed(NodeBinding binding) {
        try {
            Op alone = bound.op();
            return alone == null ? null : alone.absorb(epilogues, binding);
        } catch (Throwable thrown) {
            throw base.fault("absorb", thrown);
        }
    }

    /** What the op says itself that it is in prediction; null where that is no linear map of its only input. */
    @Nullable
    LinearMap ownLinearMap() {
        try {
            return op == null || inputs().size() != 1 ? null : op.linearMap();
        } catch (Throwable thrown) {
            throw base.fault("linearMap", thrown);
        }
    }
}
