package cnn.onnx.operator;

import cnn.onnx.folding.Broadcasting;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Constants repeated over values. */
final class Repetition {
    private Repetition() {
    }

    /** A constant's number for each number of an example, in memory's order. */
    static float[] inMemory(Step step, Activation value, Constant constant) {
        int[] dims = value.dims().clone();
        if (step.batched()) {
            dims[0] = 1;
        }
        if (!Arrays.equals(Broadcasting.of(dims, constant.dims()), dims)) {
            throw new Unsupported(
                    "it repeats " + value.text() + " over a constant " + Arrays.toString(constant.dims()));
        }
        return constant.expand(dims)
                .pick(new int[] {value.size()}, value.onnxIndices()).asFloats();
    }

    /** Whether the numbers are the same from one stretch of this length to the next. */
    static boolean repeats(float[] numbers, int period) {
        return IntStream.range(period, numbers.length).allMatch(i -> numbers[i] == numbers[i - period]);
    }
}
