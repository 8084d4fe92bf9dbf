package cnn.onnx.folding;

import cnn.core.text.Count;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** ONNX's Unique: of a constant's numbers, or of its parts along an axis, each once. */
final class DistinctParts {
    /** Parts among which equal ones are looked for. */
    private static final int MOST = 1 << 20;

    private final Constant parts;
    private final int width;

    /** The parts lie along the first axis. */
    private DistinctParts(Constant parts) {
        if (parts.dims()[0] > MOST) {
            throw new IllegalArgumentException("it looks for equal ones among " + Count.of(parts.dims()[0])
                    + " parts, and up to " + Count.of(MOST) + " are read");
        }
        this.parts = parts;
        width = parts.size() / Math.max(1, parts.dims()[0]);
    }

    /** The parts, where each is first, which of them each of the constant's is, and how often each is there. */
    static List<Constant> of(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        if (!node.attributes().has("axis")) {
            return new DistinctParts(from.reshape(from.size())).found(node, 0);
        }
        int axis = Axes.axis(node.attributes().integer("axis", 0), from.rank());
        int[] order = IntStream.concat(IntStream.of(axis),
                IntStream.range(0, from.rank()).filter(one -> one != axis)).toArray();
        return new DistinctParts(from.permute(order)).found(node, axis);
    }

    private int compared(int one, int other) {
        for (int i = 0; i < width; i++) {
            int order = parts.isFloat()
                    ? Double.compare(parts.number(one * width + i), parts.number(other * width + i))
                    : Long.compare(parts.asIntegers()[one * width + i], parts.asIntegers()[other * width + i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private List<Constant> found(Node node, int axis) {
        int count = parts.dims()[0];
        List<List<Integer>> groups = new ArrayList<>();
        for (int part : IntStream.range(0, count).boxed().sorted(this::compared).toList()) {
            if (groups.isEmpty() || compared(groups.getLast().getFirst(), part) != 0) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(part);
        }
        if (node.attributes().integer("sorted", 1) == 0) {
            groups.sort(Comparator.comparing(List::getFirst));
        }
        long[] inverse = new long[count];
        for (int group = 0; group < groups.size(); group++) {
            for (int part : groups.get(group)) {
                inverse[part] = group;
            }
        }
        return List.of(picked(groups, axis),
                Constant.vector(groups.stream().mapToLong(List::getFirst).toArray()), Constant.vector(inverse),
                Constant.vector(groups.stream().mapToLong(List::size).toArray()));
    }

    private Constant picked(List<List<Integer>> groups, int axis) {
        int[] dims = parts.dims().clone();
        dims[0] = groups.size();
        Constant first = parts.pick(dims, groups.stream().mapToInt(List::getFirst)
                .flatMap(part -> IntStream.range(part * width, (part + 1) * width)).toArray());
        return first.permute(IntStream.range(0, dims.length)
                .map(place -> place == axis ? 0 : place < axis ? place + 1 : place).toArray());
    }
}
