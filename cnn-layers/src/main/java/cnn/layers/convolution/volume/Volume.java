package cnn.layers.convolution.volume;

import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;

/**
 * The shapes of a convolution of volumes.
 *
 * @param slices how windows move from front to back
 * @param rows how they move from top to bottom
 * @param columns how they move from left to right
 * @param channels numbers of an input voxel
 * @param filters numbers of an output voxel
 * @param groups parts into which channels and filters are cut; a filter sees the channels of its own part
 */
public record Volume(Axis slices, Axis rows, Axis columns, int channels, int filters, int groups) {
    /** Channels that a filter sees. */
    public int groupChannels() {
        return channels / groups;
    }

    /** Filters of one group. */
    public int groupFilters() {
        return filters / groups;
    }

    /** Elements of the window. */
    public int positions() {
        return Math.multiplyExact(slices.kernel(), Math.multiplyExact(rows.kernel(), columns.kernel()));
    }

    /** Floats of one slice of the input. */
    public int sliceFloats() {
        return rows.in() * columns.in() * channels;
    }

    /** Floats of one slice of the output. */
    public int outSliceFloats() {
        return rows.out() * columns.out() * filters;
    }

    /** Floats of one example's output. */
    public int outFloats() {
        return slices.out() * outSliceFloats();
    }

    /** Multiply-adds for one example. */
    public long multiplyAdds() {
        return (long) slices.out() * rows.out() * columns.out()
                * Math.multiplyExact(Math.multiplyExact(positions(), groupChannels()), filters);
    }

    /** The correlation that gives the gradient of the input from that of the output. */
    public Volume turned() {
        return new Volume(slices.turned(), rows.turned(), columns.turned(), filters, channels, groups);
    }

    /** A convolution of images whose weights lie as this one's do: the slices of its kernel are one below the other. */
    Geometry flat() {
        int kernelRows = Math.multiplyExact(slices.kernel(), rows.kernel());
        return new Geometry(new Axis(kernelRows, 1, kernelRows, 1, 1, 0), columns, channels, filters, groups);
    }
}
