package cnn.testkit;

import cnn.api.Shape;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.testkit.BoundLayer.Kind;
import cnn.testkit.BoundLayer.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

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
    private final RunBuffers buffers;
    private final boolean[] unwanted;
    private final boolean[] frozen;
    private PassOptions options;
    private ForwardPass forward;
    private BackwardPass backward;
    private boolean finite;
    /** The input whose array the output has, or −1. */
    private int inPlaceOf = -1;

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
        buffers = new RunBuffers(layer, batch, options.room());
        unwanted = new boolean[layer.inputs().size()];
        frozen = new boolean[layer.params().size()];
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
        buffers.draw(seed);
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
        return buffers.values.get(buffers.known(param)).data;
    }

    /** Goes forward. Returns a copy of the output, in which there is no NaN unless one was given. */
    public float[] forward(float[]... numbers) {
        if (numbers.length != buffers.inputs.size()) {
            throw new IllegalArgumentException(
                    subject.name() + " has " + Subject.count(buffers.inputs.size(), "input") + " but was given "
                            + numbers.length + ".");
        }
        give(numbers);
        finite = Arrays.stream(numbers).allMatch(LayerRun::finite);
        markWritten();
        buffers.inputs.forEach(Guarded::remember);
        buffers.values.forEach(Guarded::remember);
        forwardUnchecked();
        String method = options.training() ? "forward in training" : "forward in prediction";
        checkWritten(buffers.output, method, layer.output());
        checkReadOnly(method, options.training());
        return buffers.output.copy();
    }

    private void give(float[]... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            buffers.inputs.get(i).set(numbers[i]);
        }
    }

    /** Marks whatever forward writes. */
    private void markWritten() {
        buffers.output.mark();
        buffers.mark(Kind.SAVED);
        buffers.mark(Kind.SHARED);
        forward.markScratch();
    }

    /** Goes forward over an output of which some may be left as it is. Returns a copy with {@link Guarded#MARK} there. */
    float[] forwardOverMarks(float[]... numbers) {
        give(numbers);
        markWritten();
        forwardUnchecked();
        buffers.output.checkGuard(subject, "forward into a slice of the output");
        return buffers.output.copy();
    }

    /** Goes forward with the output in the place of an input. Returns a copy of it. */
    float[] forwardInPlace(int input, float[]... numbers) {
        give(numbers);
        inPlaceOf = input;
        try {
            forwardUnchecked();
        } finally {
            inPlaceOf = -1;
        }
        return buffers.inputs.get(input).copy();
    }

    /** Goes backward from the last {@link #forward}: {@code run.backward(dy).inputGradient(0)}. */
    public LayerRun backward(float[] numbers) {
        buffers.outputGradient.set(numbers);
        finite &= finite(numbers);
        buffers.inputGradients.forEach(Guarded::mark);
        buffers.gradients.forEach(Guarded::mark);
        buffers.mark(Kind.SHARED);
        backward.markScratch();
        buffers.outputGradient.remember();
        buffers.output.remember();
        buffers.values.forEach(Guarded::remember);
        backwardUnchecked();
        checkReadOnly("backward", false);
        if (!layer.hasAbsorbed()) {
            buffers.outputGradient.checkUnchanged(subject, "backward");
        }
        buffers.output.checkUnchanged(subject, "backward");
        for (int i = 0; i < buffers.inputs.size(); i++) {
            if (wants(i)) {
                checkWritten(buffers.inputGradients.get(i), "backward", layer.inputs().get(i));
            }
        }
        for (Param param : layer.trained()) {
            if (!isFrozen(param)) {
                checkWritten(buffers.gradients.get(param.index()), "backward", param.shape());
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
        return buffers.inputGradients.get(index).copy();
    }

    /** A copy of a trained parameter's gradient, after {@link #backward}. */
    public float[] gradient(String name) {
        return gradient(layer.param(name));
    }

    /** A copy of a trained parameter's gradient, after {@link #backward}. */
    public float[] gradient(Param param) {
        return buffers.gradients.get(buffers.known(param)).copy();
    }

    /** Goes forward with the inputs as they are, checking and allocating nothing. */
    void forwardUnchecked() {
        buffers.pack(false, options.kernels());
        if (options.training()) {
            buffers.pack(true, options.kernels());
        }
        Op op = layer.op();
        if (op == null) {
            System.arraycopy(buffers.inputs.getFirst().data, 0, buffers.output.data, 0, batch * layer.output().size());
        } else {
            op.forward(forward);
        }
    }

    /** Goes backward with the output gradient as it is, checking and allocating nothing. */
    void backwardUnchecked() {
        buffers.pack(true, options.kernels());
        Op op = layer.op();
        if (op == null) {
            System.arraycopy(buffers.outputGradient.data, 0, buffers.inputGradients.getFirst().data, 0,
                    batch * layer.output().size());
        } else {
            op.backward(backward);
        }
    }

    /** Goes backward with every gradient full of this number before. Gradients of inputs, then of parameters. */
    List<float[]> gradientsOver(float before, float[] numbers) {
        buffers.outputGradient.set(numbers);
        buffers.mark(Kind.SHARED);
        backward.markScratch();
        buffers.fillGradients(before);
        backwardUnchecked();
        List<float[]> results = new ArrayList<>();
        buffers.inputGradients.forEach(gradient -> results.add(gradient.copy()));
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
        return inPlaceOf < 0 ? buffers.output.data : buffers.inputs.get(inPlaceOf).data;
    }

    float[] outputGradient() {
        return buffers.outputGradient.data;
    }

    float[] input(int index) {
        if (index < 0 || index >= buffers.inputs.size()) {
            throw subject.wrong(
                    "it asks for input " + index + " but was bound to " + Subject.count(buffers.inputs.size(), "input"),
                    "Check the number of inputs in bind");
        }
        return buffers.inputs.get(index).data;
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
        return buffers.inputGradients.get(index).data;
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
        return buffers.gradients.get(buffers.known(param)).data;
    }

    /** Whether nobody wants the gradient of a parameter. */
    boolean isFrozen(Param param) {
        return frozen[param.index()];
    }

    float[] slot(FloatSlot slot) {
        return Objects.requireNonNull(buffers.slots.get(slot.index())).data;
    }

    AssertionError predictionUses(Slot slot) {
        String call = RunBuffers.name(slot.kind());
        return subject.wrong("forward in prediction reads a buffer that it asked for with " + call + "ForTraining",
                "Ask for it with " + call + ": the other is absent where a network is only used for prediction");
    }

    /** A buffer for a slot, at the size that this batch needs. */
    Guarded allocate(Slot slot) {
        return buffers.allocate(slot);
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
        buffers.checkReadOnly(method, statesMayChange);
        forward.checkGuards(method);
        backward.checkGuards(method);
    }
}
