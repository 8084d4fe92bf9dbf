package cnn.core.engine;

import cnn.api.kernel.Kernels;
import cnn.api.layer.Packer;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Slot;
import cnn.core.network.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weights in the order that kernels want, rebuilt when the weights change and shared by all who use them. */
public final class PackedWeights {
    private final List<Node> nodes;
    private final List<Slot> slots;
    private final float[][] arrays;
    /** The largest first: who begins with one late keeps all others waiting. */
    private final int[] used;
    /** Of these, what a step of training can change. */
    private final int[] learning;
    private int[] stale;
    private final Packer.Values values;
    private final Kernels kernels;
    private final Workers.Job pack = this::pack;

    /** Packs the weights as the sessions of a plan want them, which compute with these kernels. */
    public PackedWeights(Plan plan, Weights weights, Kernels kernels) {
        this(plan, weights, kernels, null);
    }

    /** Packs the weights, on all of an engine's threads, as the sessions of a plan want them. */
    public PackedWeights(Plan plan, Weights weights, Engine engine) {
        this(plan, weights, engine.kernels(), engine.workers());
    }

    private PackedWeights(Plan plan, Weights weights, Kernels kernels, @Nullable Workers workers) {
        this.values = weights::values;
        this.kernels = kernels;
        this.nodes = plan.network().nodes();
        this.slots = plan.network().slots();
        this.arrays = new float[slots.size()][];
        List<Integer> packed = new ArrayList<>();
        for (int i = 0; i < arrays.length; i++) {
            if (slots.get(i).packer() != null && plan.needs(slots.get(i))) {
                arrays[i] = new float[slots.get(i).floats()];
                packed.add(i);
            }
        }
        packed.sort(Comparator.comparingInt((Integer i) -> slots.get(i).floats()).reversed());
        used = packed.stream().mapToInt(Integer::intValue).toArray();
        learning = packed.stream().filter(i -> learns(plan.network(), owner(slots.get(i)))).mapToInt(Integer::intValue)
                .toArray();
        stale = used;
        if (workers != null) {
            workers.run(used.length, pack);
            return;
        }
        for (int i = 0; i < used.length; i++) {
            pack(i, 0);
        }
    }

    private static boolean learns(Network network, Node node) {
        return node.params().isEmpty() || node.params().stream().anyMatch(param -> !network.isFrozen(param));
    }

    /**
     * Packs anew after the weights have changed. By one thread at a time.
     *
     * @param all whether frozen ones have changed, too
     */
    void refresh(Workers workers, boolean all) {
        stale = all ? used : learning;
        workers.run(stale.length, pack);
    }

    private void pack(int index, int worker) {
        Slot slot = slots.get(stale[index]);
        try {
            slot.packer().pack(values, kernels, arrays[stale[index]]);
        } catch (Throwable thrown) {
            throw owner(slot).fault("packing weights", thrown);
        }
    }

    /** Whose buffer it is. Layers that absorbed others own theirs under the last one's number, beyond all nodes'. */
    private Node owner(Slot slot) {
        int count = nodes.getLast().origin() + 1;
        return nodes.stream().filter(node -> node.origin() == slot.node() % count).findFirst().orElseThrow();
    }

    /** The array behind a slot, or null where it is not packed here. */
    float[] array(int slot) {
        return arrays[slot];
    }
}
