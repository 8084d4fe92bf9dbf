package cnn.report.finding;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Images that are in two parts of the data, pixel for pixel as the network sees them: what a model has seen in training it may
 * know by heart, so that results on it are too good.
 *
 * @param pairs in the order of the second part's images
 */
public record Duplicates(List<Pair> pairs) {
    public Duplicates {
        pairs = List.copyOf(pairs);
    }

    /**
     * The same image twice.
     *
     * @param first its number in the first part
     * @param second its number in the second
     */
    public record Pair(int first, int second) {
    }

    /** Compares all images of two parts, on all processors. */
    public static Duplicates between(DataSet first, DataSet second) {
        if (!first.shape().equals(second.shape())) {
            return new Duplicates(List.of());
        }
        long[] hashes = hashes(second);
        Map<Long, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < hashes.length; i++) {
            places.computeIfAbsent(hashes[i], hash -> new ArrayList<>(1)).add(i);
        }
        Integer[] original = new Integer[second.size()];
        Image one = Image.of(first.shape());
        Image other = Image.of(first.shape());
        long[] candidates = hashes(first);
        for (int i = 0; i < candidates.length; i++) {
            for (int place : places.getOrDefault(candidates[i], List.of())) {
                if (original[place] == null && isSame(first, i, one, second, place, other)) {
                    original[place] = i;
                }
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int place = 0; place < original.length; place++) {
            if (original[place] != null) {
                pairs.add(new Pair(original[place], place));
            }
        }
        return new Duplicates(pairs);
    }

    private static boolean isSame(DataSet first, int i, Image one, DataSet second, int place, Image other) {
        CheckedData.read(first, i, one);
        CheckedData.read(second, place, other);
        return Arrays.equals(one.pixels(), other.pixels());
    }

    private static long[] hashes(DataSet data) {
        long[] hashes = new long[data.size()];
        ThreadLocal<Image> buffers = ThreadLocal.withInitial(() -> Image.of(data.shape()));
        IntStream.range(0, hashes.length).parallel().forEach(i -> {
            Image image = buffers.get();
            CheckedData.read(data, i, image);
            long hash = 0xCBF2_9CE4_8422_2325L; // FNV-1a over floats; equal hashes are compared pixel by pixel
            for (float pixel : image.pixels()) {
                hash = (hash ^ Float.floatToRawIntBits(pixel)) * 0x100_0000_01B3L;
            }
            hashes[i] = hash;
        });
        return hashes;
    }
}
