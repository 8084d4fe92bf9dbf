package cnn.layers.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as ONNX has it (TensorProto): channels first.
 *
 * @param name its name; empty in data files
 * @param dims lengths of the axes, none for a scalar
 * @param type ONNX's number of the element type: 1 is float32, 7 int64, 9 bool
 * @param numbers the elements; integers as floats. Empty for a type that is not read
 */
record OnnxTensor(String name, int[] dims, int type, float[] numbers) {
    static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int BOOL = 9;

    static OnnxTensor parse(ByteString bytes) throws IOException {
        UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
        List<Long> lengths = integers(fields.getField(1));
        int[] dims = new int[lengths.size()];
        int size = 1;
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Math.toIntExact(lengths.get(i));
            size *= dims[i];
        }
        int type = Math.toIntExact(integers(fields.getField(2)).getFirst());
        List<ByteString> names = fields.getField(8).getLengthDelimitedList();
        return new OnnxTensor(names.isEmpty() ? "" : names.getLast().toStringUtf8(), dims, type,
                numbers(fields, type, size));
    }

    private static float[] numbers(UnknownFieldSet fields, int type, int size) throws IOException {
        float[] numbers = new float[type == FLOAT || type == INT64 || type == BOOL ? size : 0];
        List<ByteString> raw = fields.getField(9).getLengthDelimitedList();
        if (!raw.isEmpty()) {
            ByteBuffer buffer = raw.getFirst().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = switch (type) {
                    case FLOAT -> buffer.getFloat();
                    case INT64 -> buffer.getLong();
                    default -> buffer.get();
                };
            }
        } else if (type == FLOAT) {
            List<Float> floats = floats(fields.getField(4));
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = floats.get(i);
            }
        } else {
            List<Long> integers = integers(fields.getField(type == BOOL ? 5 : 7));
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = integers.get(i);
            }
        }
        return numbers;
    }

    /** The integers of a repeated field, packed or not. */
    static List<Long> integers(UnknownFieldSet.Field field) throws IOException {
        List<Long> values = new ArrayList<>(field.getVarintList());
        for (ByteString packed : field.getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                values.add(in.readInt64());
            }
        }
        return values;
    }

    /** The floats of a repeated field, packed or not. */
    static List<Float> floats(UnknownFieldSet.Field field) throws IOException {
        List<Float> values = new ArrayList<>();
        field.getFixed32List().forEach(bits -> values.add(Float.intBitsToFloat(bits)));
        for (ByteString packed : field.getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                values.add(in.readFloat());
            }
        }
        return values;
    }

    int rank() {
        return dims.length;
    }

    int dim(int axis) {
        return dims[axis];
    }

    /** Number of elements of the axes from one to another, exclusive. */
    int product(int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= dims[axis];
        }
        return product;
    }

    /** With the axes in another order: axis i of the result is axis {@code order[i]} of this. */
    OnnxTensor permute(int... order) {
        int[] to = new int[order.length];
        int[] strides = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            to[i] = dims[order[i]];
            strides[i] = product(order[i] + 1, dims.length);
        }
        float[] moved = new float[numbers.length];
        int[] at = new int[order.length];
        for (int i = 0; i < moved.length; i++) {
            int from = 0;
            for (int axis = 0; axis < at.length; axis++) {
                from += at[axis] * strides[axis];
            }
            moved[i] = numbers[from];
            for (int axis = at.length - 1; axis >= 0 && ++at[axis] == to[axis]; axis--) {
                at[axis] = 0;
            }
        }
        return new OnnxTensor(name, to, type, moved);
    }

    /** With one axis moved to the end: (N, C, H, W) → (N, H, W, C) for axis 1. */
    OnnxTensor axisLast(int axis) {
        int[] order = new int[dims.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i < axis ? i : i == order.length - 1 ? axis : i + 1;
        }
        return permute(order);
    }

    /** The same numbers under other axes. */
    OnnxTensor reshape(int... to) {
        return new OnnxTensor(name, to, type, numbers);
    }
}
