package cnn.core.engine;

import cnn.api.layer.Param;
import cnn.core.network.Fusion;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Slot;
import cnn.core.network.Slot.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * Which buffer holds what, decided before any number exists, so that memory is known in advance. Numbers that are not
 * needed at the same time share a buffer: in prediction a layer's output lives until the last layer that reads it, or is
 * overwritten by that layer's where it works in place; in
 * training all outputs live on for the backward pass and gradients live until their layer has used them.
 */
public final class Plan {
    /** No buffer. */
    static final int NONE = -1;
    /** What a layer reads and writes should stay in a last-level cache that others use too: 3 MiB. */
    private static final int SLICE_FLOATS = 3 << 18;
    /** Where weights ask for longer slices, these should fit in a last-level cache all the same: 32 MiB. */
    private static final int MOST_FLOATS = 1 << 23;
    /** All that layers read and write for a slice is so many times the weights that are read again for it. */
    private static final int READ_AGAIN = 12;

    final Network network;
    final boolean training;
    /** Whether the gradient of every layer's output, and of the input, is wanted and kept. */
    private final boolean inspects;
    /** Node whose op made the numbers that a node's output shows: itself, or for a view an earlier one. */
    private final int[] root;
    private final boolean[] wanted;
    private final int[] outputs;
    /** Of the input first, then of each node's output. */
    private final int[] gradients;
    private final int[][] extras;
    private final boolean[][] adds;
    private final List<Integer> activationSizes;
    private final List<Integer> gradientSizes;
    private final int slice;

    private Plan(Network network, boolean training, boolean inspects) {
        this.network = network;
        this.training = training;
        this.inspects = inspects;
        int count = network.nodes().size();
        root = new int[count];
        wanted = new boolean[count];
        outputs = new int[count];
        gradients = new int[count + 1];
        extras = new int[count][];
        adds = new boolean[count][];
        for (Node node : network.nodes()) {
            root[node.index()] = node.isView() ? root(node.inputs().getFirst()) : node.index();
            wanted[node.index()] = inspects || node.params().stream().anyMatch(network::trains)
                    || node.inputs().stream().anyMatch(this::isWanted);
        }
        activationSizes = planOutputs();
        gradientSizes = training ? planGradients() : List.of();
        slice = training ? Integer.MAX_VALUE : planSlice();
    }

    /**
     * In prediction examples do not see each other, so that a large batch may go through the network slice by slice, each
     * layer finding in the cache what the one before has written. But each slice reads all weights again, so it must be
     * long enough that these are little beside the outputs.
     */
    private int planSlice() {
        long widest = 1;
        long sum = 0;
        for (Node node : network.nodes()) {
            long floats = node.isView() ? 0 : node.output().size();
            for (int i = 0; i < node.inputs().size() && !node.isView(); i++) {
                floats += network.inputShape(node, i).size();
            }
            widest = Math.max(widest, floats);
            sum += floats;
        }
        long packed = network.slots().stream().filter(slot -> slot.kind() == Kind.PACKED && needs(slot))
                .mapToLong(Slot::floats).sum();
        long fit = Math.max(1, SLICE_FLOATS / widest);
        long examples = Math.max(fit, Math.ceilDiv(packed, Math.max(1, sum / READ_AGAIN)));
        return examples == fit || examples <= MOST_FLOATS / widest ? (int) examples : Integer.MAX_VALUE;
    }

    /** Examples that go through all layers together; a larger batch goes slice by slice. */
    int slice() {
        return slice;
    }

    /** In how many slices a batch goes: of equal length, as a last one of few examples would take longer for each. */
    int slices(int examples) {
        return Math.ceilDiv(examples, slice);
    }

    /** A plan that keeps what the backward pass reads, and provides gradients. */
    public static Plan forTraining(Network network) {
        return new Plan(Fusion.forTraining(network), true, false);
    }

    /** A plan that keeps an output only as long as a layer reads it. */
    public static Plan forPrediction(Network network) {
        return new Plan(Fusion.forPrediction(network), false, false);
    }

    /**
     * A plan that keeps every layer's output and the gradients of all of them, and of the input: no layer absorbs another, and
     * no two share a buffer.
     */
    public static Plan forInspection(Network network) {
        return new Plan(network, true, true);
    }

    /** The network as it will run, with layers that have absorbed others. */
    public Network network() {
        return network;
    }

    /** Whether sessions of this plan need a buffer. */
    boolean needs(Slot slot) {
        return training || !slot.training();
    }

    /**
     * Bytes of all buffers and weights while running.
     *
     * @param batch examples in a batch
     * @param threads threads that compute
     * @param optimizerSlots buffers that the optimizer keeps for every trained number
     */
    public long bytes(int batch, int threads, int optimizerSlots) {
        int together = Math.min(batch, slice);
        long floats = (long) together * (sum(activationSizes) + sum(gradientSizes));
        floats += (long) network.input().size() * batch;
        if (together < batch) {
            floats += (long) network.input().size() * together + (long) network.output().size() * batch;
        }
        for (Param param : network.params()) {
            int copies = training && network.trains(param) ? 2 + optimizerSlots : 1;
            floats += (long) param.shape().size() * copies;
        }
        for (Kind kind : Kind.values()) {
            long times = kind == Kind.SCRATCH ? threads : 1;
            for (long size : sizes(kind, together)) {
                floats += size * times;
            }
        }
        return floats * Float.BYTES;
    }

    private static long sum(List<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }

    /** Whether slots of this kind lie over those of other nodes, since their numbers live for one call only. */
    boolean overlaid(Kind kind) {
        return kind == Kind.SHARED || kind == Kind.SCRATCH || kind == Kind.SAVED && !training;
    }

    /** Sizes of the arrays behind all slots of a kind. */
    long[] sizes(Kind kind, int batch) {
        List<Slot> slots = network.slots();
        long[] sizes = new long[slots.size()];
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.kind() == kind && needs(slot)) {
                int place = place(i);
                sizes[place] = Math.max(sizes[place], slot.size(batch));
            }
        }
        return Arrays.stream(sizes).filter(size -> size > 0).count() == 0 ? new long[0] : sizes;
    }

    /** Which array serves a slot: its own, or where slots are overlaid, that of the first node's slot of that rank. */
    int place(int slot) {
        List<Slot> slots = network.slots();
        Kind kind = slots.get(slot).kind();
        if (!overlaid(kind)) {
            return slot;
        }
        int rank = rank(slot);
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).kind() == kind && rank(i) == rank) {
                return i;
            }
        }
        throw new AssertionError(slot);
    }

    private int rank(int slot) {
        List<Slot> slots = network.slots();
        int rank = 0;
        for (int i = slot - 1; i >= 0 && slots.get(i).node() == slots.get(slot).node(); i--) {
            rank += slots.get(i).kind() == slots.get(slot).kind() ? 1 : 0;
        }
        return rank;
    }

    /** Buffer of a node's output; {@link #NONE} for the network's input, which has its own. */
    int output(int node) {
        return node == Node.INPUT || root[node] == Node.INPUT ? NONE : outputs[root[node]];
    }

    /** Buffer of the gradient of a node's output, or of the input; {@link #NONE} where nobody wants it. */
    int gradient(int node) {
        return gradients[1 + root(node)];
    }

    /** Whether a node works as in prediction while others learn: it has states, and all are frozen. */
    boolean rests(Node node) {
        List<Param> states = node.params().stream().filter(param -> !param.trained()).toList();
        return !states.isEmpty() && states.stream().allMatch(network::isFrozen);
    }

    /** Whether the gradient of this output, or of the input, is wanted: something before it learns, or all are. */
    boolean isWanted(int node) {
        return node == Node.INPUT ? inspects : wanted[node];
    }

    /** Buffer that a node's gradient for one of its inputs goes to first. */
    int inputGradient(Node node, int input) {
        return extras[node.index()][input];
    }

    /** Whether that buffer is then added to the input's gradient, because another layer wrote there first. */
    boolean addsInputGradient(Node node, int input) {
        return adds[node.index()][input];
    }

    /** Floats per example of each output buffer. */
    List<Integer> activationSizes() {
        return activationSizes;
    }

    /** Floats per example of each gradient buffer. */
    List<Integer> gradientSizes() {
        return gradientSizes;
    }

    private int root(int node) {
        return node == Node.INPUT ? Node.INPUT : root[node];
    }

    private List<Integer> planOutputs() {
        int[] lastUse = new int[outputs.length];
        for (Node node : network.nodes()) {
            for (int input : node.inputs()) {
                if (root(input) != Node.INPUT) {
                    lastUse[root(input)] = node.index();
                }
            }
        }
        int last = outputs.length - 1;
        if (root[last] != Node.INPUT) {
            lastUse[root[last]] = outputs.length;
        }
        Arena arena = new Arena();
        Arrays.fill(outputs, NONE);
        for (Node node : network.nodes()) {
            int replaced = training ? NONE : replaced(node, lastUse);
            if (!node.isView()) {
                outputs[node.index()] = replaced == NONE ? acquire(node, arena) : outputs[replaced];
            }
            for (int earlier = 0; earlier < node.index() && !training; earlier++) {
                if (root[earlier] == earlier && earlier != replaced && lastUse[earlier] == node.index()
                        && network.nodes().get(earlier).target() == Node.OWN) {
                    arena.release(outputs[earlier]);
                }
            }
        }
        return arena.sizes();
    }

    /** The buffer of a node's output: where it writes into another's, that one's, which the first to do so asks for. */
    private int acquire(Node node, Arena arena) {
        int target = node.target() == Node.OWN ? node.index() : node.target();
        if (outputs[target] == NONE) {
            outputs[target] = arena.acquire(network.nodes().get(target).output().size());
        }
        return outputs[target];
    }

    /** Whose output a node's takes the place of: that of an input which it alone reads, and no longer; otherwise {@link #NONE}. */
    private int replaced(Node node, int[] lastUse) {
        boolean possible = !node.isView() && node.target() == Node.OWN && outputs[node.index()] == NONE;
        for (int i = 0; i < node.inputs().size() && possible; i++) {
            int of = root(node.inputs().get(i));
            boolean alone = of != Node.INPUT && lastUse[of] == node.index()
                    && node.inputs().stream().filter(input -> root(input) == of).count() == 1;
            if (alone && network.inputShape(node, i).size() == node.output().size() && node.worksInPlace(i)) {
                return of;
            }
        }
        return NONE;
    }

    /** Walks backward as the engine will: who writes an output's gradient first writes in place, later ones add. */
    private List<Integer> planGradients() {
        Arena arena = new Arena();
        Arrays.fill(gradients, NONE);
        int last = network.nodes().size() - 1;
        if (inspects || root[last] != Node.INPUT) {
            gradients[1 + root[last]] = arena.acquire(network.output().size());
        }
        for (Node node : network.nodes().reversed()) {
            int[] extra = new int[node.inputs().size()];
            boolean[] add = new boolean[extra.length];
            Arrays.fill(extra, NONE);
            extras[node.index()] = extra;
            adds[node.index()] = add;
            if (node.isView() || !isWanted(node.index())) {
                continue;
            }
            for (int i = 0; i < extra.length; i++) {
                int source = node.inputs().get(i);
                if (isWanted(source)) {
                    int from = 1 + root(source);
                    add[i] = gradients[from] != NONE;
                    extra[i] = arena.acquire(network.inputShape(node, i).size());
                    if (!add[i]) {
                        gradients[from] = extra[i];
                    }
                }
            }
            for (int i = 0; i < extra.length; i++) {
                if (add[i]) {
                    arena.release(extra[i]);
                }
            }
            int own = gradients[1 + node.index()];
            if (own != NONE && !inspects) {
                arena.release(own);
            }
        }
        return arena.sizes();
    }
}
