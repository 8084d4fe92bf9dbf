package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.convolution.Convolution;
import cnn.layers.convolution.volume.Volume;
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;
import cnn.layers.text.Count;

/**
 * Convolution of volumes, such as the slices of a scan or the frames of a film: each filter's weighted sum over a window
 * around every voxel, plus a bias. It is computed as it is written, without the ways that make {@link Conv2d} fast.
 *
 * <p>Formula: {@code y[h, i, j, f] = bias[f] + Σ_(t, u, v, c) w[t, u, v, c, f] · x[h·stride + t·dilation − front,
 * i·stride + u·dilation − top, j·stride + v·dilation − left, c]}, with 0 outside the volume.
 *
 * <p>Shapes: (D, H, W, C) to (D', H', W', filters); {@code weights} (kernel depth, height, width, C / groups, filters),
 * {@code bias} (filters). Data sets have images: one whose slices lie one below the other, (D · H, W, C), becomes a volume by
 * {@code reshape}, without a copy.
 *
 * @param filters number of feature maps that come out
 * @param kernel slices, rows and columns of the window
 * @param stride voxels from one window to the next
 * @param padding what surrounds the volume
 * @param dilation voxels from one element of the window to the next
 * @param groups parts that do not see each other; as many as channels for a depthwise convolution
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("conv3d")
public record Conv3d(int filters, Size3d kernel, @Default("1") Size3d stride, @Default("valid") Padding3d padding,
        @Default("1") Size3d dilation, @Default("1") int groups, @Default("true") boolean bias,
        @Default("he-normal") Init init) implements Layer {

    public Conv3d {
        if (filters < 1) {
            throw new IllegalArgumentException("Conv3d needs at least 1 filter but was given " + filters + ".");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "Conv3d cannot share " + Count.of(filters, "filter")
                            + " among " + groups + " groups. Use a number of groups that divides the filters.");
        }
    }

    /** Filters with a cubic kernel, stride 1, no padding, a bias. */
    public static Conv3d of(int filters, int kernel) {
        return of(filters, Size3d.of(kernel));
    }

    /** Filters with any kernel, stride 1, no padding, a bias. */
    public static Conv3d of(int filters, Size3d kernel) {
        return new Conv3d(filters, kernel, Size3d.of(1), Padding3d.VALID, Size3d.of(1), 1, true, new HeNormal());
    }

    /** This with the same stride along all axes. */
    public Conv3d stride(int voxels) {
        return stride(Size3d.of(voxels));
    }

    /** This with another stride. */
    public Conv3d stride(Size3d voxels) {
        return new Conv3d(filters, kernel, voxels, padding, dilation, groups, bias, init);
    }

    /** This with other padding. */
    public Conv3d padding(Padding3d around) {
        return new Conv3d(filters, kernel, stride, around, dilation, groups, bias, init);
    }

    /** This with the same dilation along all axes. */
    public Conv3d dilation(int voxels) {
        return dilation(Size3d.of(voxels));
    }

    /** This with another dilation. */
    public Conv3d dilation(Size3d voxels) {
        return new Conv3d(filters, kernel, stride, padding, voxels, groups, bias, init);
    }

    /** This in another number of groups. */
    public Conv3d groups(int parts) {
        return new Conv3d(filters, kernel, stride, padding, dilation, parts, bias, init);
    }

    /** This with or without a bias. */
    public Conv3d bias(boolean wanted) {
        return new Conv3d(filters, kernel, stride, padding, dilation, groups, wanted, init);
    }

    /** This with another start of its weights. */
    public Conv3d init(Init start) {
        return new Conv3d(filters, kernel, stride, padding, dilation, groups, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        Window3d window = Window3d.over(in, kernel, stride, dilation, padding, false);
        int channels = in.input().channels();
        if (channels % groups != 0) {
            throw in.reject(
                    Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides both channels and filters");
        }
        window.checkFloats(in, Math.max(channels, filters), kernel.toString());
        Param weights = in.param("weights",
                Shape.of(kernel.depth(), kernel.height(), kernel.width(), channels / groups, filters), init);
        Param start = bias ? in.param("bias", Shape.vector(filters), new Constant(0)) : null;
        Convolution op = new Convolution(
                new Volume(window.slices(), window.rows(), window.columns(), channels, filters, groups), in, weights,
                start);
        return Bound.of(window.output(filters), op, op.multiplyAdds());
    }
}
