package cnn.layers.generator;

import java.util.List;

/**
 * One register tile: a method that keeps {@code rows × vectors} sums in registers while it runs through a loop. Row r's
 * sums are the locals {@code a‹r›} and, with two vectors, {@code b‹r›}.
 */
interface Tile {
    /** What one sum more than the registers hold costs is a store and a load in each turn of the loop. */
    int REGISTERS = 32;
    /** Sums of a tile with two sets of stores, one masked: with more the JIT stops inlining, and vectors become objects. */
    int MASKED_SUMS = 14;
    /** The names of numbers. */
    List<String> NAMES = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen");

    /** Rows of the tile. */
    int rows();

    /** Vectors of columns. */
    int vectors();

    /** Whether the last vector may be partial. */
    boolean masked();

    /** The method's name. */
    String name();

    /** The parameters with their types, in order. */
    List<String> parameters();

    /** Writes the method. */
    void write(Code code);

    /** Refuses what cannot be kept in registers. */
    static void check(int rows, int vectors, boolean masked) {
        String tile = "a tile of " + rows + " rows × " + vectors + " vectors";
        if (rows < 1 || rows >= NAMES.size() || vectors < 1 || vectors > 2) {
            throw new IllegalArgumentException(tile + ": there are tiles of 1 to " + (NAMES.size() - 1)
                    + " rows × 1 or 2 vectors. Mend the table.");
        }
        int registers = rows * vectors + vectors + 1;
        if (registers > REGISTERS) {
            throw new IllegalArgumentException(
                    tile + " needs " + registers + " registers, and the largest processors have "
                            + REGISTERS + ". Take fewer rows.");
        }
        if (masked && rows * vectors > MASKED_SUMS) {
            throw new IllegalArgumentException(
                    tile + ", the last one masked, is more than the JIT compiles. Take at most "
                            + MASKED_SUMS + " sums, or whole vectors.");
        }
    }

    /** The names of one row's sums: a0, b0. */
    default List<String> sums(int row) {
        return vectors() == 1 ? List.of("a" + row) : List.of("a" + row, "b" + row);
    }

    /** The names of the vectors that a row's sums share: a, b. */
    default List<String> shared() {
        return vectors() == 1 ? List.of("a") : List.of("a", "b");
    }

    /** The index of something in row r: {@code at}, {@code at + step}, {@code at + 2 * step}. */
    static String index(String at, int row, String step) {
        return switch (row) {
            case 0 -> at;
            case 1 -> at + " + " + step;
            default -> at + " + " + row + " * " + step;
        };
    }

    /** The same for a row's second vector. */
    static String index(String at, int row, String step, int vector) {
        return index(at, row, step) + (vector == 0 ? "" : " + LANES");
    }

    /** The statement that makes the mask of the last vector. */
    default void writeMask(Code code) {
        if (masked()) {
            code.line("VectorMask<Float> mask = SPECIES.indexInRange(%s, left);", vectors() == 1 ? "0" : "LANES");
        }
    }

    /** Multiplies the shared vectors by one input, and adds to the sums of a row. */
    default void writeSums(Code code, int row, String input) {
        code.line("FloatVector x%d = FloatVector.broadcast(SPECIES, in[%s]);", row, input);
        for (int v = 0; v < vectors(); v++) {
            String sum = sums(row).get(v);
            code.line("%s = x%d.fma(%s, %s);", sum, row, shared().get(v), sum);
        }
    }
}
