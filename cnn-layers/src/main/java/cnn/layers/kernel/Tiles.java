package cnn.layers.kernel;

/**
 * Where a row of tiles lies, as an image and transformed by {@link Winograd}. Pixel (k, l) of tile t starts at
 * {@code t·4·across + k·down + l·across} from the first tile's first pixel: four pixels from one tile to the next.
 * Number (i, j) of tile t, transformed, starts at {@code (6·i + j)·plane + t·step}: 36 matrices with a row for each tile.
 *
 * @param down floats from one pixel to the one below
 * @param across floats from one pixel to the next
 * @param channels floats of a pixel that are transformed, each alone
 * @param plane floats from one transformed number of a tile to the next
 * @param step floats from one tile's transformed numbers to the next tile's
 */
public record Tiles(int down, int across, int channels, int plane, int step) {
    /** Pixels from one tile to the next, which are those of a tile of the output. */
    public static final int OUT = 4;
    /** Pixels that a tile of the input is high and wide. */
    public static final int IN = 6;
    /** Numbers of a transformed tile. */
    public static final int NUMBERS = IN * IN;
    /** So many tiles at most are multiplied by weights that are transformed on the way. */
    public static final int FEW = 4;
}
