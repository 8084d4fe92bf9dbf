package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The clauses of {@link AugmenterContract}. */
final class AugmenterChecks {
    static final List<Check<Augmenter>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("refuses what is no number", one -> OptionSweep.refusesWhatIsNoNumber(subject(one), one)),
            new Check<>("takes pictures, or says why not", AugmenterChecks::takesPictures),
            new Check<>("overwrites the whole target and leaves the source alone",
                    AugmenterChecks::overwritesTheTarget),
            new Check<>("keeps values in [0, 1]", AugmenterChecks::keepsTheRange),
            new Check<>("gives the same picture for the same key", AugmenterChecks::repeats),
            new Check<>("gives other pictures for other keys", AugmenterChecks::varies),
            new Check<>("gives the same pictures on several threads", AugmenterChecks::servesSeveralThreads));

    private static final List<Shape> SHAPES = List.of(Shape.image(16, 16, 3), Shape.image(13, 8, 1),
            Shape.image(31, 17, 3), Shape.image(28, 28, 1), Shape.image(1, 1, 1), Shape.image(1, 7, 3),
            Shape.image(5, 1, 1), Shape.image(2, 2, 3));
    private static final int KEYS = 12;

    private AugmenterChecks() {
    }

    static Subject subject(Augmenter augmenter) {
        return new Subject("Augmenter " + augmenter);
    }

    static void takesPictures(Augmenter one) {
        if (taken(one).isEmpty()) {
            throw subject(one).wrong("it rejects all of " + SHAPES, "Let check accept common pictures");
        }
    }

    /** The shapes that its check accepts. */
    private static List<Shape> taken(Augmenter one) {
        List<Shape> taken = new ArrayList<>();
        for (Shape shape : SHAPES) {
            try {
                one.check(shape);
                taken.add(shape);
            } catch (IllegalArgumentException e) {
                if (e.getMessage() == null || e.getMessage().isBlank()) {
                    throw subject(one).wrong("check rejects " + shape + " without a message",
                            "Say what was given, what is expected and how to mend it");
                }
            }
        }
        return taken;
    }

    static void overwritesTheTarget(Augmenter one) {
        for (Shape shape : taken(one)) {
            for (long key = 0; key < KEYS; key++) {
                Image source = picture(shape);
                float[] marked = new float[shape.size()];
                Arrays.fill(marked, Guarded.MARK);
                one.augment(source, new Image(shape, marked), new Rng(key));
                for (int i = 0; i < marked.length; i++) {
                    if (Float.isNaN(marked[i])) {
                        throw subject(one).wrong("pixel " + Guarded.position(i, shape) + " of a " + shape
                                + " picture is left unwritten or became NaN",
                                "Overwrite every pixel of the target, which holds arbitrary numbers at first");
                    }
                }
                if (!Arrays.equals(source.pixels(), picture(shape).pixels())) {
                    throw subject(one).wrong("it changed the source of a " + shape + " picture",
                            "It is to be read only: it is the data set's own and used in every epoch");
                }
            }
        }
    }

    static void keepsTheRange(Augmenter one) {
        for (Shape shape : taken(one)) {
            for (long key = 0; key < KEYS; key++) {
                float[] pixels = augmented(one, shape, key);
                for (int i = 0; i < pixels.length; i++) {
                    if (!(pixels[i] >= -1e-5f && pixels[i] <= 1 + 1e-5f)) {
                        throw subject(one).wrong("pixel " + Guarded.position(i, shape) + " of a " + shape
                                + " picture became " + pixels[i],
                                "Values are in [0, 1] until normalisation: clamp them");
                    }
                }
            }
        }
    }

    static void repeats(Augmenter one) {
        for (Shape shape : taken(one)) {
            for (long key = 0; key < KEYS; key++) {
                float[] first = augmented(one, shape, key);
                augmented(one, shape, key + 1);
                if (!Arrays.equals(first, augmented(one, shape, key))) {
                    throw subject(one).wrong("a " + shape + " picture changes in another way when the same generator "
                            + "starts again",
                            "Draw chance only from the generator that is passed, and keep no state");
                }
            }
        }
    }

    static void varies(Augmenter one) {
        for (Shape shape : taken(one)) {
            float[] first = augmented(one, shape, 0);
            for (long key = 1; key < 50; key++) {
                if (!Arrays.equals(first, augmented(one, shape, key))) {
                    return;
                }
            }
        }
        throw subject(one).wrong("50 keys give the same picture", "Draw from the generator that is passed, and test a "
                + "configuration that changes something");
    }

    static void servesSeveralThreads(Augmenter one) {
        List<Shape> shapes = taken(one);
        Crowd.check(subject(one), 4, 8, (thread, round) -> augmented(one, shapes.get(thread % shapes.size()), thread),
                Arrays::equals, "An augmenter is shared by all threads: keep nothing in static or shared buffers");
    }

    private static float[] augmented(Augmenter one, Shape shape, long key) {
        Image target = Image.of(shape);
        one.augment(picture(shape), target, new Rng(Rng.key(key, 0)));
        return target.pixels();
    }

    /** Noise in [0, 1], with both ends in it. */
    private static Image picture(Shape shape) {
        Image image = Image.of(shape);
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = Math.clamp(Rng.uniform(11, i) * 1.5f - 0.25f, 0, 1);
        }
        return image;
    }
}
