package cnn.layers.attention;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.AveragePool2d;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.Flatten;
import cnn.layers.Multiply;
import cnn.layers.Size;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.Sigmoid;
import cnn.layers.shape.Crop2d;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.Sides;

/**
 * Coordinate attention: weighs each channel of each row and of each column by what they show,
 * y[i, j, c] = x[i, j, c] · r[i, c] · s[j, c]. Means over rows and means over columns go through one 1×1 convolution
 * together, batch normalisation and hard swish, then each through one of its own and a sigmoid. (H, W, C) → (H, W, C).
 *
 * <p>With m = max(8, C / reduction) channels between, it has 3 · C · m + 2 · m + 2 · C parameters: MobileNet-v2 with one in each
 * of its sixteen blocks that expand has 3,950,408, the 3.95 million of the paper's table 3. The authors' program has m more,
 * biases before the normalisation, which takes them away again.
 *
 * <p>Hou, Zhou and Feng, "Coordinate attention for efficient mobile network design", CVPR 2021.
 *
 * @param reduction what the channels are divided by, 1 or more
 */
@Id("coordinate-attention")
public record CoordinateAttention(@Default("32") int reduction) implements Block {
    private static final int FEWEST = 8;

    public CoordinateAttention {
        Reduction.check("CoordinateAttention", reduction);
    }

    /** Channels divided by 32. */
    public static CoordinateAttention of() {
        return new CoordinateAttention(32);
    }

    /** With channels divided by another number. */
    public CoordinateAttention reduction(int divisor) {
        return new CoordinateAttention(divisor);
    }

    @Override
    public Signal expand(Expansion in) {
        Shape image = in.image();
        int height = image.height();
        int width = image.width();
        int channels = image.channels();
        in.add("rows", AveragePool2d.of(new Size(1, width)), in.input());
        Signal rows = in.add("row-means", new Flatten());
        in.add("columns", AveragePool2d.of(new Size(height, 1)), in.input());
        Signal columns = in.add("column-means", new Flatten());
        in.add("both", new Concat(), rows, columns);
        in.add("line", Reshape.of(Math.addExact(height, width), 1, channels)); // all rows, then all columns
        in.add("reduce", Conv2d.of(Reduction.of(channels, reduction, FEWEST), 1).bias(false));
        in.add("norm", BatchNorm.of());
        Signal line = in.add("hard-swish", new HardSwish());

        in.add("of-rows", new Crop2d(new Sides(0, 0, width, 0)), line);
        in.add("expand-rows", Conv2d.of(channels, 1));
        Signal byRow = in.add("row-gate", new Sigmoid());
        in.add("of-columns", new Crop2d(new Sides(height, 0, 0, 0)), line);
        in.add("expand-columns", Conv2d.of(channels, 1));
        in.add("column-gate", new Sigmoid());
        Signal byColumn = in.add("across", Reshape.of(1, width, channels));
        return in.add("weigh", new Multiply(), in.input(), byRow, byColumn);
    }
}
