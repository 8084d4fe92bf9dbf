package cnn.testkit;

import cnn.api.Shape;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A buffer whose wrong use is found: it starts full of a marked NaN, and behind what may be used there is more of it.
 */
final class Guarded {
    /** A NaN that no arithmetic makes from ordinary numbers. */
    static final float MARK = Float.intBitsToFloat(0x7FC0DEAD);
    private static final int FIRST_GUARD = 0x7FC10000;
    private static final AtomicInteger GUARDS = new AtomicInteger();

    final float[] data;
    private final String name;
    private final int used;
    /** Another NaN in every buffer, so that what is read from one guard and written to the next is seen. */
    private final int guardBits = FIRST_GUARD + GUARDS.getAndIncrement() % 4096;
    private float[] remembered = new float[0];

    /** A buffer of {@code used} floats for the layer and {@code guard} behind them. */
    Guarded(String name, int used, int guard) {
        this.name = name;
        this.used = used;
        data = new float[used + guard];
        Arrays.fill(data, MARK);
        Arrays.fill(data, used, data.length, Float.intBitsToFloat(guardBits));
    }

    /** Fills what may be used with the mark. */
    void mark() {
        Arrays.fill(data, 0, used, MARK);
    }

    /** What may be used. */
    float[] copy() {
        return Arrays.copyOf(data, used);
    }

    /** Overwrites what may be used. */
    void set(float[] numbers) {
        if (numbers.length != used) {
            throw new IllegalArgumentException(
                    "The " + name + " takes " + used + " numbers but was given " + numbers.length + ".");
        }
        System.arraycopy(numbers, 0, data, 0, used);
    }

    void remember() {
        remembered = data.clone();
    }

    void checkUnchanged(Subject subject, String method) {
        for (int i = 0; i < used; i++) {
            if (Float.floatToRawIntBits(data[i]) != Float.floatToRawIntBits(remembered[i])) {
                throw subject.wrong(
                        method + " changed the " + name + " at index " + i + " from " + remembered[i] + " to "
                                + data[i],
                        "It is to be read only: put intermediate results into a scratch, shared or saved buffer");
            }
        }
    }

    void checkGuard(Subject subject, String method) {
        for (int i = used; i < data.length; i++) {
            if (Float.floatToRawIntBits(data[i]) != guardBits) {
                throw subject.wrong(
                        method + " wrote past the end of the " + name + ", at index " + i + " of " + used
                                + " floats",
                        "Buffers may be larger than the batch: stop at pass.batch() examples, not at the array's end");
            }
        }
    }

    /** Checks that every element has been written. */
    void checkWritten(Subject subject, String method, Shape example) {
        int unwritten = 0;
        int first = -1;
        for (int i = 0; i < used; i++) {
            if (Float.floatToRawIntBits(data[i]) == Float.floatToRawIntBits(MARK)) {
                unwritten++;
                first = first < 0 ? i : first;
            }
        }
        if (unwritten > 0) {
            throw subject.wrong(
                    method + " left " + unwritten + " of " + used + " numbers of the " + name
                            + " unwritten, or made them from numbers that nobody wrote, first " + place(first, example),
                    "Overwrite all of it, of every example; outputs, gradients, scratch, shared and saved buffers hold "
                            + "arbitrary numbers at first, so never add to what is there");
        }
    }

    /** Checks that no element is NaN. */
    void checkNumbers(Subject subject, String method, Shape example) {
        for (int i = 0; i < used; i++) {
            if (Float.isNaN(data[i])) {
                throw subject.wrong(method + " gave NaN in the " + name + ", first " + place(i, example),
                        "Check for 0/0, for roots or logarithms of negative numbers, and for infinity minus infinity");
            }
        }
    }

    /** Where an index lies: {@code at example 1, (2, 3, 0)}. */
    static String place(int index, Shape example) {
        return "at example " + index / example.size() + ", " + position(index % example.size(), example);
    }

    /** Where an index lies in one tensor: {@code (2, 3, 0)}. */
    static String position(int index, Shape shape) {
        int[] place = new int[shape.rank()];
        int rest = index;
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        String text = Arrays.toString(place);
        return "(" + text.substring(1, text.length() - 1) + ")";
    }
}
