package cnn.layers.convolution.shared;

import cnn.api.layer.ChannelSlice;

/**
 * The shapes of a convolution.
 *
 * @param rows how windows move from top to bottom
 * @param columns how windows move from left to right
 * @param channels numbers of an input pixel
 * @param filters numbers of an output pixel
 * @param groups parts into which channels and filters are cut; a filter sees the channels of its own part
 * @param out where the filters' numbers lie in the output: in a wider one only in prediction, and where {@link #within} says so
 */
public record Geometry(Axis rows, Axis columns, int channels, int filters, int groups, ChannelSlice out) {
    /** Shapes of a convolution whose output is nobody else's. */
    public Geometry(Axis rows, Axis columns, int channels, int filters, int groups) {
        this(rows, columns, channels, filters, groups, ChannelSlice.whole(filters));
    }

    /** The same with an output that is a slice of a wider one. */
    public Geometry within(ChannelSlice slice) {
        return new Geometry(rows, columns, channels, filters, groups, slice);
    }

    /** Floats from one output pixel to the next: the filters, or what a wider output has. */
    public int outPitch() {
        return out.of();
    }

    /** Channels that a filter sees. */
    public int groupChannels() {
        return channels / groups;
    }

    /** Filters of one group. */
    public int groupFilters() {
        return filters / groups;
    }

    /** Whether every channel is a group of its own, with one filter. */
    public boolean depthwise() {
        return groups > 1 && channels == groups && filters == groups;
    }

    /** Whether there are zeros between pixels: in the gradient of a strided convolution. */
    public boolean spread() {
        return rows.spread() > 1 || columns.spread() > 1;
    }

    /** Elements of the window. */
    public int positions() {
        return Math.multiplyExact(rows.kernel(), columns.kernel());
    }

    /** Floats of one image. */
    public int inFloats() {
        return rows.in() * columns.in() * channels;
    }

    /** Floats of one image's output, with all that a wider one has. */
    public int outFloats() {
        return rows.out() * columns.out() * outPitch();
    }

    /** Floats of the weights. */
    public int weightFloats() {
        return Math.multiplyExact(Math.multiplyExact(positions(), groupChannels()), filters);
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return (long) rows.out() * columns.out() * weightFloats();
    }

    /** Multiply-adds of what has to be computed in any case: where pixels are spread, most are by zeros. */
    public long usefulMultiplyAdds() {
        return multiplyAdds() / ((long) rows.spread() * columns.spread());
    }

    /** The correlation that gives the gradient of the input from that of the output. */
    public Geometry turned() {
        return new Geometry(rows.turned(), columns.turned(), filters, channels, groups);
    }
}
