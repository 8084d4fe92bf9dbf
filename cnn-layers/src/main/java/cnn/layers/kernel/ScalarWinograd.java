package cnn.layers.kernel;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.A2B2;
import static cnn.layers.kernel.Points.A3;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.B3;
import static cnn.layers.kernel.Points.F0;
import static cnn.layers.kernel.Points.FA;
import static cnn.layers.kernel.Points.FA_A;
import static cnn.layers.kernel.Points.FA_A2;
import static cnn.layers.kernel.Points.FB;
import static cnn.layers.kernel.Points.FB_B;
import static cnn.layers.kernel.Points.FB_B2;
import static cnn.layers.kernel.Points.SUM;
import static cnn.layers.kernel.Fma.fma;

import cnn.api.kernel.Panels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Winograd's transforms in scalar Java, one number at a time: columns first, then rows. */
final class ScalarWinograd implements Winograd {
    @Override
    public void inputs(Tiles tiles, float[] x, int at, int count, float[] v, int vAt) {
        int plane = tiles.plane();
        int row = 6 * plane;
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < tiles.channels(); c++) {
                int from = at + t * 4 * tiles.across() + c;
                int to = vAt + t * tiles.step() + c;
                for (int j = 0; j < 6; j++) {
                    input(x, from + j * tiles.across(), tiles.down(), v, to + j * plane, row);
                }
                for (int i = 0; i < 6; i++) {
                    input(v, to + i * row, plane, v, to + i * row, plane);
                }
            }
        }
    }

    /** Bᵀ times six numbers. */
    private static void input(float[] x, int at, int step, float[] v, int to, int vStep) {
        float d0 = x[at];
        float d1 = x[at + step];
        float d2 = x[at + 2 * step];
        float d3 = x[at + 3 * step];
        float d4 = x[at + 4 * step];
        float d5 = x[at + 5 * step];
        float evenA = fma(-B2, d2, d4);
        float oddA = fma(-B2, d1, d3);
        float evenB = fma(-A2, d2, d4);
        float oddB = fma(-A2, d1, d3);
        v[to] = fma(A2B2, d0, fma(-SUM, d2, d4));
        v[to + vStep] = fma(A, oddA, evenA);
        v[to + 2 * vStep] = fma(-A, oddA, evenA);
        v[to + 3 * vStep] = fma(B, oddB, evenB);
        v[to + 4 * vStep] = fma(-B, oddB, evenB);
        v[to + 5 * vStep] = fma(A2B2, d1, fma(-SUM, d3, d5));
    }

    @Override
    public void outputs(Tiles tiles, float[] m, int mAt, float @Nullable [] start, int startAt, float[] y, int at,
            int count) {
        int down = tiles.down();
        int across = tiles.across();
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < tiles.channels(); c++) {
                int from = mAt + t * tiles.step() + c;
                int to = at + t * 4 * across + c;
                float first = start == null ? 0 : start[startAt + c];
                for (int k = 0; k < 4; k++) {
                    outputRow(m, from, tiles.plane(), k, first, y, to + k * down, across);
                }
            }
        }
    }

    /** Row k of Aᵀ m A. */
    private static void outputRow(float[] m, int at, int plane, int k, float start, float[] y, int to, int across) {
        float w0 = output(m, at, 6 * plane, k);
        float w1 = output(m, at + plane, 6 * plane, k);
        float w2 = output(m, at + 2 * plane, 6 * plane, k);
        float w3 = output(m, at + 3 * plane, 6 * plane, k);
        float w4 = output(m, at + 4 * plane, 6 * plane, k);
        float w5 = output(m, at + 5 * plane, 6 * plane, k);
        for (int l = 0; l < 4; l++) {
            y[to + l * across] = output(l, w0, w1, w2, w3, w4, w5) + start;
        }
    }

    private static float output(float[] m, int at, int step, int k) {
        return output(k, m[at], m[at + step], m[at + 2 * step], m[at + 3 * step], m[at + 4 * step], m[at + 5 * step]);
    }

    /** Row k of Aᵀ times six numbers. */
    private static float output(int k, float m0, float m1, float m2, float m3, float m4, float m5) {
        return switch (k) {
            case 0 -> m0 + (m1 + m2) + (m3 + m4);
            case 1 -> fma(B, m3 - m4, A * (m1 - m2));
            case 2 -> fma(B2, m3 + m4, A2 * (m1 + m2));
            default -> fma(B3, m3 - m4, fma(A3, m1 - m2, m5));
        };
    }

    @Override
    public void gradients(Tiles tiles, float[] dy, int at, int count, float[] m, int mAt) {
        int plane = tiles.plane();
        int row = 6 * plane;
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < tiles.channels(); c++) {
                int from = at + t * 4 * tiles.across() + c;
                int to = mAt + t * tiles.step() + c;
                for (int j = 0; j < 4; j++) {
                    gradient(dy, from + j * tiles.across(), tiles.down(), m, to + j * plane, row);
                }
                for (int i = 0; i < 6; i++) {
                    gradient(m, to + i * row, plane, m, to + i * row, plane);
                }
            }
        }
    }

    /** A times four numbers. */
    private static void gradient(float[] y, int at, int step, float[] m, int to, int mStep) {
        float y0 = y[at];
        float y1 = y[at + step];
        float y2 = y[at + 2 * step];
        float y3 = y[at + 3 * step];
        float evenA = fma(A2, y2, y0);
        float oddA = fma(A3, y3, A * y1);
        float evenB = fma(B2, y2, y0);
        float oddB = fma(B3, y3, B * y1);
        m[to] = y0;
        m[to + mStep] = evenA + oddA;
        m[to + 2 * mStep] = evenA - oddA;
        m[to + 3 * mStep] = evenB + oddB;
        m[to + 4 * mStep] = evenB - oddB;
        m[to + 5 * mStep] = y3;
    }

    @Override
    public void weights(float[] g, int at, int gPlane, int count, float[] u, int uAt, int plane) {
        int row = 6 * plane;
        ScalarKernelTransform.outerRow(g, at, gPlane, F0, count, u, uAt, plane);
        ScalarKernelTransform.innerRows(g, at, gPlane, FA, FA_A, FA_A2, count, u, uAt + row, plane);
        ScalarKernelTransform.innerRows(g, at, gPlane, FB, FB_B, FB_B2, count, u, uAt + 3 * row, plane);
        ScalarKernelTransform.outerRow(g, at + 6 * gPlane, gPlane, 1, count, u, uAt + 5 * row, plane);
    }

    @Override
    public void products(Tiles in, float[] v, int vAt, int count, float[] g, int at, int gPlane, Tiles out, float[] m,
            int mAt, float[] space, int spaceAt) {
        Panels panels = new Panels(in.channels(), out.channels());
        for (int n = 0; n < out.channels(); n++) {
            for (int c = 0; c < in.channels(); c++) {
                weights(g, at + panels.index(c, n), gPlane, 1, space, spaceAt, 1);
                for (int number = 0; number < Tiles.NUMBERS; number++) {
                    for (int t = 0; t < count; t++) {
                        int to = mAt + number * out.plane() + t * out.step() + n;
                        float sum = c == 0 ? 0 : m[to];
                        m[to] = fma(v[vAt + number * in.plane() + t * in.step() + c], space[spaceAt + number], sum);
                    }
                }
            }
        }
    }

    @Override
    public void weightGradients(float[] u, int at, int plane, int count, float[] dw, int dwAt, int dwPlane) {
        for (int i = 0; i < 9; i++) {
            Arrays.fill(dw, dwAt + i * dwPlane, dwAt + i * dwPlane + count, 0);
        }
        addWeightGradients(u, at, plane, count, dw, dwAt, dwPlane);
    }

    @Override
    public void addWeightGradients(float[] u, int at, int plane, int count, float[] dw, int dwAt, int dwPlane) {
        for (int n = 0; n < count; n++) {
            for (int k = 0; k < 3; k++) {
                float w0 = weight(u, at + n, 6 * plane, k);
                float w1 = weight(u, at + plane + n, 6 * plane, k);
                float w2 = weight(u, at + 2 * plane + n, 6 * plane, k);
                float w3 = weight(u, at + 3 * plane + n, 6 * plane, k);
                float w4 = weight(u, at + 4 * plane + n, 6 * plane, k);
                float w5 = weight(u, at + 5 * plane + n, 6 * plane, k);
                for (int l = 0; l < 3; l++) {
                    dw[dwAt + (3 * k + l) * dwPlane + n] += weight(l, w0, w1, w2, w3, w4, w5);
                }
            }
        }
    }

    private static float weight(float[] u, int at, int step, int k) {
        return weight(k, u[at], u[at + step], u[at + 2 * step], u[at + 3 * step], u[at + 4 * step], u[at + 5 * step]);
    }

    /** Row k of Gᵀ times six numbers. */
    private static float weight(int k, float u0, float u1, float u2, float u3, float u4, float u5) {
        return switch (k) {
            case 0 -> fma(FB, u3 + u4, fma(FA, u1 + u2, F0 * u0));
            case 1 -> fma(FB_B, u3 - u4, FA_A * (u1 - u2));
            default -> fma(FB_B2, u3 + u4, fma(FA_A2, u1 + u2, u5));
        };
    }
}
