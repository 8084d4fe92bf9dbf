package cnn.core.data;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.core.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Another source with few images of each class to learn from: to see how much a pipeline makes of little data. Which ones
 * follows from the seed alone, and fewer are always among more: 20 of each class among the 50 of the same seed. Validation and
 * test stay whole; images that are held back for them later ({@code train.validation}) come from the few.
 *
 * @param data where the images come from
 * @param perClass images of each class, at least 1; a class that has fewer keeps all, which is told
 */
@Id("limit")
public record LimitData(DataSource data, int perClass) implements DataSource {
    private static final long CHOICE = 13;

    public LimitData {
        if (perClass < 1) {
            throw new IllegalArgumentException("A limit was given " + perClass
                    + " images per class. Use at least 1, for example per-class: 50.");
        }
    }

    /** A source with so many images of each class to learn from. */
    public static LimitData of(DataSource data, int perClass) {
        return new LimitData(data, perClass);
    }

    @Override
    public Splits open(Request request) {
        Splits parts = CheckedSplits.open(data, request);
        DataSet all = parts.train();
        CheckedData.requireClasses(all, "limit");
        int[][] byClass = Split.indicesByClass(all);
        long seed = Rng.key(request.seed(), CHOICE);
        List<String> few = new ArrayList<>();
        boolean[] taken = new boolean[all.size()];
        for (int c = 0; c < byClass.length; c++) {
            new Rng(Rng.key(seed, c)).shuffle(byClass[c]);
            for (int i = 0; i < Math.min(perClass, byClass[c].length); i++) {
                taken[byClass[c][i]] = true;
            }
            if (byClass[c].length < perClass) {
                few.add(all.classes().get(c) + " (" + byClass[c].length + ")");
            }
        }
        if (!few.isEmpty()) {
            request.notes().accept("Fewer than " + Count.of(perClass, "image") + " to learn from: "
                    + ClassNames.few(few) + ". All of them are kept.");
        }
        return new Splits(new Subset(all, IntStream.range(0, taken.length).filter(i -> taken[i]).toArray()),
                parts.validation(), parts.test());
    }
}
