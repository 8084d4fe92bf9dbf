package cnn.layers.kernel;

/**
 * Where the pixels under a pooling window lie, and the next window: pixel (k, l) of window p starts at
 * {@code p·step + k·down + l·across} from the first pixel of the first window, and window p's output at
 * {@code p·channels}. Pixels are counted row by row: (0, 0), (0, 1) …
 *
 * @param rows rows of the window that lie on the image
 * @param columns columns of the window that lie on the image
 * @param down floats from one row to the next
 * @param across floats from one column to the next
 * @param step floats from one window to the next
 * @param channels floats of a pixel that are pooled
 * @param apart whether no pixel lies under two windows: its gradient is written, otherwise added
 */
public record Taps(int rows, int columns, int down, int across, int step, int channels, boolean apart) {
}
