package cnn.layers.generator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A class of one of Winograd's transforms, M x Mᵀ for a vector at a time. A method computes some rows: of each column of x what
 * the rows have there, then each row's product with Mᵀ. All of it is unrolled, as only named locals stay in registers.
 *
 * <p>Statements are lines: {@code sum = m[p].add(one)} names a vector, {@code y[q] <- sum} stores one, and what ends with a
 * semicolon is plain Java. An array's name with an index reads a vector.
 *
 * @param name its name
 * @param javadoc what it says of itself
 * @param points constants of {@code Points} that it needs
 * @param methods its methods
 */
record TileTransform(String name, String javadoc, List<String> points, List<Method> methods) implements Generated {
    private static final String PACKAGE = "cnn.layers.kernel.simd.winograd";

    /**
     * A method.
     *
     * @param javadoc what it computes
     * @param name its name
     * @param parameters its parameters
     * @param constants vectors of one number each: {@code lessA = -A}
     * @param distances where numbers lie from each other: {@code two = 2 * tiles.down()}
     * @param columns how columns are read
     * @param rows how rows are written
     */
    record Method(String javadoc, String name, String parameters, List<String> constants, List<String> distances,
            Columns columns, Rows rows) {
        boolean ofTiles() {
            return parameters.startsWith("Tiles");
        }
    }

    /**
     * How columns are read.
     *
     * @param count how many there are
     * @param at where the first one starts: {@code p}
     * @param step from one to the next
     * @param statements in which {@code #} is the column's number
     */
    record Columns(int count, String at, String step, String statements) {
    }

    /**
     * How rows are written.
     *
     * @param names what columns have named for each row, {@code wz} for {@code w0 …} and {@code z0 …}
     * @param at where the first one starts: {@code q}
     * @param step from one to the next
     * @param before statements before all rows
     * @param statements in which {@code #0} is the row's first vector
     */
    record Rows(String names, String at, String step, String before, String statements) {
        /** The same of other rows. */
        Rows named(String others) {
            return new Rows(others, at, step, before, statements);
        }
    }

    @Override
    public String packageName() {
        return PACKAGE;
    }

    @Override
    public String source() {
        Code code = new Code();
        code.line("package %s;", PACKAGE);
        code.gap();
        points.forEach(point -> code.line("import static cnn.layers.kernel.Points.%s;", point));
        code.gap();
        if (methods.getFirst().ofTiles()) {
            code.line("import cnn.layers.kernel.Tiles;");
        }
        code.line("import jdk.incubator.vector.FloatVector;");
        code.line("import jdk.incubator.vector.VectorSpecies;");
        code.gap();
        code.javadoc(javadoc);
        code.open("final class %s", name);
        code.line("private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;");
        code.line("private static final int LANES = SPECIES.length();");
        code.gap();
        code.open("private %s()", name);
        code.close();
        for (Method method : methods) {
            code.gap();
            write(code, method);
        }
        code.close();
        return code.toString();
    }

    private static void write(Code code, Method method) {
        code.javadoc(method.javadoc);
        code.method("static void", method.name, List.of(method.parameters.split(", ")));
        for (String constant : method.constants) {
            String[] parts = constant.split(" = ");
            code.line("FloatVector %s = FloatVector.broadcast(SPECIES, %s);", parts[0], parts[1]);
        }
        method.distances.forEach(distance -> code.line("int %s;", distance));
        if (method.ofTiles()) {
            code.open("for (int t = 0; t < count; t++)");
            code.open("for (int j = 0; j < channels; j += LANES)");
            code.line("int c = Math.min(j, channels - LANES);");
        } else {
            code.open("for (int n = 0; n < count; n += LANES)");
        }
        Set<String> known = new HashSet<>();
        code.line("int p = %s;", method.columns.at);
        for (int column = 0; column < method.columns.count; column++) {
            if (column > 0) {
                code.line("p += %s;", method.columns.step);
            }
            statements(code, method.columns.statements.replace("#", "" + column), known);
        }
        statements(code, method.rows.before, known);
        code.line("int q = %s;", method.rows.at);
        for (int row = 0; row < method.rows.names.length(); row++) {
            if (row > 0) {
                code.line("q += %s;", method.rows.step);
            }
            statements(code, method.rows.statements.replace("#", method.rows.names.substring(row, row + 1)), known);
        }
        code.close();
        if (method.ofTiles()) {
            code.close();
        }
        code.close();
    }

    private static void statements(Code code, String statements, Set<String> known) {
        for (String line : statements.lines().toList()) {
            String java;
            if (line.endsWith(";")) {
                java = line;
            } else if (line.contains(" <- ")) {
                int arrow = line.indexOf(" <- ");
                int open = line.indexOf('[');
                java = vectors(line.substring(arrow + 4)) + ".intoArray(" + line.substring(0, open) + ", "
                        + line.substring(open + 1, arrow - 1) + ");";
            } else {
                String name = line.substring(0, line.indexOf(" = "));
                java = (known.add(name) ? "FloatVector " : "") + name + vectors(line.substring(name.length())) + ";";
            }
            code.statement(java);
        }
    }

    /** Reads vectors where an array has an index. */
    private static String vectors(String expression) {
        return expression.replaceAll("(\\w+)\\[([^]]+)]", "FloatVector.fromArray(SPECIES, $1, $2)");
    }
}
