package cnn.layers.generator;

import cnn.layers.generator.Numbers.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Winograd's transform of kernels, G g Gᵀ. It is computed with three kinds of numbers, and its formula stands here alone: a row
 * of 0 or ∞ is a factor times one row of g, those of a point and its negative are sum and difference of an even and an odd
 * part, and what is so found of G g is multiplied by Gᵀ in the same way.
 *
 * @param packageName where it belongs
 * @param name its name
 * @param javadoc what it says of itself
 * @param numbers what it computes with
 */
record KernelTransform(String packageName, String name, String javadoc, Numbers numbers) implements Generated {
    private static final int KERNEL = 3;
    private static final int TILE = 6;

    @Override
    public String source() {
        Code code = new Code();
        code.line("package %s;", packageName);
        code.gap();
        writeImports(code);
        code.gap();
        code.javadoc(javadoc);
        code.open("final class %s", name);
        writeConstants(code);
        code.open("private %s()", name);
        code.close();
        code.gap();
        code.javadoc("The row of 0 from the kernel's first row, or that of ∞ from the last one: times the factor.");
        writeMethod(code, "outerRow", false);
        code.gap();
        code.javadoc("The rows of a point and of its negative: the factor, the factor times the point, "
                + (oneArray() ? "and the point's square." : "and times its square."));
        writeMethod(code, "innerRows", true);
        code.close();
        return code.toString();
    }

    /** In double all numbers lie in one array, at constant distances: the JIT's second compiler makes vectors of such loops. */
    private boolean oneArray() {
        return numbers == Numbers.DOUBLES;
    }

    private void writeImports(Code code) {
        if (numbers == Numbers.FLOATS) {
            code.line("import static cnn.layers.kernel.Fma.fma;");
        }
        for (String constant : oneArray()
                ? List.of("A", "A2", "B", "B2", "FACTOR_0", "FACTOR_A", "FACTOR_B")
                : List.of("F0", "FA", "FA_A", "FA_A2", "FB", "FB_B", "FB_B2")) {
            code.line("import static cnn.layers.kernel.Points.%s;", constant);
        }
        if (numbers == Numbers.VECTORS) {
            code.gap();
            code.line("import jdk.incubator.vector.FloatVector;");
            code.line("import jdk.incubator.vector.VectorSpecies;");
        }
    }

    private void writeConstants(Code code) {
        if (numbers == Numbers.VECTORS) {
            code.line("private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;");
            code.line("private static final int LANES = SPECIES.length();");
            code.gap();
        } else if (oneArray()) {
            code.javadoc("Floats from one number of all weights to the next.");
            code.line("static final int PLANE = Winograd.PRECISE_COUNT;");
            code.javadoc("Where what is computed starts, behind the nine numbers of g.");
            code.line("static final int RESULT = %d * PLANE;", KERNEL * KERNEL);
            code.gap();
        }
    }

    /** A method for one row, or for those of a point and its negative. */
    private void writeMethod(Code code, String name, boolean two) {
        code.method("static void", name, parameters(two));
        if (numbers == Numbers.VECTORS) {
            writeBroadcasts(code, two);
        }
        if (two && !oneArray()) {
            code.line("int three = %d * gPlane;", KERNEL);
            code.line("int six = %d * gPlane;", 2 * KERNEL);
        }
        code.open(oneArray()
                ? "for (int i = at; i < at + count; i++)"
                : numbers == Numbers.VECTORS
                        ? "for (int n = 0; n < count; n += LANES)"
                        : "for (int n = 0; n < count; n++)");
        if (!oneArray()) {
            code.line("int p = at + n;");
        }
        Set<String> known = new HashSet<>();
        for (int column = 0; column < KERNEL; column++) {
            writeColumn(code, column, two, known);
        }
        if (!oneArray()) {
            code.line("int q = to + n;");
        }
        writeRow(code, "w", 0, known);
        if (two) {
            if (!oneArray()) {
                code.line("q += %d * plane;", TILE);
            }
            writeRow(code, "z", TILE, known);
        }
        code.close();
        code.close();
    }

    private List<String> parameters(boolean two) {
        List<String> parameters = new ArrayList<>(
                oneArray() ? List.of("float[] u", "int at") : List.of("float[] g", "int at", "int gPlane"));
        for (String factor : two ? List.of("factor", "slope", "square") : List.of("factor")) {
            parameters.add((oneArray() ? "double " : "float ") + factor);
        }
        parameters.add("int count");
        parameters.addAll(oneArray() ? List.of() : List.of("float[] u", "int to", "int plane"));
        return parameters;
    }

    private static void writeBroadcasts(Code code, boolean two) {
        String broadcast = "FloatVector %s = FloatVector.broadcast(SPECIES, %s);";
        if (two) {
            code.line(broadcast, Numbers.VECTORS.given.factor(), Numbers.FLOATS.given.factor());
            code.line(broadcast, Numbers.VECTORS.given.slope(), Numbers.FLOATS.given.slope());
            code.line(broadcast, Numbers.VECTORS.given.square(), Numbers.FLOATS.given.square());
        }
        code.line(broadcast, Numbers.VECTORS.zero, Numbers.FLOATS.zero);
        for (boolean first : new boolean[] {true, false}) {
            Point vector = first ? Numbers.VECTORS.a : Numbers.VECTORS.b;
            Point constant = first ? Numbers.FLOATS.a : Numbers.FLOATS.b;
            code.line(broadcast, vector.factor(), constant.factor());
            code.line(broadcast, vector.slope(), constant.slope());
            code.line(broadcast, vector.square(), constant.square());
        }
    }

    /** One number of each row of G g, from a column of g. */
    private void writeColumn(Code code, int column, boolean two, Set<String> known) {
        if (!two) {
            // a scalar serves here even beside vectors, whose constants are many already
            let(code, "w" + column, numbers.product("factor", number(0, column, false)), known);
            return;
        }
        if (column > 0 && !oneArray()) {
            code.line("p += gPlane;");
        }
        let(code, "even", numbers.even(numbers.given, number(0, column, true), number(2, column, true)), known);
        let(code, "odd", numbers.odd(numbers.given, number(1, column, true)), known);
        let(code, "w" + column, numbers.sum("even", "odd"), known);
        let(code, "z" + column, numbers.difference("even", "odd"), known);
    }

    /** A number of g. Where {@code walking}, the index has come to its column already. */
    private String number(int row, int column, boolean walking) {
        if (oneArray()) {
            return numbers.load("u", index("i", KERNEL * row + column, "PLANE"));
        }
        return numbers.load("g",
                walking ? List.of("p", "p + three", "p + six").get(row) : index("p", column, "gPlane"));
    }

    /** A row of G g times Gᵀ, which begins with number {@code first} of what is stored. */
    private void writeRow(Code code, String row, int first, Set<String> known) {
        String x = row + 0;
        String y = row + 1;
        String z = row + 2;
        let(code, "evenA", numbers.even(numbers.a, x, z), known);
        let(code, "oddA", numbers.odd(numbers.a, y), known);
        let(code, "evenB", numbers.even(numbers.b, x, z), known);
        let(code, "oddB", numbers.odd(numbers.b, y), known);
        List<String> results = List.of(numbers.product(numbers.zero, x), numbers.sum("evenA", "oddA"),
                numbers.difference("evenA", "oddA"), numbers.sum("evenB", "oddB"), numbers.difference("evenB", "oddB"),
                z);
        for (int i = 0; i < results.size(); i++) {
            code.line("%s", oneArray()
                    ? numbers.store(results.get(i), "u", index("i + RESULT", first + i, "PLANE"))
                    : numbers.store(results.get(i), "u", index("q", i, "plane")));
        }
    }

    private static String index(String start, int count, String distance) {
        return count == 0 ? start : start + " + " + (count == 1 ? "" : count + " * ") + distance;
    }

    /** Gives a name to what may have had it before. */
    private void let(Code code, String name, String value, Set<String> known) {
        code.statement((known.add(name) ? numbers.type + " " : "") + name + " = " + value + ";");
    }
}
