package cnn.layers.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * A tile of {@code weightedSums}: neighbouring windows × vectors of filters, over all floats of the windows. Each float of
 * each window is broadcast and multiplied by a row of the packed weights.
 *
 * @param name the method's name
 * @param rows windows
 * @param vectors vectors of columns
 * @param masked whether the last vector may be partial
 * @param walk how the tile walks along its windows
 */
record SumTile(String name, int rows, int vectors, boolean masked, Walk walk) implements Tile {
    /** How a tile finds the floats of its windows. */
    enum Walk {
        /** Run by run: a loop over runs, one over a run's floats inside. */
        RUNS,
        /** The same, the windows being two halves of neighbours, equally high. */
        RUNS_OF_TWO_HALVES,
        /** By a table of each float's place: one loop, for runs so short that beginning and ending loops would be the work. */
        TABLE
    }

    SumTile {
        Tile.check(rows, vectors, masked);
        if (walk == Walk.RUNS_OF_TWO_HALVES && (rows % 2 == 1 || masked)) {
            throw new IllegalArgumentException("a tile of two halves has " + rows + " windows"
                    + (masked ? ", and a mask" : "")
                    + ": halves are equally high, and their vectors are whole. Take an even number, and no mask.");
        }
    }

    @Override
    public List<String> parameters() {
        List<String> parameters = new ArrayList<>(List.of("Windows windows", "float[] in"));
        parameters.addAll(twoHalves() ? List.of("int first", "int second") : List.of("int at"));
        parameters.addAll(List.of("float[] packed", "int row"));
        if (vectors == 2) {
            parameters.add("int nextRow");
        }
        parameters.addAll(List.of("float[] start", "int startAt", "float[] out"));
        parameters.addAll(twoHalves() ? List.of("int outFirst", "int outSecond") : List.of("int outAt"));
        if (masked) {
            parameters.add("int left");
        }
        return parameters;
    }

    private boolean twoHalves() {
        return walk == Walk.RUNS_OF_TWO_HALVES;
    }

    @Override
    public void write(Code code) {
        code.javadoc("%d window%s × %s%s.".formatted(rows, rows == 1 ? "" : "s",
                vectors == 1 ? "1 vector" : "2 vectors",
                twoHalves() ? ", " + rows / 2 + " in each of two halves" : ""));
        code.method("static void", name, parameters());
        writeMask(code);
        writeStart(code);
        if (rows > 1) {
            code.line("int stride = windows.inStride();");
        }
        if (walk == Walk.TABLE) {
            writeTableLoop(code);
        } else {
            writeRunLoops(code);
        }
        if (rows > 1) {
            code.line("int step = windows.outStride();");
        }
        writeStores(code);
        code.close();
    }

    /** All windows start from the same numbers. */
    private void writeStart(Code code) {
        for (int v = 0; v < vectors; v++) {
            code.line("FloatVector %s = FloatVector.fromArray(SPECIES, start, %s%s);", sums(0).get(v),
                    Tile.index("startAt", 0, "", v), masked && v == vectors - 1 ? ", mask" : "");
        }
        for (int row = 1; row < rows; row++) {
            for (int v = 0; v < vectors; v++) {
                code.line("FloatVector %s = %s;", sums(row).get(v), sums(0).get(v));
            }
        }
    }

    private void writeRunLoops(Code code) {
        code.line("int length = windows.runLength();");
        code.open("for (int offset : windows.runOffsets())");
        writeWindows(code, " + offset");
        code.open("for (int j = 0; j < length; j++)");
        writeProducts(code, "j");
        code.close();
        for (String row : weights()) {
            code.line("%s += length * WIDTH;", row);
        }
        code.close();
    }

    private void writeTableLoop(Code code) {
        code.line("int[] offsets = windows.elementOffsets();");
        writeWindows(code, "");
        code.open("for (int k = 0; k < offsets.length; k++)");
        code.line("int offset = offsets[k];");
        writeProducts(code, "k");
        code.close();
    }

    /** Where each window is. */
    private void writeWindows(Code code, String offset) {
        for (int row = 0; row < rows; row++) {
            if (row == 0) {
                code.line("int w0 = %s%s;", twoHalves() ? "first" : "at", offset);
            } else if (twoHalves() && row == rows / 2) {
                code.line("int w%d = second%s;", row, offset);
            } else {
                code.line("int w%d = w%d + stride;", row, row - 1);
            }
        }
    }

    private List<String> weights() {
        return vectors == 1 ? List.of("row") : List.of("row", "nextRow");
    }

    private void writeProducts(Code code, String counter) {
        for (int v = 0; v < vectors; v++) {
            code.line("FloatVector %s = FloatVector.fromArray(SPECIES, packed, %s + %s * WIDTH);", shared().get(v),
                    weights().get(v), counter);
        }
        for (int row = 0; row < rows; row++) {
            writeSums(code, row, "w" + row + " + " + (walk == Walk.TABLE ? "offset" : counter));
        }
    }

    /** Where a vector may be partial there are two sets of stores for it: a masked store costs many plain ones. */
    private void writeStores(Code code) {
        if (!masked) {
            for (int row = 0; row < rows; row++) {
                for (int v = 0; v < vectors; v++) {
                    writeStore(code, row, v, "");
                }
            }
            return;
        }
        int last = vectors - 1;
        for (int row = 0; last > 0 && row < rows; row++) {
            writeStore(code, row, 0, "");
        }
        code.open("if (left >= %s)", last > 0 ? "2 * LANES" : "LANES");
        for (int row = 0; row < rows; row++) {
            writeStore(code, row, last, "");
        }
        code.reopen("else");
        for (int row = 0; row < rows; row++) {
            writeStore(code, row, last, ", mask");
        }
        code.close();
    }

    private void writeStore(Code code, int row, int vector, String mask) {
        String at = "outAt";
        int neighbour = row;
        if (twoHalves()) {
            at = row < rows / 2 ? "outFirst" : "outSecond";
            neighbour = row % (rows / 2);
        }
        code.line("%s.intoArray(out, %s%s);", sums(row).get(vector), Tile.index(at, neighbour, "step", vector), mask);
    }
}
