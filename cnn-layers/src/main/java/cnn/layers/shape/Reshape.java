package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.text.Count;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same numbers, in their order, under other axes: (H, W, C) → {@code to}. One axis may be −1, which stands for what
 * is left. Any shape of as many numbers. A view: nothing is copied.
 *
 * @param to lengths of the axes, outermost first: [14, 14, 64], or [−1, 64]
 */
@Id("reshape")
public record Reshape(List<Integer> to) implements Layer {
    public Reshape {
        to = List.copyOf(to);
        if (to.isEmpty() || to.stream().anyMatch(axis -> axis < 1 && axis != -1)
                || to.stream().filter(axis -> axis == -1).count() > 1) {
            throw new IllegalArgumentException("Reshape was given the axes " + to + " but needs one or more, each of "
                    + "length 1 or more, and at most one of them -1, for what is left. Give for example [14, 14, -1].");
        }
    }

    /** To these axes, of which one may be −1. */
    public static Reshape of(int... to) {
        return new Reshape(IntStream.of(to).boxed().toList());
    }

    @Override
    public Bound bind(Binding in) {
        Shape from = in.input();
        long known = 1;
        for (int axis : to) {
            known = Math.multiplyExact(known, Math.max(1, axis));
        }
        boolean open = to.contains(-1);
        if (open ? from.size() % known != 0 : from.size() != known) {
            throw in.reject("its " + Count.of(from.size(), "number") + " cannot be laid out as " + to,
                    "Give axes whose lengths multiply to " + from.size() + (open ? "" : ", or -1 for one of them"));
        }
        int left = (int) (from.size() / known);
        return Bound.view(Shape.of(to.stream().mapToInt(axis -> axis == -1 ? left : axis).toArray()));
    }
}
