package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.kernel.PixelGroup;
import org.junit.jupiter.api.Test;

class PixelGroupTests {
    @Test
    void fillsVectorsOfEveryWidth() {
        for (int channels = 1; channels < 200; channels++) {
            PixelGroup group = new PixelGroup(channels);
            assertThat(group.width()).isEqualTo(group.pixels() * channels).isGreaterThanOrEqualTo(64);
            if (channels < 32) {
                assertThat(group.width() % 16).as("%d channels", channels).isZero();
            }
            assertThat(group.width()).isLessThan(512);
        }
        assertThat(new PixelGroup(64).pixels()).isEqualTo(1);
        assertThat(new PixelGroup(3).pixels()).isEqualTo(32);
    }

    @Test
    void repeatsTheFirstPixelAndFoldsAllInOrder() {
        PixelGroup group = new PixelGroup(24);
        int width = group.width();
        float[] values = new float[width + 3];
        values[width + 2] = -1;
        for (int c = 0; c < 24; c++) {
            values[2 + c] = c + 1;
        }
        group.repeat(values, 2);
        for (int i = 0; i < width; i++) {
            assertThat(values[2 + i]).isEqualTo(i % 24 + 1);
        }
        group.fold(values, 2);
        for (int c = 0; c < 24; c++) {
            assertThat(values[2 + c]).isEqualTo((c + 1) * group.pixels());
        }
        assertThat(values[width + 2]).isEqualTo(-1);
    }
}
