package cnn.onnx.translation;

import cnn.onnx.graph.Constant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the numbers of a value lie. Its ONNX axes are cut into atoms, pieces that never come apart; memory holds the same atoms in
 * an order of its own. Behind a convolution ONNX sees (N, C, H, W) and memory holds [H, W, C]; a Flatten behind it makes one axis
 * of the atoms C, H and W and leaves memory alone. So shapes and transposes cost nothing until a layer needs an order.
 *
 * <p>Axes of length 1 have no atom. Nor has the batch, which is outermost on both sides.
 *
 * @param atoms lengths above 1, in ONNX's order
 * @param counts for each ONNX axis how many of the atoms make it up
 * @param order for each atom in memory, the outermost first, its index in ONNX's order
 */
public record Layout(int[] atoms, int[] counts, int[] order) {
    /** A value whose axes lie in memory in this order, the batch left out. */
    public static Layout of(int[] dims, boolean batched, int... axes) {
        List<Integer> atoms = new ArrayList<>();
        int[] counts = new int[dims.length];
        int[] atomOf = new int[dims.length];
        for (int axis = batched ? 1 : 0; axis < dims.length; axis++) {
            if (dims[axis] > 1) {
                atomOf[axis] = atoms.size();
                atoms.add(dims[axis]);
                counts[axis] = 1;
            }
        }
        int[] order = IntStream.of(axes).filter(axis -> counts[axis] == 1).map(axis -> atomOf[axis]).toArray();
        return new Layout(ints(atoms), counts, order);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The atoms as they would lie if memory held these axes in this order. */
    public int[] orderOf(int... axes) {
        List<Integer> wanted = new ArrayList<>();
        for (int axis : axes) {
            int first = first(axis);
            for (int i = 0; i < counts[axis]; i++) {
                wanted.add(first + i);
            }
        }
        return ints(wanted);
    }

    /**
     * The axes in memory's order, those of length 1 before the others; of one that lies in pieces the outermost says where.
     *
     * @param axes that are asked for: all but the batch
     */
    int[] memoryAxes(int[] axes) {
        int[] single = IntStream.of(axes).filter(axis -> counts[axis] == 0).toArray();
        int[] ordered = IntStream.of(axes).filter(axis -> counts[axis] > 0).boxed()
                .sorted(Comparator.comparingInt(this::outermost)).mapToInt(Integer::intValue).toArray();
        return IntStream.concat(IntStream.of(single), IntStream.of(ordered)).toArray();
    }

    private int outermost(int axis) {
        int first = first(axis);
        return IntStream.range(first, first + counts[axis]).map(this::place).min().orElseThrow();
    }

    /** The axis that an atom is of. */
    int axis(int atom) {
        int axis = 0;
        for (int behind = counts[0]; behind <= atom; behind += counts[++axis]) {
            // until it is among the atoms so far
        }
        return axis;
    }

    /** Whether atoms would lie so if memory held these axes in this order. */
    boolean orderIs(int[] wanted, int... axes) {
        return Arrays.equals(wanted, orderOf(axes));
    }

    private int first(int axis) {
        return IntStream.range(0, axis).map(before -> counts[before]).sum();
    }

    /** ONNX's own order. */
    int[] plain() {
        return IntStream.range(0, atoms.length).toArray();
    }

    public boolean lies(int[] wanted) {
        return Arrays.equals(order, wanted);
    }

    /** The same numbers in another order of memory. */
    Layout ordered(int[] wanted) {
        return new Layout(atoms, counts, wanted);
    }

    /** Lengths of the atoms as they lie in memory; of none a 1. */
    public int[] memory() {
        return order.length == 0 ? new int[] {1} : IntStream.of(order).map(atom -> atoms[atom]).toArray();
    }

    /** For each atom of the wanted order its place in memory. */
    public int[] moves(int[] wanted) {
        return IntStream.of(wanted).map(this::place).toArray();
    }

    private int place(int atom) {
        int place = 0;
        while (order[place] != atom) {
            place++;
        }
        return place;
    }

    /** For each number in memory its index in ONNX's order. */
    public int[] onnxIndices() {
        int[] strides = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            strides[i] = 1;
            for (int atom = order[i] + 1; atom < atoms.length; atom++) {
                strides[i] *= atoms[atom];
            }
        }
        return order.length == 0 ? new int[] {0} : Constant.indices(memory(), strides);
    }

    /** With ONNX's axes in another order: axis i becomes what was axis {@code axes[i]}. Memory stays. */
    public Layout transposed(int[] axes) {
        int[] old = orderOf(axes); // for each new atom its old index
        int[] renamed = new int[old.length];
        int[] lengths = new int[old.length];
        for (int i = 0; i < old.length; i++) {
            renamed[old[i]] = i;
            lengths[i] = atoms[old[i]];
        }
        return new Layout(lengths, IntStream.of(axes).map(axis -> counts[axis]).toArray(),
                IntStream.of(order).map(atom -> renamed[atom]).toArray());
    }

    /**
     * Under other ONNX axes. Memory stays, with atoms cut where a new axis begins within one.
     *
     * @param dims the new axes, the batch's length as 1
     * @return null where a new axis begins at no whole part of an atom: memory must be brought into ONNX's order first
     */
    @Nullable
    public Layout reshaped(int[] dims) {
        List<Integer> cut = new ArrayList<>();
        int[] newCounts = new int[dims.length];
        List<List<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < atoms.length; i++) {
            parts.add(new ArrayList<>());
        }
        int atom = -1;
        int left = 1;
        for (int axis = 0; axis < dims.length; axis++) {
            int rest = dims[axis];
            while (rest > 1) {
                if (left == 1) {
                    left = atoms[++atom];
                }
                int piece = rest % left == 0 ? left : left % rest == 0 ? rest : 0;
                if (piece == 0) {
                    return null;
                }
                parts.get(atom).add(cut.size());
                cut.add(piece);
                newCounts[axis]++;
                rest /= piece;
                left /= piece;
            }
        }
        int[] newOrder = IntStream.of(order).boxed().flatMap(old -> parts.get(old).stream())
                .mapToInt(Integer::intValue).toArray();
        return new Layout(ints(cut), newCounts, newOrder);
    }
}
