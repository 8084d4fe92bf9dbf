package cnn.layers.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Depthwise sums in scalar Java, an element of the kernel at a time for all channels. */
final class ScalarDepthwise implements Depthwise {
    @Override
    public void weightedSums(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float @Nullable [] start, float[] out, int outAt, int outputs) {
        int first = windows.first();
        int end = windows.end();
        for (int p = 0; p < outputs; p++) {
            int to = outAt + p * windows.outStep();
            if (start == null) {
                Arrays.fill(out, to + first, to + end, 0);
            } else {
                System.arraycopy(start, first, out, to + first, end - first);
            }
            for (int k = 0; k < windows.rows(); k++) {
                for (int l = 0; l < windows.columns(); l++) {
                    int from = inAt + p * windows.step() + k * windows.down() + l * windows.across();
                    int weight = weightsAt + k * windows.weightsDown() + l * windows.weightsAcross();
                    for (int c = first; c < end; c++) {
                        out[to + c] = Fma.fma(in[from + c], weights[weight + c], out[to + c]);
                    }
                }
            }
        }
    }

    @Override
    public void addProducts(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            int outputs, float[] sums, int sumsAt) {
        for (int p = 0; p < outputs; p++) {
            int at = gradientAt + p * windows.outStep();
            for (int k = 0; k < windows.rows(); k++) {
                for (int l = 0; l < windows.columns(); l++) {
                    int from = inAt + p * windows.step() + k * windows.down() + l * windows.across();
                    int sum = sumsAt + k * windows.weightsDown() + l * windows.weightsAcross();
                    for (int c = windows.first(); c < windows.end(); c++) {
                        sums[sum + c] = Fma.fma(in[from + c], gradient[at + c], sums[sum + c]);
                    }
                }
            }
        }
    }
}
