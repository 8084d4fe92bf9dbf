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
 * Finds the images of one part of the data in others, pixel for pixel as the network sees them: what a model has seen in
 * training it may know by heart, so that results on it are too good.
 */
public final class Duplicates {
    private final DataSet first;
    private final Map<Long, List<Integer>> places = new HashMap<>();

    private Duplicates(DataSet first) {
        this.first = first;
        long[] hashes = hashes(first);
        for (int i = 0; i < hashes.length; i++) {
            places.computeIfAbsent(hashes[i], hash -> new ArrayList<>(1)).add(i);
        }
    }

    /**
     * The same image twice.
     *
     * @param first its number in the first part
     * @param second its number in the second
     */
    public record Pair(int first, int second) {
    }

    /** Reads the images of the first part, on all processors. */
    public static Duplicates of(DataSet first) {
        return new Duplicates(first);
    }

    /** Those of a second part that are in the first, in their order, each with the first that it equals. */
    public List<Pair> in(DataSet second) {
        List<Pair> pairs = new ArrayList<>();
        if (first.shape().equals(second.shape())) {
            Image one = Image.of(first.shape());
            Image other = Image.of(first.shape());
            long[] hashes = hashes(second);
            for (int i = 0; i < hashes.length; i++) {
                int number = i;
                places.getOrDefault(hashes[i], List.of()).stream()
                        .filter(place -> isSame(place, one, second, number, other)).findFirst()
                        .ifPresent(place -> pairs.add(new Pair(place, number)));
            }
        }
        return pairs;
    }

    private boolean isSame(int place, Image one, DataSet second, int number, Image other) {
        CheckedData.read(first, place, one);
        CheckedData.read(second, number, other);
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
