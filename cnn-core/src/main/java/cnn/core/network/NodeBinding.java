package cnn.core.network;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what one layer asks for while it is bound. */
final class NodeBinding implements Binding {
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
        String full = name + "/" + param;
        if (params.stream().anyMatch(p -> p.name().equals(full))) {
            throw new IllegalArgumentException("Layer '" + name + "' " + layer + " asked for two parameters named '"
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
        slots.add(new Slot(node, kind, floatsPerExample, more, packer, training));
        return new FloatSlot(firstSlot + slots.size() - 1);
    }

    @Override
    public ShapeException reject(String problem, String remedy) {
        String shapes = inputs.stream().map(Shape::toString).collect(Collectors.joining(" and "));
        return new ShapeException(
                "Layer '" + name + "' " + layer + " cannot take " + shapes + ":\n" + problem + ". " + remedy + ".");
    }
}
