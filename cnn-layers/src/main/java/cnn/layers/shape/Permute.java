package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes in another order: axis i of the output is axis {@code axes[i]} of the input, 0 being the outermost. With
 * [1, 0, 2] it turns an image over its diagonal, y[j, i, c] = x[i, j, c]: (H, W, C) → (W, H, C). Any shape of as many axes.
 *
 * @param axes each axis of the input once, counted from 0
 */
@Id("permute")
public record Permute(List<Integer> axes) implements Layer {
    public Permute {
        axes = List.copyOf(axes);
        if (axes.isEmpty()
                || !axes.stream().sorted().toList().equals(IntStream.range(0, axes.size()).boxed().toList())) {
            throw new IllegalArgumentException("Permute was given the axes " + axes + " but needs each axis once, "
                    + "counted from 0. Give for example [1, 0, 2] to exchange rows and columns.");
        }
    }

    /** To this order. */
    public static Permute of(int... axes) {
        return new Permute(IntStream.of(axes).boxed().toList());
    }

    @Override
    public Bound bind(Binding in) {
        Shape from = in.input();
        if (from.rank() != axes.size()) {
            throw in.reject("it orders " + (axes.size() == 1 ? "1 axis" : axes.size() + " axes") + ", but an input of "
                    + from.rank() + " was given",
                    "Name each axis of the input once, from 0 to " + (from.rank() - 1));
        }
        int[] order = axes.stream().mapToInt(axis -> axis).toArray();
        return Bound.of(Shape.of(IntStream.of(order).map(from::dim).toArray()), Selection.reordered(from, order));
    }
}
