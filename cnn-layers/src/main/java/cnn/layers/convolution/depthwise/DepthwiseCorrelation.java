package cnn.layers.convolution.depthwise;

import cnn.api.kernel.Kernels;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Bands;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.kernel.Depthwise;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums of each channel for itself, straight from the image. A task is an image's band of output rows, about
 * 260,000 multiply-adds: some five microseconds, so that a small image still is work for several threads.
 */
public final class DepthwiseCorrelation implements Correlation {
    private static final int BAND_MULTIPLY_ADDS = 1 << 18;

    private final Filters filters;
    private final Geometry geometry;
    private final DepthwiseRows windows;
    private final int bands;

    public DepthwiseCorrelation(Filters filters) {
        this.filters = filters;
        geometry = filters.correlation();
        windows = new DepthwiseRows(geometry);
        int outHeight = geometry.rows().out();
        long rowMultiplyAdds = Math.max(1, geometry.usefulMultiplyAdds() / outHeight);
        int most = Math.clamp(BAND_MULTIPLY_ADDS / rowMultiplyAdds, 1, outHeight);
        bands = Bands.even((outHeight + most - 1) / most, outHeight);
    }

    @Override
    public int packedFloats() {
        return geometry.weightFloats();
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        int channels = geometry.channels();
        for (int position = 0; position < geometry.positions(); position++) {
            System.arraycopy(weights, filters.at(0, position), packed, position * channels, channels);
        }
    }

    @Override
    public int scratchFloats() {
        return 0;
    }

    @Override
    public int tasks(int batch) {
        return batch * bands;
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        Depthwise kernels = pass.kernels().family(Depthwise.class);
        int image = task / bands;
        int outHeight = geometry.rows().out();
        int first = task % bands * outHeight / bands;
        int end = (task % bands + 1) * outHeight / bands;
        int rowFloats = windows.rowFloats();
        for (int row = first; row < end; row++) {
            int rowAt = image * geometry.outFloats() + row * rowFloats;
            windows.weightedSums(kernels, row, in, image * geometry.inFloats(), packed, start, out, rowAt);
            finish.finish(pass, out, rowAt, rowAt + rowFloats);
        }
    }
}
