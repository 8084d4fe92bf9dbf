package cnn.core.interop;

import cnn.api.Shape;

/**
 * Layers as PyTorch's documentation writes them, in loops over arrays that are channels first: torch.nn.Conv1d to Conv3d,
 * ConvTranspose2d and Linear. Weights are (outputs, inputs / groups, depth, height, width), transposed (inputs, outputs / groups,
 * height, width).
 */
final class ChannelsFirst {
    private ChannelsFirst() {
    }

    /** out[o, z, y, x] = bias[o] + Σ w[o, c, t, u, v] · in[c, z + t, y + u, x + v], without padding, stride 1. */
    static double[] convolution(float[] in, int[] dims, float[] weights, int[] kernel, float[] bias, int groups) {
        int outputs = kernel[0];
        int part = kernel[1];
        int[] to = {dims[1] - kernel[2] + 1, dims[2] - kernel[3] + 1, dims[3] - kernel[4] + 1};
        double[] out = new double[outputs * to[0] * to[1] * to[2]];
        int at = 0;
        for (int o = 0; o < outputs; o++) {
            int first = o / (outputs / groups) * part;
            for (int z = 0; z < to[0]; z++) {
                for (int y = 0; y < to[1]; y++) {
                    for (int x = 0; x < to[2]; x++) {
                        double sum = bias[o];
                        int w = o * part * kernel[2] * kernel[3] * kernel[4];
                        for (int c = first; c < first + part; c++) {
                            for (int t = 0; t < kernel[2]; t++) {
                                for (int u = 0; u < kernel[3]; u++) {
                                    for (int v = 0; v < kernel[4]; v++) {
                                        sum += (double) weights[w++]
                                                * in[((c * dims[1] + z + t) * dims[2] + y + u) * dims[3] + x + v];
                                    }
                                }
                            }
                        }
                        out[at++] = sum;
                    }
                }
            }
        }
        return out;
    }

    /** out[o, y · s + u, x · s + v] += w[c, o, u, v] · in[c, y, x], without padding. */
    static double[] transposed(float[] in, int[] dims, float[] weights, int[] kernel, float[] bias, int groups,
            int stride) {
        int outputs = kernel[1] * groups;
        int height = (dims[1] - 1) * stride + kernel[2];
        int width = (dims[2] - 1) * stride + kernel[3];
        double[] out = new double[outputs * height * width];
        for (int i = 0; i < out.length; i++) {
            out[i] = bias[i / height / width];
        }
        for (int c = 0; c < dims[0]; c++) {
            int first = c / (dims[0] / groups) * kernel[1];
            for (int y = 0; y < dims[1]; y++) {
                for (int x = 0; x < dims[2]; x++) {
                    for (int o = 0; o < kernel[1]; o++) {
                        for (int u = 0; u < kernel[2]; u++) {
                            for (int v = 0; v < kernel[3]; v++) {
                                out[((first + o) * height + y * stride + u) * width + x * stride
                                        + v] += (double) weights[((c
                                                * kernel[1] + o) * kernel[2] + u) * kernel[3] + v]
                                                * in[(c * dims[1] + y) * dims[2] + x];
                            }
                        }
                    }
                }
            }
        }
        return out;
    }

    /** y = x · Aᵀ + b, A (outputs, inputs). */
    static double[] linear(double[] in, float[] weights, float[] bias) {
        double[] out = new double[bias.length];
        for (int o = 0; o < out.length; o++) {
            out[o] = bias[o];
            for (int i = 0; i < in.length; i++) {
                out[o] += weights[o * in.length + i] * in[i];
            }
        }
        return out;
    }

    /** Numbers that are channels first as they are channels last. */
    static float[] channelsLast(float[] first, Shape last) {
        int channels = last.channels();
        int pixels = last.size() / channels;
        float[] moved = new float[first.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = first[i % channels * pixels + i / channels];
        }
        return moved;
    }
}
