package cnn.core.network;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import cnn.core.registry.Fault;
import cnn.core.text.Count;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what one layer asks for while it is bound. */
final class NodeBinding implements Binding {
    private static final String SMALLER = "Use smaller numbers in its configuration, or a smaller input";

    private final int node;
    private final String name;
    private final Layer layer;
    private final List<Shape> inputs;
    private final int firstParam;
    private final int firstSlot;
    private final List<Param> params = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();

    NodeBinding(int node, String name, Layer layer, List<Shape> inputs, int firstParam, int firstSlot) {
        this.node = node;
        this.name = name;
        this.layer = layer;
        this.inputs = inputs;
        this.firstParam = firstParam;
        this.firstSlot = firstSlot;
    }

    /** Whose parameters and buffers these are. */
    int node() {
        return node;
    }

    List<Param> params() {
        return params;
    }

    List<Slot> slots() {
        return slots;
    }

    @Override
    public List<Shape> inputs() {
        return inputs;
    }

    @Override
    public Param param(String param, Shape shape, Init init) {
        return add(param, shape, init, true);
    }

    @Override
    public Param state(String param, Shape shape, Init init) {
        return add(param, shape, init, false);
    }

    private Param add(String param, Shape shape, Init init, boolean trained) {
        if (shape == null || init == null) {
            throw new IllegalArgumentException(
                    "Layer '" + name + "' " + RecordText.of(layer) + " asked for the parameter '" + param
                            + "' with shape " + shape + " and init " + init + ". Give it both.");
        }
        String full = name + "/" + param;
        if (params.stream().anyMatch(p -> p.name().equals(full))) {
            throw new IllegalArgumentException(
                    "Layer '" + name + "' " + RecordText.of(layer) + " asked for two parameters named '"
                            + param + "'. Give each its own name.");
        }
        params.add(new Param(firstParam + params.size(), full, shape, init, trained));
        return params.getLast();
    }

    @Override
    public FloatSlot saved(int floatsPerExample, int more) {
        return add(Slot.Kind.SAVED, floatsPerExample, more, null, false);
    }

    @Override
    public FloatSlot shared(int floatsPerExample, int more) {
        return add(Slot.Kind.SHARED, floatsPerExample, more, null, false);
    }

    @Override
    public FloatSlot sharedForTraining(int floatsPerExample, int more) {
        return add(Slot.Kind.SHARED, floatsPerExample, more, null, true);
    }

    @Override
    public FloatSlot scratch(int floats) {
        return add(Slot.Kind.SCRATCH, 0, floats, null, false);
    }

    @Override
    public FloatSlot scratchForTraining(int floats) {
        return add(Slot.Kind.SCRATCH, 0, floats, null, true);
    }

    @Override
    public FloatSlot packed(int floats, Packer packer) {
        return add(Slot.Kind.PACKED, 0, floats, packer, false);
    }

    @Override
    public FloatSlot packedForTraining(int floats, Packer packer) {
        return add(Slot.Kind.PACKED, 0, floats, packer, true);
    }

    private FloatSlot add(Slot.Kind kind, int floatsPerExample, int more, @Nullable Packer packer, boolean training) {
        if (floatsPerExample < 0 || more < 0) {
            throw reject(
                    "it asks for a buffer of " + Count.of(floatsPerExample, "float") + " for each example and " + more
                            + " more, which is what a number beyond 2^31 - 1 becomes as an int",
                    "Use smaller numbers in its "
                            + "configuration or a smaller input, and compute sizes with Math.multiplyExact");
        }
        slots.add(new Slot(node, kind, floatsPerExample, more, packer, training));
        return new FloatSlot(firstSlot + slots.size() - 1);
    }

    /** Binds the layer. Whatever goes wrong is told with its name. */
    Bound bind() {
        Bound bound;
        try {
            bound = layer.bind(this);
        } catch (ShapeException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw reject("with its options it takes more memory to lay out than the heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB has", SMALLER);
        } catch (NegativeArraySizeException e) {
            throw tooLarge(e);
        } catch (ArithmeticException e) {
            // once Math.multiplyExact has overflowed often, compiled code throws one exception for all, without a message
            if (e.getMessage() == null || e.getMessage().contains("overflow")) {
                throw tooLarge(e);
            }
            throw Fault.of("Layer '" + name + "'", layer, "bind", e);
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).contains("'" + name + "'")) {
                throw e;
            }
            throw rejected(String.valueOf(e.getMessage()), e);
        } catch (Throwable e) {
            throw Fault.of("Layer '" + name + "'", layer, "bind", e);
        }
        if (bound == null) {
            throw reject("its bind method returned null", "Return Bound.of(shape, op), or Bound.view(shape)");
        }
        return bound;
    }

    private ShapeException tooLarge(RuntimeException cause) {
        ShapeException rejection = reject(
                "with its options an array would have more than the 2^31 - 9 numbers that it can "
                        + "hold",
                SMALLER);
        rejection.initCause(cause);
        return rejection;
    }

    private ShapeException rejected(String sentences, RuntimeException cause) {
        ShapeException rejection = new ShapeException(head() + sentences);
        rejection.initCause(cause);
        return rejection;
    }

    private String head() {
        String shapes = inputs.stream().map(Shape::toString).collect(Collectors.joining(" and "));
        return "Layer '" + name + "' " + RecordText.of(layer) + " cannot take " + shapes + ":\n";
    }

    @Override
    public ShapeException reject(String problem, String remedy) {
        return new ShapeException(head() + problem + ". " + remedy + ".");
    }
}
