package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import cnn.testkit.BoundLayer.Kind;
import cnn.testkit.BoundLayer.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The smallest engine there is: one layer, one batch, every buffer exactly as large as asked for.
 *
 * {@snippet :
 * LayerRun run = LayerRun.of(new Scale(2), 1, Shape.vector(3));
 * float[] output = run.forward(new float[] {1, 2, 3});
 * float[] gradient = run.backward(new float[] {1, 1, 1}).inputGradient(0);
 * }
 *
 * Each pass throws {@link AssertionError} where the layer leaves something unwritten, writes where it must not, or
 * changes what is to be read only. Belongs to one thread.
 */
public final class LayerRun {
    private final BoundLayer layer;
    private final int batch;
    private final Subject subject;
    private final List<Guarded> inputs = new ArrayList<>();
    private final List<Guarded> inputGradients = new ArrayList<>();
    private final List<Guarded> values = new ArrayList<>();
    private final List<Guarded> gradients = new ArrayList<>();
    private final List<@Nullable Guarded> slots = new ArrayList<>();
    private final Guarded output;
    private final Guarded outputGradient;
    private final Packer.Values packerValues = param -> values.get(param.index()).data;
    private final boolean[] unwanted;
    private final boolean[] frozen;
    private PassOptions options;
    private ForwardPass forward;
    private BackwardPass backward;
    private boolean finite;

    /** A layer bound to the shapes of its inputs, as in training; buffers have room for one example more, which is guarded. */
    public static LayerRun of(Layer layer, int batch, Shape... inputs) {
        return new LayerRun(BoundLayer.of(layer, inputs), batch, PassOptions.forTraining().room(1));
    }

    /** Allocates everything and draws the parameters with seed 1. */
    public LayerRun(BoundLayer layer, int batch, PassOptions options) {
        this.layer = layer;
        this.batch = batch;
        this.options = options;
        subject = layer.subject();
        int guard = options.room();
        for (int i = 0; i < layer.inputs().size(); i++) {
            int size = layer.inputs().get(i).size();
            String which = layer.inputs().size() == 1 ? "" : " " + i;
            inputs.add(new Guarded("input" + which, batch * size, guard * size));
            inputGradients.add(new Guarded("input gradient" + which, batch * size, guard * size));
        }
        int size = layer.output().size();
        output = new Guarded("output", batch * size, guard * size);
        outputGradient = new Guarded("output gradient", batch * size, guard * size);
        unwanted = new boolean[inputs.size()];
        frozen = new boolean[layer.params().size()];
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
        choose();
        forward = new ForwardPass(this, false);
        backward = new BackwardPass(this, false);
    }

    /** Notes in plain arrays which gradients are wanted: an op asks in every pass. */
    private void choose() {
        for (int i = 0; i < unwanted.length; i++) {
            unwanted[i] = options.unwanted().contains(i);
        }
        for (Param param : layer.params()) {
            frozen[param.index()] = options.frozen().contains(layer.ownName(param));
        }
    }

    /**
     * Goes on with other options, on the same parameters and states: {@code run.with(now -> now.training(false))}.
     *
     * @throws IllegalArgumentException where buffers would need other sizes
     */
    public LayerRun with(UnaryOperator<PassOptions> change) {
        PassOptions changed = change.apply(options);
        if (changed.room() != options.room()) {
            throw new IllegalArgumentException("Buffers made with room " + options.room() + " cannot go on with room "
                    + changed.room() + ". Make another run.");
        }
        options = changed;
        choose();
        forward = new ForwardPass(this, false);
        backward = new BackwardPass(this, false);
        return this;
    }

    /** Draws all parameters and states anew. */
    public LayerRun draw(long seed) {
        for (Param param : layer.params()) {
            float[] data = values.get(param.index()).data;
            param.init().fill(data, param.shape(), new Rng(Rng.key(seed, param.index())));
        }
        return this;
    }

    /** The layer. */
    public BoundLayer layer() {
        return layer;
    }

    /** Examples in the batch. */
    public int batch() {
        return batch;
    }

    /** How it runs. */
    public PassOptions options() {
        return options;
    }

    /** The current numbers of a parameter or state, to be changed at will. */
    public float[] values(String name) {
        return values(layer.param(name));
    }

    /** The current numbers of a parameter or state, to be changed at will. */
    public float[] values(Param param) {
        return values.get(known(param)).data;
    }

    /** Goes forward. Returns a copy of the output, in which there is no NaN unless one was given. */
    public float[] forward(float[]... numbers) {
        if (numbers.length != inputs.size()) {
            throw new IllegalArgumentException(
                    subject.name() + " has " + inputs.size() + " inputs but was given " + numbers.length + ".");
        }
        for (int i = 0; i < numbers.length; i++) {
            inputs.get(i).set(numbers[i]);
        }
        finite = Arrays.stream(numbers).allMatch(LayerRun::finite);
        output.mark();
        markSlots(Kind.SAVED);
        markSlots(Kind.SHARED);
        forward.markScratch();
        inputs.forEach(Guarded::remember);
        values.forEach(Guarded::remember);
        forwardUnchecked();
        String method = options.training() ? "forward in training" : "forward in prediction";
        checkWritten(output, method, layer.output());
        checkReadOnly(method, options.training());
        return output.copy();
    }

    /** Goes backward from the last {@link #forward}: {@code run.backward(dy).inputGradient(0)}. */
    public LayerRun backward(float[] numbers) {
        outputGradient.set(numbers);
        finite &= finite(numbers);
        inputGradients.forEach(Guarded::mark);
        gradients.forEach(Guarded::mark);
        markSlots(Kind.SHARED);
        backward.markScratch();
        outputGradient.remember();
        output.remember();
        values.forEach(Guarded::remember);
        backwardUnchecked();
        checkReadOnly("backward", false);
        if (!layer.hasAbsorbed()) {
            outputGradient.checkUnchanged(subject, "backward");
        }
        output.checkUnchanged(subject, "backward");
        for (int i = 0; i < inputs.size(); i++) {
            if (wants(i)) {
                checkWritten(inputGradients.get(i), "backward", layer.inputs().get(i));
            }
        }
        for (Param param : layer.trained()) {
            if (!isFrozen(param)) {
                checkWritten(gradients.get(param.index()), "backward", param.shape());
            }
        }
        return this;
    }

    /** Does the last forward and backward once more, checking and allocating nothing: for measuring what the layer allocates. */
    public void repeat() {
        forwardUnchecked();
        backwardUnchecked();
    }

    /** A copy of an input's gradient, after {@link #backward}. */
    public float[] inputGradient(int index) {
        if (!wants(index)) {
            throw new IllegalStateException("The gradient of input " + index + " of " + subject.name()
                    + " has not been computed: the run's options count it among the unwanted. Leave it out there.");
        }
        return inputGradients.get(index).copy();
    }

    /** A copy of a trained parameter's gradient, after {@link #backward}. */
    public float[] gradient(String name) {
        return gradient(layer.param(name));
    }

    /** A copy of a trained parameter's gradient, after {@link #backward}. */
    public float[] gradient(Param param) {
        return gradients.get(known(param)).copy();
    }

    /** Goes forward with the inputs as they are, checking and allocating nothing. */
    void forwardUnchecked() {
        pack(false);
        if (options.training()) {
            pack(true);
        }
        Op op = layer.op();
        if (op == null) {
            System.arraycopy(inputs.getFirst().data, 0, output.data, 0, batch * layer.output().size());
        } else {
            op.forward(forward);
        }
    }

    /** Goes backward with the output gradient as it is, checking and allocating nothing. */
    void backwardUnchecked() {
        pack(true);
        Op op = layer.op();
        if (op == null) {
            System.arraycopy(outputGradient.data, 0, inputGradients.getFirst().data, 0,
                    batch * layer.output().size());
        } else {
            op.backward(backward);
        }
    }

    /** Goes backward with every gradient full of this number before. Gradients of inputs, then of parameters. */
    List<float[]> gradientsOver(float before, float[] numbers) {
        outputGradient.set(numbers);
        markSlots(Kind.SHARED);
        backward.markScratch();
        inputGradients.forEach(gradient -> Arrays.fill(gradient.data, before));
        gradients.forEach(gradient -> Arrays.fill(gradient.data, before));
        backwardUnchecked();
        List<float[]> results = new ArrayList<>();
        inputGradients.forEach(gradient -> results.add(gradient.copy()));
        for (Param param : layer.params()) {
            results.add(param.trained() ? gradient(param) : new float[0]);
        }
        return results;
    }

    Subject subject() {
        return subject;
    }

    ForwardPass forwardPass() {
        return forward;
    }

    BackwardPass backwardPass() {
        return backward;
    }

    float[] output() {
        return output.data;
    }

    float[] outputGradient() {
        return outputGradient.data;
    }

    float[] input(int index) {
        if (index < 0 || index >= inputs.size()) {
            throw subject.wrong("it asks for input " + index + " but was bound to " + inputs.size() + " inputs",
                    "Check the number of inputs in bind");
        }
        return inputs.get(index).data;
    }

    /** Whether anybody wants the gradient of an input. */
    boolean wants(int index) {
        return !unwanted[index];
    }

    float[] inputGradientArray(int index) {
        if (!wants(index)) {
            throw subject.wrong("backward asks for the gradient of input " + index + ", which nobody wants",
                    "Ask pass.wantsInputGradient(" + index + ") first, as the first layer of a network is never asked "
                            + "for it");
        }
        return inputGradients.get(index).data;
    }

    float[] gradientArray(Param param) {
        if (!param.trained()) {
            throw subject.wrong("backward asks for the gradient of " + param.name() + ", which is a state",
                    "States are not trained; ask for binding.param instead of binding.state if it is to be");
        }
        if (isFrozen(param)) {
            throw subject.wrong("backward asks for the gradient of " + param.name() + ", which is frozen",
                    "Ask pass.wantsGradient(param) first, and leave out the work for what nobody wants");
        }
        return gradients.get(known(param)).data;
    }

    /** Whether nobody wants the gradient of a parameter. */
    boolean isFrozen(Param param) {
        return frozen[param.index()];
    }

    float[] slot(FloatSlot slot) {
        return Objects.requireNonNull(slots.get(slot.index())).data;
    }

    AssertionError predictionUses(Slot slot) {
        String call = name(slot.kind());
        return subject.wrong("forward in prediction reads a buffer that it asked for with " + call + "ForTraining",
                "Ask for it with " + call + ": the other is absent where a network is only used for prediction");
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** A buffer for a slot, at the size that this batch needs. */
    Guarded allocate(Slot slot) {
        String name = name(slot.kind()) + (slot.training() ? " for training buffer" : " buffer");
        return new Guarded(name, slot.floats(batch), options.room() == 0 ? 0 : 64);
    }

    private int known(Param param) {
        if (param.index() >= values.size() || layer.params().get(param.index()) != param) {
            throw subject.wrong("it uses the handle of a parameter that is not its own: " + param.name(),
                    "Keep the handles that bind got in final fields of the op");
        }
        return param.index();
    }

    /** Packs what only training needs, or the rest. */
    private void pack(boolean training) {
        for (int i = 0; i < slots.size(); i++) {
            Packer packer = layer.slots().get(i).packer();
            if (packer != null && layer.slots().get(i).training() == training) {
                packer.pack(packerValues, options.kernels(), Objects.requireNonNull(slots.get(i)).data);
            }
        }
    }

    private void markSlots(Kind kind) {
        for (int i = 0; i < slots.size(); i++) {
            if (layer.slots().get(i).kind() == kind) {
                Objects.requireNonNull(slots.get(i)).mark();
            }
        }
    }

    private void checkWritten(Guarded buffer, String method, Shape example) {
        buffer.checkWritten(subject, method, example);
        if (finite) {
            buffer.checkNumbers(subject, method, example);
        }
    }

    private static boolean finite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    private void checkReadOnly(String method, boolean statesMayChange) {
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
        forward.checkGuards(method);
        backward.checkGuards(method);
    }
}
