package cnn.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConstantTests {
    /** Numbers that count, as a file's bytes of which some come before. */
    private static Constant ofBytes(int... dims) {
        int size = Constant.size(dims);
        ByteBuffer bytes = ByteBuffer.allocate(4 * size + 3).order(ByteOrder.LITTLE_ENDIAN).position(3);
        for (int i = 0; i < size; i++) {
            bytes.putFloat(i);
        }
        return Constant.of(dims, bytes.position(3));
    }

    @Test
    void numbersInAFilesBytesAreThoseOfAnArray() {
        Constant bytes = ofBytes(2, 3);
        assertThat(bytes.size()).isEqualTo(6);
        assertThat(bytes.number(4)).isEqualTo(4);
        assertThat(bytes.asFloats()).containsExactly(0, 1, 2, 3, 4, 5).isNotSameAs(bytes.asFloats());
        assertThat(bytes.held()).isNull();
        assertThat(bytes.asIntegers()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(bytes.expand(2, 2, 3).asFloats()).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
        float[] array = {1, 2};
        assertThat(Constant.of(new int[] {2}, array).reshape(1, 2).held()).isSameAs(array);
    }

    /** Every number from where the strides of the axes say; lengths about a tile's 16 and 256, and of none. */
    @Test
    void axesGoIntoAnyOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<int[]> shapes = new ArrayList<>(List.of(new int[0], new int[] {1}, new int[] {0, 3}, new int[] {257, 17},
                new int[] {16, 256}, new int[] {33, 5, 1, 270}, new int[] {18, 3, 3, 31}));
        for (int i = 0; i < 40; i++) {
            shapes.add(IntStream.range(0, random.nextInt(1, 6)).map(_ -> random.nextInt(1, 9)).toArray());
        }
        for (int[] dims : shapes) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, dims.length).boxed().toList());
            Collections.shuffle(order, random);
            int[] axes = order.stream().mapToInt(axis -> axis).toArray();
            Constant turned = ofBytes(dims).permute(axes);
            int[] to = IntStream.of(axes).map(axis -> dims[axis]).toArray();
            int[] strides = IntStream.of(axes)
                    .map(axis -> IntStream.range(axis + 1, dims.length).map(i -> dims[i]).reduce(1, (a, b) -> a * b))
                    .toArray();
            float[] due = new float[turned.size()];
            int[] indices = Constant.indices(to, strides);
            for (int i = 0; i < due.length; i++) {
                due[i] = indices[i];
            }
            assertThat(turned.dims()).isEqualTo(to);
            assertThat(turned.asFloats()).as("seed %d: %s by %s", seed, Arrays.toString(dims), order)
                    .isEqualTo(due);
        }
    }
}
