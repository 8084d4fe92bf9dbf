package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Multiply;
import cnn.layers.arithmetic.MatrixProduct;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.shape.Gather;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sums of products by Einstein's convention: {@code bij,bjk->bik}. Two values are a stack of matrix products: letters that both
 * have and the result keeps are the stack, those that both have and it does not are summed over, the others are rows and
 * columns. Of more than two values the first two are made one, and so on. A letter that a value has twice is a diagonal.
 */
final class Einsum {
    private final Step step;
    private final Map<Character, Integer> lengths = new LinkedHashMap<>();

    private Einsum(Step step) {
        this.step = step;
    }

    /** A value whose axes have letters. */
    private record Term(Activation value, String letters) {
    }

    static void translate(Step step) {
        new Einsum(step).translate(step.attributes().text("equation", "").replace(" ", ""));
    }

    private void translate(String equation) {
        int count = step.node().inputs().size();
        int arrow = equation.indexOf("->");
        String[] inputs = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
        if (inputs.length != count) {
            throw new Unsupported("its equation " + equation + " is of " + inputs.length + " values, not " + count);
        }
        int free = 0;
        for (int i = 0; i < count; i++) {
            free = Math.max(free, inputs[i].contains("...") ? step.activation(i).rank() - inputs[i].length() + 3 : 0);
        }
        String[] letters = new String[count];
        for (int i = 0; i < count; i++) {
            letters[i] = written(inputs[i], step.activation(i).rank());
        }
        String result = arrow < 0 ? implied(letters, free) : result(equation.substring(arrow + 2), free);
        Term term = term(0, letters[0], result);
        for (int i = 1; i < count; i++) {
            StringBuilder kept = new StringBuilder(result);
            for (int later = i + 1; later < count; later++) {
                kept.append(letters[later]);
            }
            term = product(term, term(i, letters[i], result), kept.toString());
        }
        term = summed(term, result);
        if (term.letters.length() != result.length()) {
            throw new Unsupported("its equation " + equation + " has letters on the right that it has not on the left");
        }
        int[] order = result.chars().map(term.letters::indexOf).toArray();
        step.give(step.transposed(term.value, order));
    }

    /** The axes under three points get digits, counted from the last. */
    private static String written(String letters, int rank) {
        int points = letters.indexOf("...");
        if (points < 0) {
            return letters;
        }
        int free = rank - letters.length() + 3;
        return letters.substring(0, points) + digits(free) + letters.substring(points + 3);
    }

    private static String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = count; i > 0; i--) {
            digits.append((char) ('0' + i));
        }
        return digits.toString();
    }

    private static String result(String letters, int free) {
        return letters.contains("...") ? letters.replace("...", digits(free)) : letters;
    }

    /** What occurs once, in the order of the alphabet, behind the axes under three points. */
    private static String implied(String[] letters, int free) {
        String all = String.join("", letters);
        StringBuilder once = new StringBuilder(digits(free));
        all.chars().sorted().distinct().filter(Character::isLetter)
                .filter(letter -> all.indexOf(letter) == all.lastIndexOf(letter))
                .forEach(letter -> once.append((char) letter));
        return once.toString();
    }

    /** An input with each letter once. */
    private Term term(int input, String letters, String result) {
        Activation value = step.activation(input);
        if (letters.length() != value.rank()) {
            throw new Unsupported("its input " + input + " is " + value.text() + ", and has the letters " + letters);
        }
        if (step.batched() && (letters.isEmpty() || result.isEmpty() || letters.charAt(0) != result.charAt(0)
                || letters.indexOf(letters.charAt(0), 1) >= 0)) {
            throw new Unsupported("it moves the batch from the first axis");
        }
        Term term = new Term(value, letters);
        for (int axis = 0; axis < term.letters.length(); axis++) {
            int twice = term.letters.indexOf(term.letters.charAt(axis), axis + 1);
            while (twice >= 0) {
                term = diagonal(term, axis, twice);
                twice = term.letters.indexOf(term.letters.charAt(axis), axis + 1);
            }
            int length = term.value.dims()[axis];
            Integer known = lengths.putIfAbsent(term.letters.charAt(axis), length);
            if (known != null && known != length && !(step.batched() && axis == 0)) {
                throw new Unsupported("its letter " + term.letters.charAt(axis) + " is of length " + known + " and "
                        + length);
            }
        }
        return term;
    }

    private Term diagonal(Term term, int axis, int twice) {
        Activation value = term.value;
        int length = value.dims()[axis];
        if (value.dims()[twice] != length) {
            throw new Unsupported("it takes the diagonal of " + length + " by " + value.dims()[twice]);
        }
        int[] others = IntStream.of(step.axes(value.rank())).filter(one -> one != axis && one != twice).toArray();
        int[] order = IntStream.concat(IntStream.of(others), IntStream.of(axis, twice)).toArray();
        int rest = value.size() / length / length;
        Activation square = step.arranged(value, Shape.of(rest, length * length), order);
        Activation taken = step.add("diagonal", Gather.of(1, IntStream.range(0, length).map(i -> i * (length + 1))
                .toArray()), Map.of(), square);
        int[] all = IntStream.range(0, value.rank()).filter(one -> one != twice).toArray();
        int[] dims = IntStream.of(all).map(one -> value.dims()[one]).toArray();
        int[] memory = IntStream.concat(IntStream.of(others), IntStream.of(axis))
                .map(one -> one > twice ? one - 1 : one)
                .toArray();
        return new Term(step.laidOut(taken, dims, memory),
                new StringBuilder(term.letters).deleteCharAt(twice).toString());
    }

    /** Over the letters that are not kept. */
    private Term summed(Term term, String kept) {
        int[] over = IntStream.range(0, term.letters.length())
                .filter(axis -> kept.indexOf(term.letters.charAt(axis)) < 0)
                .toArray();
        if (over.length == 0) {
            return term;
        }
        Activation value = term.value;
        int[] stay = IntStream.of(step.axes(value.rank()))
                .filter(axis -> IntStream.of(over).noneMatch(one -> one == axis))
                .toArray();
        int count = Places.product(IntStream.of(over).map(axis -> value.dims()[axis]).toArray(), 0, over.length);
        Activation rows = step.arranged(value, Shape.of(value.size() / count, count),
                IntStream.concat(IntStream.of(stay), IntStream.of(over)).toArray());
        Activation sums = step.add("sum", Reduce.of(Statistic.SUM, 1), Map.of(), rows);
        StringBuilder letters = new StringBuilder();
        List<Integer> all = IntStream.range(0, value.rank())
                .filter(axis -> IntStream.of(over).noneMatch(one -> one == axis))
                .boxed().toList();
        all.forEach(axis -> letters.append(term.letters.charAt(axis)));
        int[] dims = all.stream().mapToInt(axis -> value.dims()[axis]).toArray();
        return new Term(step.laidOut(sums, dims, step.axes(dims.length)), letters.toString());
    }

    /** Two values as one, of the letters that are kept: the batch, the stack, rows, columns. */
    private Term product(Term one, Term other, String kept) {
        Term left = summed(one, kept + other.letters);
        Term right = summed(other, kept + left.letters);
        String stack = letters(left, right, true, kept, true);
        String inner = letters(left, right, true, kept, false);
        String rows = letters(left, right, false, kept, true);
        String columns = letters(right, left, false, kept, true);
        int height = length(rows);
        int depth = length(inner);
        int width = length(columns);
        Activation a = arranged(left, Shape.of(length(stack), height, depth), stack + rows + inner);
        Activation b = arranged(right, Shape.of(length(stack), depth, width), stack + inner + columns);
        Activation product = height == 1 && depth == 1 && width == 1
                ? step.add("product", new Multiply(), Map.of(), a, b)
                : step.add("product", new MatrixProduct(), Map.of(), a, b);
        String batch = step.batched() ? left.letters.substring(0, 1) : "";
        String letters = batch + stack + rows + columns;
        int[] dims = letters.chars().map(letter -> lengths.get((char) letter)).toArray();
        if (step.batched()) {
            dims[0] = Math.max(left.value.dims()[0], right.value.dims()[0]);
        }
        return new Term(step.laidOut(product, dims, step.axes(dims.length)), letters);
    }

    /** The letters of one value, the batch left out, that the other has too or not, and that are kept or not. */
    private String letters(Term of, Term other, boolean both, String kept, boolean stay) {
        StringBuilder letters = new StringBuilder();
        for (int axis = step.batched() ? 1 : 0; axis < of.letters.length(); axis++) {
            char letter = of.letters.charAt(axis);
            if (other.letters.indexOf(letter) >= 0 == both && kept.indexOf(letter) >= 0 == stay) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }

    private int length(String letters) {
        return letters.chars().map(letter -> lengths.get((char) letter)).reduce(1, Math::multiplyExact);
    }

    private Activation arranged(Term term, Shape shape, String letters) {
        return step.arranged(term.value, shape, letters.chars().map(term.letters::indexOf).toArray());
    }
}
