package cnn.layers.convolution.shared;

/**
 * The shapes of a convolution.
 *
 * @param rows how windows move from top to bottom
 * @param columns how windows move from left to right
 * @param channels numbers of an input pixel
 * @param filters numbers of an output pixel
 * @param groups parts into which channels and filters are cut; a filter sees the channels of its own part
 */
public record Geometry(Axis rows, Axis columns, int channels, int filters, int groups) {
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

    /** Floats of one image's output. */
    public int outFloats() {
        return rows.out() * columns.out() * filters;
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
