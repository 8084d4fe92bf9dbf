package cnn.api.layer;

import java.util.List;

/**
 * What a layer does to each number by itself. The layer before it may then do it as the last thing of its own work, while
 * the number is still in the cache, and the layer itself costs no pass over memory. An op {@linkplain Op#epilogue offers}
 * its epilogue, another {@linkplain Op#absorb absorbs} it; the engine brings them together where nobody else reads what
 * lies between, and knows neither of them by name.
 */
public sealed interface Epilogue {
    /**
     * y = factor · x + offset, with numbers of its own for each channel that follow from parameters alone, as those of
     * batch normalisation in prediction. A layer that multiplies with weights folds them into these.
     */
    non-sealed interface ChannelAffine extends Epilogue {
        /** Overwrites both arrays, one number for each channel. */
        void coefficients(Packer.Values values, float[] factors, float[] offsets);
    }

    /**
     * A function of the number, and perhaps of the number at the same place of other inputs of the layer. Those inputs are
     * behind the absorbing layer's own, from {@link Place#firstSide}.
     */
    non-sealed interface Elementwise extends Epilogue {
        /**
         * Overwrites {@code numbers[from … to − 1]} with the function of themselves. They lie in the output where there are side
         * inputs, and otherwise anywhere.
         */
        void forward(Forward pass, float[] numbers, int from, int to);

        /**
         * The same for {@code count} numbers in each of some rows, which begin {@code pitch} floats apart: in a call for all of
         * them, since rows may be short.
         *
         * @param at index of the first row's first number
         */
        default void forward(Forward pass, float[] numbers, int at, int rows, int pitch, int count) {
            if (count == pitch) {
                forward(pass, numbers, at, at + rows * pitch);
                return;
            }
            for (int row = 0; row < rows; row++) {
                forward(pass, numbers, at + row * pitch, at + row * pitch + count);
            }
        }

        /**
         * Overwrites {@code gradient[from … to − 1]}, the derivative of the loss with respect to y, with that with respect to
         * x, and those places of the side inputs' gradients, where wanted.
         *
         * @param output y, to be read only
         */
        void backward(Backward pass, float[] output, float[] gradient, int from, int to);

        /**
         * Whether {@link #backward} reads y. After an epilogue that does, another is absorbed only for prediction: it would
         * overwrite y.
         */
        default boolean readsOutput() {
            return true;
        }

        /** Several functions as one: the first one first. */
        static Elementwise inTurn(List<? extends Elementwise> functions) {
            return functions.size() == 1 ? functions.getFirst() : new InTurn(List.copyOf(functions));
        }
    }

    /** y = x: dropout in prediction. */
    record Identity() implements Epilogue {
    }

    /**
     * Where the epilogue is wanted.
     *
     * @param input which of the layer's inputs becomes x; the others are its side inputs
     * @param firstSide index of the first side input in the pass that the epilogue will see, the others behind it in order
     * @param training whether it is for training; otherwise it only ever goes forward
     */
    record Place(int input, int firstSide, boolean training) {
    }
}
