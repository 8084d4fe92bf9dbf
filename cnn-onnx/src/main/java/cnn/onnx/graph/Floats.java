package cnn.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Floats of a constant where they lie: in an array, or in a file's bytes, of which an array is made only when one is needed. What is large is
 * so held once before it becomes a network's weights.
 */
final class Floats {
    private final FloatBuffer numbers;

    private Floats(FloatBuffer numbers) {
        this.numbers = numbers;
    }

    static Floats of(float[] array) {
        return new Floats(FloatBuffer.wrap(array));
    }

    /** As many as these bytes hold, the lowest byte of each first. */
    static Floats of(ByteBuffer bytes) {
        return new Floats(bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }

    int size() {
        return numbers.capacity();
    }

    float get(int index) {
        return numbers.get(index);
    }

    /** Neighbours into an array. */
    void copy(int from, float[] to, int at, int count) {
        numbers.get(from, to, at, count);
    }

    /** The array itself where there is one, else a new one. */
    float[] array() {
        if (numbers.hasArray()) {
            return numbers.array();
        }
        float[] all = new float[size()];
        copy(0, all, 0, all.length);
        return all;
    }

    /** The array in which they lie; null where they lie in bytes. */
    float @Nullable [] held() {
        return numbers.hasArray() ? numbers.array() : null;
    }
}
