package cnn.api.layer;

import cnn.api.layer.Epilogue.Elementwise;
import java.util.List;

/**
 * Epilogues one after the other.
 *
 * @param functions the first one first
 */
record InTurn(List<Elementwise> functions) implements Elementwise {
    @Override
    public void forward(Forward pass, float[] numbers, int from, int to) {
        for (int i = 0; i < functions.size(); i++) {
            functions.get(i).forward(pass, numbers, from, to);
        }
    }

    @Override
    public void forward(Forward pass, float[] numbers, int at, int rows, int pitch, int count) {
        for (int i = 0; i < functions.size(); i++) {
            functions.get(i).forward(pass, numbers, at, rows, pitch, count);
        }
    }

    @Override
    public void backward(Backward pass, float[] output, float[] gradient, int from, int to) {
        for (int i = functions.size() - 1; i >= 0; i--) {
            functions.get(i).backward(pass, output, gradient, from, to);
        }
    }

    @Override
    public boolean readsOutput() {
        return functions.stream().anyMatch(Elementwise::readsOutput);
    }
}
