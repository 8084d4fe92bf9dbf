package cnn.layers.convolution.volume;

import cnn.layers.convolution.shared.Axis;
import java.util.Arrays;

/**
 * What the windows of one output slice see: as many slices as the kernel is deep, each with zeros around it, and where the
 * correlation is that of a strided convolution's gradient, between its pixels.
 */
record SliceCanvas(Volume volume) {
    /** Floats from one row to the next. */
    int pitch() {
        return Math.multiplyExact(volume.columns().canvas(), volume.channels());
    }

    /** Floats from one slice to the next. */
    int slice() {
        return Math.multiplyExact(volume.rows().canvas(), pitch());
    }

    /** Floats of all slices. */
    int floats() {
        return Math.multiplyExact(volume.slices().kernel(), slice());
    }

    /** Overwrites the first {@link #floats} numbers with what the windows of output slice {@code index} see. */
    void place(float[] volumes, int volumeAt, int index, float[] canvas) {
        Axis slices = volume.slices();
        for (int element = 0; element < slices.kernel(); element++) {
            int from = pixel(slices, index * slices.stride() + element * slices.dilation());
            int to = element * slice();
            if (from < 0) {
                Arrays.fill(canvas, to, to + slice(), 0);
            } else {
                placeRows(volumes, volumeAt + from * volume.sliceFloats(), canvas, to);
            }
        }
    }

    private void placeRows(float[] volumes, int sliceAt, float[] canvas, int canvasAt) {
        int pitch = pitch();
        for (int row = 0; row < volume.rows().canvas(); row++) {
            int from = pixel(volume.rows(), row);
            int to = canvasAt + row * pitch;
            if (from < 0) {
                Arrays.fill(canvas, to, to + pitch, 0);
            } else {
                placeRow(volumes, sliceAt + from * volume.columns().in() * volume.channels(), canvas, to);
            }
        }
    }

    private void placeRow(float[] volumes, int rowAt, float[] canvas, int canvasAt) {
        int channels = volume.channels();
        for (int column = 0, to = canvasAt; column < volume.columns().canvas(); column++, to += channels) {
            int from = pixel(volume.columns(), column);
            if (from < 0) {
                Arrays.fill(canvas, to, to + channels, 0);
            } else {
                System.arraycopy(volumes, rowAt + from * channels, canvas, to, channels);
            }
        }
    }

    /** The input's pixel at a place of the canvas, −1 where there is none. */
    private static int pixel(Axis axis, int place) {
        int at = place - axis.before();
        return at >= 0 && at % axis.spread() == 0 && at / axis.spread() < axis.in() ? at / axis.spread() : -1;
    }
}
