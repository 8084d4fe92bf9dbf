package cnn.testkit;

import cnn.api.Rng;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import cnn.testkit.BoundLayer.Kind;
import cnn.testkit.BoundLayer.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every number that a layer can reach in a run, each buffer exactly as large as asked for, and guarded. */
final class RunBuffers {
    final List<Guarded> inputs = new ArrayList<>();
    final List<Guarded> inputGradients = new ArrayList<>();
    /** Of parameters and states, by index. */
    final List<Guarded> values = new ArrayList<>();
    final List<Guarded> gradients = new ArrayList<>();
    final Guarded output;
    final Guarded outputGradient;
    /** By index; null for scratch, of which each worker has its own. */
    final List<@Nullable Guarded> slots = new ArrayList<>();
    private final BoundLayer layer;
    private final int batch;
    private final int room;
    private final Packer.Values packerValues = param -> values.get(param.index()).data;

    /** Buffers for a batch, with room for so many examples more, which is guarded. Parameters are drawn with seed 1. */
    RunBuffers(BoundLayer layer, int batch, int room) {
        this.layer = layer;
        this.batch = batch;
        this.room = room;
        for (int i = 0; i < layer.inputs().size(); i++) {
            int size = layer.inputs().get(i).size();
            String which = layer.inputs().size() == 1 ? "" : " " + i;
            inputs.add(new Guarded("input" + which, batch * size, room * size));
            inputGradients.add(new Guarded("input gradient" + which, batch * size, room * size));
        }
        int size = layer.output().size();
        output = new Guarded("output", batch * size, room * size);
        outputGradient = new Guarded("output gradient", batch * size, room * size);
        for (Param param : layer.params()) {
            values.add(
                    new Guarded((param.trained() ? "parameter " : "state ") + param.name(), param.shape().size(), 0));
            gradients.add(new Guarded("gradient of " + param.name(), param.shape().size(), 0));
        }
        for (Slot slot : layer.slots()) {
            slots.add(slot.kind() == Kind.SCRATCH ? null : allocate(slot));
        }
        draw(1);
        for (int i = 0; i < slots.size(); i++) { // only the first packing finds zeros
            if (layer.slots().get(i).packer() != null) {
                Arrays.fill(slots.get(i).data, 0, layer.slots().get(i).more(), 0);
            }
        }
    }

    /** Draws all parameters and states. */
    void draw(long seed) {
        for (Param param : layer.params()) {
            float[] data = values.get(param.index()).data;
            param.init().fill(data, param.shape(), new Rng(Rng.key(seed, param.index())));
        }
    }

    /** A buffer for a slot, at the size that this batch needs. */
    Guarded allocate(Slot slot) {
        String name = name(slot.kind()) + (slot.training() ? " for training buffer" : " buffer");
        return new Guarded(name, slot.floats(batch), room == 0 ? 0 : 64);
    }

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The index of a parameter, where it is one of the layer's own. */
    int known(Param param) {
        if (param.index() >= values.size() || layer.params().get(param.index()) != param) {
            throw layer.subject().wrong("it uses the handle of a parameter that is not its own: " + param.name(),
                    "Keep the handles that bind got in final fields of the op");
        }
        return param.index();
    }

    /** Packs what only training needs, or the rest. */
    void pack(boolean training, Kernels kernels) {
        for (int i = 0; i < slots.size(); i++) {
            Packer packer = layer.slots().get(i).packer();
            if (packer != null && layer.slots().get(i).training() == training) {
                packer.pack(packerValues, kernels, Objects.requireNonNull(slots.get(i)).data);
            }
        }
    }

    /** Marks all slots of a kind as unwritten. */
    void mark(Kind kind) {
        for (int i = 0; i < slots.size(); i++) {
            if (layer.slots().get(i).kind() == kind) {
                Objects.requireNonNull(slots.get(i)).mark();
            }
        }
    }

    /** Inputs and parameters must be as they were remembered, and nothing may be written behind any buffer. */
    void checkReadOnly(String method, boolean statesMayChange) {
        Subject subject = layer.subject();
        for (Guarded input : inputs) {
            input.checkUnchanged(subject, method);
            input.checkGuard(subject, method);
        }
        for (Param param : layer.params()) {
            if (param.trained() || !statesMayChange) {
                values.get(param.index()).checkUnchanged(subject, method);
            }
        }
        output.checkGuard(subject, method);
        inputGradients.forEach(gradient -> gradient.checkGuard(subject, method));
        for (Guarded slot : slots) {
            if (slot != null) {
                slot.checkGuard(subject, method);
            }
        }
    }

    /** Gradients of inputs, then of parameters, each full of a number. */
    void fillGradients(float with) {
        inputGradients.forEach(gradient -> Arrays.fill(gradient.data, with));
        gradients.forEach(gradient -> Arrays.fill(gradient.data, with));
    }
}
