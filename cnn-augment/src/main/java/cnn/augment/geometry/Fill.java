package cnn.augment.geometry;

/** What lies outside an image, for augmenters that look there. */
public enum Fill {
    /** The nearest pixel of the edge. */
    EDGE,
    /** Zero: black. */
    ZERO,
    /** The image as seen in a mirror that stands on the edge's pixels: {@code … c b | a b c | b a …}. */
    REFLECT;

    /** The row or column inside 0 … length − 1 that stands for {@code index}; −1 where that is zero. */
    int inside(int index, int length) {
        if (index >= 0 && index < length) {
            return index;
        }
        return switch (this) {
            case EDGE -> index < 0 ? 0 : length - 1;
            case ZERO -> -1;
            case REFLECT -> {
                if (length == 1) {
                    yield 0;
                }
                int place = Math.floorMod(index, 2 * (length - 1));
                yield Math.min(place, 2 * (length - 1) - place);
            }
        };
    }
}
