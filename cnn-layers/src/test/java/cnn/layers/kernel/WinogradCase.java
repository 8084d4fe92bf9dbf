package cnn.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Arrays for one call of each method of {@link Winograd}: of many channels some are transformed, and arrays start at odd
 * places and have room behind that stays.
 */
record WinogradCase(Tiles tiles, int count, float[] pixels, float[] numbers, float[] start) {
    static final int AT = 3;
    static final int NUMBERS_AT = 5;
    static final int START_AT = 1;

    /** What a method of {@link Winograd} writes. */
    enum Named {
        INPUTS, OUTPUTS, OUTPUTS_WITHOUT_START, GRADIENTS, WEIGHTS, WEIGHT_GRADIENTS, ADDED_WEIGHT_GRADIENTS
    }

    /** Every number of channels around the widths of vectors, and few and many tiles. */
    static List<WinogradCase> all(boolean odd) {
        List<WinogradCase> cases = new ArrayList<>();
        Random random = new Random(13);
        for (int channels : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 31, 32, 33, 47, 64, 65, 300}) {
            for (int count : new int[] {1, 2, 3, 5, 17}) {
                cases.add(of(channels, count, random, odd));
            }
        }
        return cases;
    }

    static WinogradCase of(int channels, int count, Random random, boolean odd) {
        int across = channels + random.nextInt(3);
        int down = (4 * count + 2 + random.nextInt(3)) * across;
        int step = channels + random.nextInt(3);
        Tiles tiles = new Tiles(down, across, channels, count * step + random.nextInt(5), step);
        return new WinogradCase(tiles, count, ProductCase.numbers(random, AT + 6 * down + 3, odd),
                ProductCase.numbers(random, NUMBERS_AT + 36 * tiles.plane() + 3, odd),
                ProductCase.numbers(random, START_AT + channels, odd));
    }

    /** The whole array that a method writes into. */
    float[] run(Named method, Winograd kernels) {
        boolean transformed = method == Named.INPUTS || method == Named.GRADIENTS || method == Named.WEIGHTS;
        float[] result = new float[transformed ? numbers.length : pixels.length];
        Arrays.fill(result, 42);
        switch (method) {
            case INPUTS -> kernels.inputs(tiles, pixels, AT, count, result, NUMBERS_AT);
            case OUTPUTS -> kernels.outputs(tiles, numbers, NUMBERS_AT, start, START_AT, result, AT, count);
            case OUTPUTS_WITHOUT_START ->
                kernels.outputs(tiles, numbers, NUMBERS_AT, null, START_AT, result, AT, count);
            case GRADIENTS -> kernels.gradients(tiles, pixels, AT, count, result, NUMBERS_AT);
            case WEIGHTS ->
                kernels.weights(pixels, AT, weights() + 2, weights(), result, NUMBERS_AT, tiles.plane());
            case WEIGHT_GRADIENTS ->
                kernels.weightGradients(numbers, NUMBERS_AT, tiles.plane(), weights(), result, AT, weights() + 2);
            case ADDED_WEIGHT_GRADIENTS ->
                kernels.addWeightGradients(numbers, NUMBERS_AT, tiles.plane(), weights(), result, AT, weights() + 2);
        }
        return result;
    }

    /** How many weights a plane of numbers is taken for. */
    int weights() {
        return Math.min(count * tiles.channels(), tiles.plane());
    }

    /** Pixel (k, l) of a tile. */
    float pixel(float[] array, int tile, int k, int l, int channel) {
        return array[AT + tile * 4 * tiles.across() + k * tiles.down() + l * tiles.across() + channel];
    }

    /** Number (i, j) of a tile. */
    float number(float[] array, int tile, int i, int j, int channel) {
        return array[NUMBERS_AT + (6 * i + j) * tiles.plane() + tile * tiles.step() + channel];
    }

    @Override
    public String toString() {
        return count + " tiles, " + tiles;
    }
}
