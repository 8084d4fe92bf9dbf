package cnn.core.data;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.core.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds images of any other source back for test and validation: the same share of every class, or whole groups, so
 * that the people, films or patients in the test were never seen in training. With {@code folds} all images, whatever
 * part they came from, are dealt out to folds, of which one is the test: cross-validation trains once for each.
 * What goes where follows from the seed alone.
 *
 * @param data where the images come from
 * @param by a regular expression that finds an image's group in its name ({@link Groups}); null to split each class
 * @param test share of all images to hold back for the test; 0 for what the source itself gives
 * @param validation share of all images to hold back for validation; 0 for what the source itself gives
 * @param folds how many folds there are, at least 2; null for none
 * @param fold which of them is the test, from 1; with {@code folds} only
 */
@Id("split")
public record SplitData(DataSource data, @Nullable String by, @Default("0") double test,
        @Default("0") double validation, @Nullable Integer folds, @Nullable Integer fold) implements DataSource {
    private static final int TEST = 0;
    private static final int VALIDATION = 1;
    private static final int TRAIN = 2;
    private static final long FOLDS = 11;
    private static final long HELD = 12;

    public SplitData {
        share("test", test);
        share("validation", validation);
        if (by != null) {
            Groups.pattern(by);
        }
        if ((folds == null) != (fold == null)) {
            throw new IllegalArgumentException("A split takes folds and fold together, but was given "
                    + (folds == null ? "fold " + fold : "folds " + folds) + " alone. Write for example folds: 5, "
                    + "fold: 1.");
        }
        if (folds != null && (folds < 2 || fold < 1 || fold > folds)) {
            throw new IllegalArgumentException("A split was given folds " + folds + " and fold " + fold
                    + ". Use at least 2 folds, and a fold from 1 to their number.");
        }
        if (folds != null && test > 0) {
            throw new IllegalArgumentException("A split with folds was given test " + test
                    + " as well, but its test is one of the folds. Leave test out.");
        }
        if (folds == null && test == 0 && validation == 0) {
            throw new IllegalArgumentException("A split was given nothing to hold back. Set test, validation or folds, "
                    + "for example test: 0.2.");
        }
        if (!(test + validation < 1)) {
            throw new IllegalArgumentException("A split was given test " + test + " and validation " + validation
                    + ", which leaves nothing to learn from. Let them be less than 1 together.");
        }
    }

    /** A source with this share of its images held back for the test. */
    public static SplitData test(DataSource data, double share) {
        return new SplitData(data, null, share, 0, null, null);
    }

    /** One fold of a source as the test, the others to learn from. */
    public static SplitData fold(DataSource data, int fold, int folds) {
        return new SplitData(data, null, 0, 0, folds, fold);
    }

    /** Keeps images together whose names have the same match. */
    public SplitData by(@Nullable String regex) {
        return new SplitData(data, regex, test, validation, folds, fold);
    }

    /** Holds this share of all images back for validation. */
    public SplitData validation(double share) {
        return new SplitData(data, by, test, share, folds, fold);
    }

    /** The same split of other data. */
    public SplitData data(DataSource other) {
        return new SplitData(other, by, test, validation, folds, fold);
    }

    private static void share(String key, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("A split was given " + key + " " + share
                    + ". Use a share of the images of at least 0 and less than 1, for example 0.2.");
        }
    }

    /** How whatever splits these images further must group them; empty where it need not. */
    public static Optional<String> grouping(DataSource source) {
        return switch (source) {
            case SplitData split -> Optional.ofNullable(split.by).or(() -> grouping(split.data));
            case RelabelData relabel -> grouping(relabel.data());
            case LimitData limit -> grouping(limit.data());
            default -> Optional.empty();
        };
    }

    @Override
    public Splits open(Request request) {
        Splits parts = CheckedSplits.open(data, request);
        if (folds != null) {
            DataSet all = Pooled.of(Stream.of(parts.train(), parts.validation(), parts.test())
                    .filter(part -> part != null).toList());
            return divided(all, folded(all, request.seed()));
        }
        refuseSecond("test", test, parts.test());
        refuseSecond("validation", validation, parts.validation());
        Splits own = divided(parts.train(), held(parts.train(), request.seed()));
        DataSet heldTest = test > 0 ? own.test() : parts.test();
        DataSet heldValidation = validation > 0 ? own.validation() : parts.validation();
        if (by != null) {
            tellShared(own.train(), heldValidation, "validation", request);
            tellShared(own.train(), heldTest, "test", request);
        }
        return new Splits(own.train(), heldValidation, heldTest);
    }

    private static void refuseSecond(String part, double share, @Nullable DataSet own) {
        if (share > 0 && own != null) {
            throw new IllegalArgumentException("A split was given " + part + " " + share + ", but the data has a "
                    + part + " part already, of " + Count.of(own.size(), "image") + ". Leave " + part
                    + " out, or use folds, which pools all parts.");
        }
    }

    /** A source's own parts may share groups with what is learnt from; that makes results look better than they are. */
    private void tellShared(DataSet train, @Nullable DataSet part, String name, Request request) {
        if (part == null || by == null) {
            return;
        }
        List<String> shared = new ArrayList<>(Groups.of(train, by).names());
        shared.retainAll(Groups.of(part, by).names());
        if (!shared.isEmpty()) {
            request.notes().accept(Count.of(shared.size(), "group") + (shared.size() == 1 ? " is" : " are")
                    + " in the data's own " + name + " part and in training, "
                    + "for example '" + shared.getFirst() + "': results on it will look better than they are. Use "
                    + "folds, which pools all parts.");
        }
    }

    /** The part of each image where one fold is the test. */
    private int[] folded(DataSet all, long seed) {
        int[] foldOf = by == null
                ? Split.folds(all, folds, Rng.key(seed, FOLDS))
                : grouped(all, equal(all.size(), folds), "folds", Rng.key(seed, FOLDS));
        int[] rest = where(foldOf, f -> f != fold - 1);
        int[] part = new int[all.size()];
        for (int i : rest) {
            part[i] = TRAIN;
        }
        if (validation > 0) {
            DataSet others = new Subset(all, rest);
            double share = Math.min(validation * all.size() / rest.length, Math.nextDown(1.0));
            int[] inner = parts(others, 0, share, Rng.key(seed, HELD));
            for (int i = 0; i < rest.length; i++) {
                part[rest[i]] = inner[i];
            }
        }
        return part;
    }

    private static double[] equal(int images, int parts) {
        return IntStream.range(0, parts).mapToDouble(p -> (double) images / parts).toArray();
    }

    private int[] held(DataSet all, long seed) {
        return parts(all, test, validation, Rng.key(seed, HELD));
    }

    /** The part of each image for these shares, of which one may be 0. */
    private int[] parts(DataSet all, double testShare, double validationShare, long seed) {
        if (by == null) {
            return Split.parts(all, testShare, validationShare, seed);
        }
        int[] used = IntStream.of(TEST, VALIDATION, TRAIN)
                .filter(p -> p == TRAIN || (p == TEST ? testShare : validationShare) > 0).toArray();
        double[] wanted = IntStream.of(used).mapToDouble(p -> all.size()
                * (p == TEST ? testShare : p == VALIDATION ? validationShare : 1 - testShare - validationShare))
                .toArray();
        int[] number = grouped(all, wanted, "parts", seed);
        return IntStream.of(number).map(n -> used[n]).toArray();
    }

    private int[] grouped(DataSet all, double[] wanted, String what, long seed) {
        Groups groups = Groups.of(all, by == null ? "" : by);
        if (groups.names().size() < wanted.length) {
            throw new IllegalArgumentException("The images form " + Count.of(groups.names().size(), "group") + " by '"
                    + by + "' ("
                    + ClassNames.few(groups.names()) + "), but there are " + wanted.length + " " + what
                    + ", and each needs one at least. Use fewer " + what + ", or an expression that tells more groups "
                    + "apart.");
        }
        int[] part = Allotment.of(groups.sizes(), wanted, seed);
        return IntStream.of(groups.of()).map(group -> part[group]).toArray();
    }

    private static int[] where(int[] parts, IntPredicate wanted) {
        return IntStream.range(0, parts.length).filter(i -> wanted.test(parts[i])).toArray();
    }

    private static Splits divided(DataSet all, int[] parts) {
        int[] train = where(parts, p -> p == TRAIN);
        int[] validation = where(parts, p -> p == VALIDATION);
        int[] test = where(parts, p -> p == TEST);
        return new Splits(new Subset(all, train), validation.length == 0 ? null : new Subset(all, validation),
                test.length == 0 ? null : new Subset(all, test));
    }

    /** Splits what is learnt from once more, for a pipeline's {@code train.validation}. */
    public static Split byGroup(DataSet data, String by, double share, long seed) {
        SplitData split = new SplitData(request -> new Splits(data, null, null), by, 0, share, null, null);
        int[] parts = split.held(data, seed);
        return new Split(new Subset(data, where(parts, p -> p == TRAIN)),
                new Subset(data, where(parts, p -> p == VALIDATION)));
    }
}
