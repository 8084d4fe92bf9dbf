package cnn.examples.shapes;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSource;

/**
 * Triangles, squares and circles, drawn by the pipeline's seed when the data is opened; no picture is in both parts.
 * At full difficulty figures are filled or outlined, of any size from a quarter of the picture to nearly all of it,
 * anywhere, turned at will; triangles are of any kind whose angles are at least 30 degrees; colours differ in lightness
 * by at least a quarter; half of the backgrounds are gradients, and faint lines, dots and noise distract.
 *
 * <p>A share of them, {@code drawn}, looks as if drawn by hand, whatever the difficulty: lines wobble, stay open or run
 * past their corners, which may be round; pens are thin or thick; circles become ellipses and squares rectangles, up to
 * eight times as long as wide; half of them are dark on white paper.
 *
 * <p>Pictures are drawn at the pipeline's own size where {@code preprocess} asks for a square one with 1 or 3 channels,
 * and otherwise at {@code size} and {@code channels}.
 *
 * @param train pictures to learn from, at least 1
 * @param test pictures that training never sees; 0 for none
 * @param size rows and columns of a picture, 16 to 1024 pixels
 * @param channels 1 for grey or 3 for colour
 * @param difficulty how much pictures vary
 * @param drawn the share of pictures that look drawn by hand, from 0 to 1
 */
@Id("shapes")
public record ShapesData(@Default("6000") int train, @Default("1500") int test, @Default("32") int size,
        @Default("3") int channels, @Default("full") Difficulty difficulty,
        @Default("0") double drawn) implements DataSource {
    public ShapesData {
        if (train < 1) {
            throw new IllegalArgumentException("Data 'shapes' cannot have train " + train + ". Use 1 or more.");
        }
        if (test < 0) {
            throw new IllegalArgumentException("Data 'shapes' cannot have test " + test + ". Use 0 or more.");
        }
        if (size < 16 || size > 1024) {
            throw new IllegalArgumentException("Data 'shapes' cannot have size " + size
                    + ". Use 16 to 1024 pixels: below 16 a small square and a small circle look the same.");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "Data 'shapes' cannot have channels " + channels + ". Use 1 for grey or 3 for colour.");
        }
        if (!(drawn >= 0 && drawn <= 1)) {
            throw new IllegalArgumentException(
                    "Data 'shapes' cannot have drawn " + drawn + ". Use a share from 0 to 1.");
        }
    }

    /** 6000 + 1500 pictures of 32×32 pixels: grey where easy, in colour at full difficulty. */
    public static ShapesData of(Difficulty difficulty) {
        return new ShapesData(6000, 1500, 32, difficulty == Difficulty.EASY ? 1 : 3, difficulty, 0);
    }

    /** Pictures to learn from, and pictures that training never sees. */
    public ShapesData counts(int train, int test) {
        return new ShapesData(train, test, size, channels, difficulty, drawn);
    }

    /** Rows and columns of a picture. */
    public ShapesData size(int value) {
        return new ShapesData(train, test, value, channels, difficulty, drawn);
    }

    /** 1 for grey or 3 for colour. */
    public ShapesData channels(int value) {
        return new ShapesData(train, test, size, value, difficulty, drawn);
    }

    /** The share of pictures that look drawn by hand, from 0 to 1. */
    public ShapesData drawn(double value) {
        return new ShapesData(train, test, size, channels, difficulty, value);
    }

    @Override
    public Splits open(Request request) {
        Shape shape = shape(request);
        ShapeImages learnt = new ShapeImages(this, train, shape, Rng.key(request.seed(), 0));
        ShapeImages unseen = test == 0 ? null : new ShapeImages(this, test, shape, Rng.key(request.seed(), 1));
        return new Splits(learnt, null, unseen);
    }

    private Shape shape(Request request) {
        Shape own = Shape.image(size, size, channels);
        Shape wanted = request.shape(own);
        boolean drawable = wanted.height() == wanted.width() && wanted.height() >= 16 && wanted.height() <= 1024
                && (wanted.channels() == 1 || wanted.channels() == 3);
        return drawable ? wanted : own;
    }
}
