package cnn.core.engine;

import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Slot;
import cnn.core.network.Slot.Kind;
import cnn.core.text.Count;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every array that a session computes in, as its plan says which numbers share one. */
final class Buffers {
    private final Plan plan;
    private final Network network;
    private final PackedWeights packed;
    private final int maxBatch;
    private final int slice;
    private final float[] input;
    private final float[] sliceInput;
    private final float[] output;
    private final float[][] outputs;
    private final float[][] gradients;
    private final float[][] parameterGradients;

    /** Allocates all but what each worker has of its own. */
    Buffers(Plan plan, PackedWeights packed, int maxBatch) {
        this.plan = plan;
        this.network = plan.network();
        this.packed = packed;
        this.maxBatch = maxBatch;
        slice = Math.min(maxBatch, plan.slice());
        input = allocate((long) network.input().size() * maxBatch);
        sliceInput = isSliced() ? allocate((long) network.input().size() * slice) : input;
        outputs = allocate(plan.activationSizes());
        output = isSliced() ? allocate((long) network.output().size() * maxBatch) : sliceOutput();
        gradients = allocate(plan.gradientSizes());
        parameterGradients = new float[network.params().size()][];
        for (Param param : network.params()) {
            if (plan.training && network.trains(param)) {
                parameterGradients[param.index()] = new float[param.shape().size()];
            }
        }
    }

    /** Whether a full batch goes through the network in several slices. */
    boolean isSliced() {
        return slice < maxBatch;
    }

    /** Examples that go through the network together. */
    int slice() {
        return slice;
    }

    /** Of the batch. */
    float[] input() {
        return input;
    }

    /** Of the examples that go through together: the batch's own where that is no more. */
    float[] sliceInput() {
        return sliceInput;
    }

    /** Of the batch. */
    float[] output() {
        return output;
    }

    /** Of the examples that go through together. */
    float[] sliceOutput() {
        return output(network.nodes().size() - 1);
    }

    /** What a node has computed, or the input where it is one of the views that show that. */
    float[] output(int node) {
        int buffer = plan.output(node);
        return buffer == Plan.NONE ? sliceInput : outputs[buffer];
    }

    /** The gradients at a place of the plan; null for {@link Plan#NONE}. */
    float @Nullable [] gradient(int place) {
        return place == Plan.NONE ? null : gradients[place];
    }

    /** So that those which nobody writes are 0. */
    void clearGradients() {
        for (float[] gradient : gradients) {
            Arrays.fill(gradient, 0);
        }
    }

    /** Null where it is not wanted. */
    float @Nullable [] gradient(Param param) {
        return parameterGradients[param.index()];
    }

    /** The pass of each node on each worker; a worker's scratch is its own. */
    void makePasses(Session session, NodePass[][] passes) {
        float[][] common = commonSlots();
        for (int worker = 0; worker < passes[0].length; worker++) {
            float[][] slots = common.clone();
            fill(slots, Kind.SCRATCH);
            for (Node node : network.nodes()) {
                passes[node.index()][worker] = pass(session, node, slots);
            }
        }
    }

    private NodePass pass(Session session, Node node, float[][] slots) {
        int count = node.inputs().size();
        float[][] inputs = new float[count][];
        float[][] inputGradients = new float[count][];
        for (int i = 0; i < count; i++) {
            inputs[i] = output(node.inputs().get(i));
            inputGradients[i] = gradient(plan.training ? plan.inputGradient(node, i) : Plan.NONE);
        }
        return new NodePass(session, node, inputs, output(node.index()), slots, inputGradients,
                gradient(plan.training ? plan.gradient(node.index()) : Plan.NONE), plan.rests(node));
    }

    private float[][] commonSlots() {
        float[][] slots = new float[network.slots().size()][];
        for (Kind kind : List.of(Kind.SAVED, Kind.SHARED)) {
            fill(slots, kind);
        }
        for (int i = 0; i < slots.length; i++) {
            if (packed.array(i) != null) {
                slots[i] = packed.array(i);
            }
        }
        return slots;
    }

    private void fill(float[][] slots, Kind kind) {
        long[] sizes = plan.sizes(kind, slice);
        float[][] arrays = new float[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            arrays[i] = allocate(sizes[i]);
        }
        for (int i = 0; i < slots.length; i++) {
            Slot slot = network.slots().get(i);
            if (slot.kind() == kind) {
                slots[i] = arrays.length == 0 ? new float[0] : arrays[plan.place(i)];
            }
        }
    }

    private float[][] allocate(List<Integer> floatsPerExample) {
        float[][] arrays = new float[floatsPerExample.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = allocate((long) floatsPerExample.get(i) * slice);
        }
        return arrays;
    }

    private float[] allocate(long floats) {
        if (floats > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A batch of " + Count.of(maxBatch, "example") + " of " + network.input()
                    + " needs a buffer of " + floats + " floats, more than the 2^31 - 9 that one array can hold. "
                    + "Use a smaller batch.");
        }
        return new float[(int) floats];
    }
}
