package cnn.core.network;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import cnn.core.registry.Fault;
import cnn.core.text.Echo;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One block while it is written out, and the messages that name it. */
final class BlockExpansion implements Expansion {
    private static final String TAKE = "Take its inputs, or what its own add gave back; what lies outside comes in as an "
            + "input";

    private final String path;
    private final Block block;
    private final Scope scope;
    private final int first;
    private final List<Signal> inputs;
    private boolean done;

    BlockExpansion(String path, Block block, Scope scope) {
        this.path = path;
        this.block = block;
        this.scope = scope;
        first = scope.assembly().size();
        inputs = scope.inputs().stream().map(this::output).toList();
    }

    /** What {@code add} hands out: a node of this network. */
    private record Handle(Assembly assembly, int index, String name, Shape shape) implements Signal {
    }

    private Signal output(int index) {
        Assembly assembly = scope.assembly();
        return new Handle(assembly, index, assembly.name(index), assembly.shape(index));
    }

    /** Writes the block out. Whatever goes wrong is told with its name. The index of its output's node comes back. */
    int expand() {
        Signal output;
        try {
            output = block.expand(this);
        } catch (ShapeException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            if (PlacedEntries.isPlaced(e) || message.matches("(?s)(Layer|Block) (name )?'.*")) { // it names the part already
                throw e;
            }
            ShapeException rejection = new ShapeException(head() + message);
            rejection.initCause(e);
            throw rejection;
        } catch (Throwable e) {
            throw Fault.of("Block '" + path + "'", block, "expand", e);
        }
        done = true;
        if (!(output instanceof Handle handle) || handle.assembly != scope.assembly() || handle.index < first) {
            throw reject(output == null
                    ? "its expand method returned null"
                    : "its expand method returned the output of '" + Echo.of(output.name())
                            + "', which is no part that it added",
                    "Return what the last add gave back");
        }
        return handle.index;
    }

    @Override
    public List<Signal> inputs() {
        return inputs;
    }

    @Override
    public Signal add(Part part) {
        return added(scope.add(scope.defaultName(checked(null, part)), part));
    }

    @Override
    public Signal add(String name, Part part) {
        return added(scope.add(name, checked(name, part)));
    }

    @Override
    public Signal add(Part part, Signal... from) {
        return added(scope.add(scope.defaultName(checked(null, part)), part, indices(from)));
    }

    @Override
    public Signal add(String name, Part part, Signal... from) {
        return added(scope.add(name, checked(name, part), indices(from)));
    }

    @Override
    public Signal add(List<Entry> body) {
        requireOpen();
        return added(scope.add(body, scope.inputs()));
    }

    private Signal added(int index) {
        return output(index);
    }

    private Part checked(@Nullable String name, @Nullable Part part) {
        requireOpen();
        if (part == null) {
            throw reject("it adds null", "Give add a layer or a block");
        }
        return new Entry(part, name, null).part(); // refuses a name that cannot be one
    }

    private void requireOpen() {
        if (done) {
            throw reject("it adds a part after its expand method has returned", "Add all parts in expand");
        }
    }

    private List<Integer> indices(Signal... from) {
        List<Integer> indices = new ArrayList<>();
        for (Signal output : from) {
            if (!(output instanceof Handle handle) || handle.assembly != scope.assembly()
                    || handle.index < first && !scope.inputs().contains(handle.index)) {
                throw reject(output == null
                        ? "it adds a part behind null"
                        : "it adds a part behind '" + Echo.of(output.name())
                                + "', which is none of its inputs and no part that it added",
                        TAKE);
            }
            indices.add(handle.index);
        }
        if (indices.isEmpty()) {
            throw reject("it adds a part behind nothing", TAKE);
        }
        return indices;
    }

    private String head() {
        String shapes = inputs.stream().map(input -> input.shape().toString()).collect(Collectors.joining(" and "));
        return "Block '" + Echo.of(path) + "' " + Echo.of(RecordText.of(block)) + " cannot take " + shapes + ":\n";
    }

    @Override
    public ShapeException reject(String problem, String remedy) {
        return new ShapeException(head() + problem + ". " + remedy + ".");
    }
}
