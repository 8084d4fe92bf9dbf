package cnn.core.image;

/** What is wrong with a file, as a clause; {@link ImageDecoder} adds the file's name and the cure. */
final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    DecodeException(String problem) {
        super(problem);
    }
}
