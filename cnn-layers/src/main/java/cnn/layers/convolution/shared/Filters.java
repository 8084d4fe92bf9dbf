package cnn.layers.convolution.shared;

/**
 * Where a correlation finds its weights in the layer's array (kernel height, kernel width, channels of a group,
 * filters). The weight of a group from its channel {@code in} to its filter {@code out} at a position of the window is
 * {@code at(group, position) + in·inStride + out·outStride}. For the gradient of the input the kernel is turned by 180°,
 * and channels and filters change places.
 *
 * @param geometry the layer's own shapes, never turned
 * @param turned whether the correlation is that of the gradient
 */
public record Filters(Geometry geometry, boolean turned) {
    /** Index of the first weight. */
    public int at(int group, int position) {
        int layerPosition = turned ? geometry.positions() - 1 - position : position;
        return layerPosition * geometry.groupChannels() * geometry.filters() + group * geometry.groupFilters();
    }

    /** Floats from one channel of the correlation's input to the next. */
    public int inStride() {
        return turned ? 1 : geometry.filters();
    }

    /** Floats from one channel of the correlation's output to the next. */
    public int outStride() {
        return turned ? geometry.filters() : 1;
    }

    /** Shapes of the correlation. */
    public Geometry correlation() {
        return turned ? geometry.turned() : geometry;
    }
}
