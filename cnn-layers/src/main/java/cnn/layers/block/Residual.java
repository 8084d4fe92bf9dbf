package cnn.layers.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import cnn.layers.Add;
import java.util.List;

/**
 * Layers with a way around them: y = body(x) + shortcut(x), the shortcut being x itself where none is given. Nothing
 * follows the sum: an activation behind it is an entry behind the block. Takes one input; body and shortcut must give one
 * shape.
 *
 * <p>The body's layers are named in the block itself, those of the shortcut below {@code shortcut}, the sum is
 * {@code add}.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, section 3.2.
 *
 * @param body the entries of the body, one or more
 * @param shortcut the entries of the shortcut; none for the input as it is
 */
@Id("residual")
public record Residual(List<Entry> body, @Default("[]") List<Entry> shortcut) implements Block {
    public Residual {
        body = List.copyOf(body);
        shortcut = List.copyOf(shortcut);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("A residual block needs at least one layer in its body but was given "
                    + "none. Give it one, or leave the block out.");
        }
    }

    /** Parts one behind the other, around which the input goes as it is. */
    public static Residual of(Part... body) {
        return new Residual(Entry.chain(body), List.of());
    }

    /** Brings the input to the body's shape with these parts, one behind the other. */
    public Residual shortcut(Part... parts) {
        return new Residual(body, Entry.chain(parts));
    }

    @Override
    public Signal expand(Expansion in) {
        Signal around = shortcut.isEmpty()
                ? in.input()
                : in.add("shortcut", new Sequential(shortcut), in.input());
        Signal through = in.add(body);
        if (!through.shape().equals(around.shape())) {
            throw in.reject("its body gives " + through.shape() + " and its "
                    + (shortcut.isEmpty() ? "input is " : "shortcut gives ") + around.shape()
                    + ", and only one shape can be added", remedy(in.input().shape(), through.shape()));
        }
        return in.add("add", new Add(), through, around);
    }

    /** The shortcut that would do, where one layer would. */
    private static String remedy(Shape from, Shape to) {
        if (from.rank() == 1 && to.rank() == 1) {
            return "Give it the shortcut [{dense: {units: " + to.channels() + "}}], or a body that ends with "
                    + from.channels();
        }
        int stride = from.isImage() && to.isImage() ? stride(from, to) : 0;
        if (stride == 0) {
            return "Let the body keep height and width, for example with padding: same, or change them in a shortcut "
                    + "too";
        }
        return "Give it the shortcut [{conv2d: {filters: " + to.channels() + ", kernel: 1"
                + (stride == 1 ? "" : ", stride: " + stride) + "}}], or a body that gives " + from;
    }

    /** Stride of a 1×1 convolution that makes the one size of the other; 0 where there is none. */
    private static int stride(Shape from, Shape to) {
        for (int stride = 1; stride <= from.height(); stride++) {
            if ((from.height() - 1) / stride + 1 == to.height() && (from.width() - 1) / stride + 1 == to.width()) {
                return stride;
            }
        }
        return 0;
    }
}
