package cnn.layers.kernel;

import cnn.api.kernel.Windows;

/**
 * Windows in which every channel is weighed for itself: a row of neighbours that see the same elements of a kernel. The
 * pixel under element (k, l) of window p starts at {@code p·step + k·down + l·across} from the first pixel of the first
 * window, its weights at {@code k·weightsDown + l·weightsAcross} from the first weight, and window p's output at
 * {@code p·outStep}. Elements are counted row by row: (0, 0), (0, 1) … Of each pixel's numbers, those from {@code first} to
 * {@code end − 1} are summed; others are neither read nor written.
 *
 * @param rows rows of the kernel that lie on the image; with none, a window is empty
 * @param columns columns of the kernel that lie on the image
 * @param down floats of the image from one row of elements to the next
 * @param across floats of the image from one column of elements to the next
 * @param step floats of the image from one window to the next
 * @param weightsDown floats of the weights from one row to the next
 * @param weightsAcross floats of the weights from one column to the next
 * @param outStep floats from one output to the next
 * @param first the first channel
 * @param end behind the last channel
 */
public record ChannelWindows(int rows, int columns, int down, int across, int step, int weightsDown, int weightsAcross,
        int outStep, int first, int end) {
    /** Number of channels. */
    public int channels() {
        return end - first;
    }
}
