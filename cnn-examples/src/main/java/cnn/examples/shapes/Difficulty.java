package cnn.examples.shapes;

import cnn.api.Rng;

/** How much the pictures of the shapes data set vary. */
public enum Difficulty {
    /** Filled grey figures of about one size near the middle, turned at will, with little noise. */
    EASY,
    /** Everything that {@link ShapesData} lists. */
    FULL;

    Scene draw(int label, int size, int channels, Rng random) {
        return switch (this) {
            case EASY -> EasyScenes.draw(label, size, channels, random);
            case FULL -> FullScenes.draw(label, size, channels, random);
        };
    }
}
