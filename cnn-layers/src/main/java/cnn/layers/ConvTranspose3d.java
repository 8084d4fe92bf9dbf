package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.convolution.TransposedConvolution;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.volume.Volume;
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;
import cnn.layers.text.Count;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution of volumes: every voxel spreads its kernel's multiples over a window of the output, where they are added.
 * What {@link ConvTranspose2d} is to images, as it is written.
 *
 * <p>Formula: {@code y[h·stride + t·dilation − front, i·stride + u·dilation − top, j·stride + v·dilation − left, f] +=
 * w[t, u, v, f, c] · x[h, i, j, c]}, plus {@code bias[f]}.
 *
 * <p>Shapes: (D, H, W, C) to (D', H', W', filters), each axis as {@link ConvTranspose2d} has it; {@code weights} (kernel depth,
 * kernel height, kernel width, filters / groups, C), {@code bias} (filters). Rejects what that layer rejects.
 *
 * <p>ONNX's ConvTranspose with three spatial axes; PyTorch's ConvTranspose3d, whose output padding is an output size here.
 *
 * @param filters number of feature maps that come out
 * @param kernel slices, rows and columns of the window
 * @param stride output voxels from one window to the next
 * @param padding what is cut off around the output
 * @param outputSize slices, rows and columns of the output, where several sizes lead back to the input's; null for what the rest
 *            makes. With it the back, the bottom and the right are cut or filled up with the bias to that size
 * @param dilation voxels from one element of the window to the next
 * @param groups parts that do not see each other
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("conv-transpose3d")
public record ConvTranspose3d(int filters, Size3d kernel, @Default("1") Size3d stride,
        @Default("valid") Padding3d padding, @Nullable Size3d outputSize, @Default("1") Size3d dilation,
        @Default("1") int groups, @Default("true") boolean bias, @Default("he-normal") Init init) implements Layer {
    public ConvTranspose3d {
        if (filters < 1) {
            throw new IllegalArgumentException(
                    "ConvTranspose3d needs at least 1 filter but was given " + filters + ".");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "ConvTranspose3d cannot share " + Count.of(filters, "filter") + " among " + groups
                            + " groups. Use a number of groups that divides the filters.");
        }
    }

    /** Filters with a cubic kernel, stride 1, no padding, a bias. */
    public static ConvTranspose3d of(int filters, int kernel) {
        return of(filters, Size3d.of(kernel));
    }

    /** Filters with any kernel, stride 1, no padding, a bias. */
    public static ConvTranspose3d of(int filters, Size3d kernel) {
        return new ConvTranspose3d(filters, kernel, Size3d.of(1), Padding3d.VALID, null, Size3d.of(1), 1, true,
                new HeNormal());
    }

    /** This with the same stride along all axes. */
    public ConvTranspose3d stride(int voxels) {
        return stride(Size3d.of(voxels));
    }

    /** This with another stride. */
    public ConvTranspose3d stride(Size3d voxels) {
        return new ConvTranspose3d(filters, kernel, voxels, padding, outputSize, dilation, groups, bias, init);
    }

    /** This with other padding. */
    public ConvTranspose3d padding(Padding3d around) {
        return new ConvTranspose3d(filters, kernel, stride, around, outputSize, dilation, groups, bias, init);
    }

    /** This with an output of this size. */
    public ConvTranspose3d outputSize(Size3d voxels) {
        return new ConvTranspose3d(filters, kernel, stride, padding, voxels, dilation, groups, bias, init);
    }

    /** This with another dilation. */
    public ConvTranspose3d dilation(Size3d voxels) {
        return new ConvTranspose3d(filters, kernel, stride, padding, outputSize, voxels, groups, bias, init);
    }

    /** This in another number of groups. */
    public ConvTranspose3d groups(int parts) {
        return new ConvTranspose3d(filters, kernel, stride, padding, outputSize, dilation, parts, bias, init);
    }

    /** This with or without a bias. */
    public ConvTranspose3d bias(boolean wanted) {
        return new ConvTranspose3d(filters, kernel, stride, padding, outputSize, dilation, groups, wanted, init);
    }

    /** This with another start of its weights. */
    public ConvTranspose3d init(Init start) {
        return new ConvTranspose3d(filters, kernel, stride, padding, outputSize, dilation, groups, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        Shape volume = Window3d.volume(in);
        int channels = volume.channels();
        if (channels % groups != 0) {
            throw in.reject(Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides both channels and filters");
        }
        Axis slices = axis(in, new TransposedAxis(volume.dim(0), kernel.depth(), stride.depth(), dilation.depth(),
                padding.mode(), padding.front(), padding.back(), 0, outputSize == null ? 0 : outputSize.depth()));
        Axis rows = axis(in, new TransposedAxis(volume.dim(1), kernel.height(), stride.height(), dilation.height(),
                padding.mode(), padding.top(), padding.bottom(), 0, outputSize == null ? 0 : outputSize.height()));
        Axis columns = axis(in, new TransposedAxis(volume.dim(2), kernel.width(), stride.width(), dilation.width(),
                padding.mode(), padding.left(), padding.right(), 0, outputSize == null ? 0 : outputSize.width()));
        // the windows that go back may reach over the output's edge by as much as the kernel
        double reached = ((double) slices.in() + slices.reach()) * ((double) rows.in() + rows.reach())
                * ((double) columns.in() + columns.reach());
        if (reached * Math.max(filters, channels) > Window2d.MOST / 2) {
            throw in.reject("its output would be " + slices.in() + "×" + rows.in() + "×" + columns.in() + " with "
                    + Count.of(filters, "filter")
                    + ", more than the numbers that one array can hold with all that the kernel reaches",
                    "Use a smaller kernel, stride or dilation");
        }
        Param weights = in.param("weights",
                Shape.of(kernel.depth(), kernel.height(), kernel.width(), filters / groups, channels), init);
        Param start = bias ? in.param("bias", Shape.vector(filters), new Constant(0)) : null;
        TransposedConvolution op = new TransposedConvolution(
                new Volume(slices, rows, columns, filters, channels, groups), in, weights, start);
        return Bound.of(Shape.of(slices.in(), rows.in(), columns.in(), filters), op, op.multiplyAdds());
    }

    private Axis axis(Binding in, TransposedAxis given) {
        return given.bind(in, padding.toString(), kernel.toString());
    }
}
