package cnn.layers.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.layers.convolution.depthwise.DepthwiseCorrelation;
import cnn.layers.convolution.direct.DirectCorrelation;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.strided.PhasedCorrelation;
import cnn.layers.convolution.winograd.WinogradCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a convolution is computed. */
class WaysTests {
    private static Axis axis(int pixels) {
        return new Axis(pixels, pixels, 3, 1, 1, 1);
    }

    private static Class<?> way(Axis rows, Axis columns, int channels, int filters, int groups) {
        Geometry geometry = new Geometry(rows, columns, channels, filters, groups);
        Class<?> forward = Ways.correlation(new Filters(geometry, false)).getClass();
        assertThat(Ways.correlation(new Filters(geometry, true)).getClass()).isEqualTo(forward);
        return forward;
    }

    @Test
    void enoughChannelsAndPixelsAreTransformed() {
        assertThat(way(axis(32), axis(32), 16, 16, 1)).isEqualTo(WinogradCorrelation.class);
        assertThat(way(axis(7), axis(7), 512, 512, 1)).isEqualTo(WinogradCorrelation.class);
        assertThat(way(axis(3), axis(5), 64, 20, 1)).isEqualTo(WinogradCorrelation.class);
    }

    @Test
    void fewChannelsPixelsOrGroupsAreNot() {
        assertThat(way(axis(32), axis(32), 15, 64, 1)).isEqualTo(DirectCorrelation.class);
        assertThat(way(axis(32), axis(32), 64, 3, 1)).isEqualTo(DirectCorrelation.class);
        assertThat(way(axis(2), axis(2), 64, 64, 1)).isEqualTo(DirectCorrelation.class);
        assertThat(way(axis(32), axis(32), 64, 64, 2)).isEqualTo(DirectCorrelation.class);
    }

    @Test
    void otherKernelsStridesAndDilationsAreNot() {
        Axis wide = new Axis(32, 32, 5, 1, 1, 2);
        Axis dilated = new Axis(32, 32, 3, 1, 2, 2);
        for (Axis other : new Axis[] {wide, dilated}) {
            assertThat(way(axis(32), other, 64, 64, 1)).isEqualTo(DirectCorrelation.class);
            assertThat(way(other, axis(32), 64, 64, 1)).isEqualTo(DirectCorrelation.class);
        }
    }

    @Test
    void theGradientOfAStrideIsCutIntoPhases() {
        Axis strided = new Axis(32, 16, 3, 2, 1, 1);
        Geometry geometry = new Geometry(strided, strided, 64, 64, 1);
        assertThat(Ways.correlation(new Filters(geometry, false))).isInstanceOf(DirectCorrelation.class);
        assertThat(Ways.correlation(new Filters(geometry, true))).isInstanceOf(PhasedCorrelation.class);
    }

    @Test
    void channelsAloneAreDepthwise() {
        assertThat(way(axis(32), axis(32), 64, 64, 64)).isEqualTo(DepthwiseCorrelation.class);
    }

    @ParameterizedTest
    @CsvSource({"32, 3, 1, 64, 64, 1, winograd", "32, 3, 1, 3, 64, 1, direct",
        "32, 3, 2, 64, 64, 1, 'direct, input gradient strided'",
        "32, 1, 1, 64, 64, 1, pointwise", "32, 3, 1, 64, 64, 64, depthwise", "32, 3, 2, 64, 64, 64, depthwise",
        "32, 1, 2, 64, 64, 1, 'direct, input gradient strided'", "32, 3, 1, 64, 64, 4, direct"})
    void saysWhichWayItIs(int pixels, int kernel, int stride, int channels, int filters, int groups, String way) {
        Axis axis = new Axis(pixels, (pixels - 1) / stride + 1, kernel, stride, 1, kernel / 2);
        assertThat(Ways.text(new Geometry(axis, axis, channels, filters, groups))).isEqualTo(way);
    }
}
