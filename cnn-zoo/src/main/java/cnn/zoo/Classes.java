package cnn.zoo;

/** What is asked of a network's number of classes. */
final class Classes {
    private Classes() {
    }

    static void check(String network, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException(network + " needs at least 1 class but was given " + classes
                    + ". Give as many as the data has.");
        }
    }
}
