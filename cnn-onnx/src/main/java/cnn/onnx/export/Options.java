package cnn.onnx.export;

/**
 * How a network is written.
 *
 * @param batch length of the first axis; 0 where it stays open
 * @param newest version of the operators, at most
 * @param folds whether a batch normalisation goes into the weights of the layer before it
 */
public record Options(int batch, int newest, boolean folds) {
    /** The oldest version that is written: it has one operator for layer normalisation. */
    public static final int OLDEST = 17;
    /** The newest version that is written. */
    public static final int NEWEST = 21;

    public Options {
        if (batch < 0) {
            throw new IllegalArgumentException("The batch was given as " + batch
                    + ", but it has 1 example or more. Give 0 to leave it open.");
        }
        if (newest < OLDEST || newest > NEWEST) {
            throw new IllegalArgumentException("ONNX's operators of version " + newest
                    + " were asked for, but those from "
                    + OLDEST + " to " + NEWEST + " are written. Give opset " + OLDEST + ", which every runtime knows.");
        }
    }
}
