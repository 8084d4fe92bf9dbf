package cnn.vision;

/**
 * A thing that was found.
 *
 * @param box where
 * @param label what its class is called
 * @param index the class's number, from 0
 * @param score how sure the network is, usually in [0, 1]
 */
public record Detection(Box box, String label, int index, float score) {
    public Detection {
        if (Float.isNaN(score)) {
            throw new IllegalArgumentException("The score of '" + label + "' at " + box + " is no number. The network "
                    + "overflows on this picture, or its input is prepared in another way than in training.");
        }
    }

    /** The same thing elsewhere. */
    public Detection at(Box elsewhere) {
        return new Detection(elsewhere, label, index, score);
    }

    Detection score(float other) {
        return new Detection(box, label, index, other);
    }
}
