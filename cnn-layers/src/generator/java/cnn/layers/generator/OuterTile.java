package cnn.layers.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * A tile of {@code addOuterProducts}: rows of the sums × vectors of filters, over all windows of all lines. Each row's input
 * is broadcast and multiplied by the window's gradients.
 *
 * @param name the method's name
 * @param rows rows of the sums
 * @param vectors vectors of columns
 * @param masked whether the last vector may be partial
 * @param inputs where the rows' inputs lie
 */
record OuterTile(String name, int rows, int vectors, boolean masked, Inputs inputs) implements Tile {
    /** Where the inputs of a tile's rows lie in a window. */
    enum Inputs {
        /** Side by side in one run. The sums start from an array of their own, which may be zeros with a pitch of 0. */
        NEIGHBOURS,
        /** Each somewhere, perhaps in another run. The sums start from what is there. */
        ANYWHERE,
        /** The same, and sums are loaded as whole vectors though only a part of each is stored. */
        ANYWHERE_LOADED_WHOLE
    }

    OuterTile {
        Tile.check(rows, vectors, masked);
        if (masked && (inputs == Inputs.NEIGHBOURS || vectors > 1)) {
            throw new IllegalArgumentException("an outer tile of " + rows + " rows × " + vectors
                    + " vectors with inputs "
                    + inputs
                    + " has a mask: only one vector of sums, from inputs anywhere, may be partial. Leave it out.");
        }
    }

    private boolean neighbours() {
        return inputs == Inputs.NEIGHBOURS;
    }

    /** Whether inputs are addressed by one index and constants. */
    private boolean oneIndex() {
        return neighbours() || rows == 1;
    }

    @Override
    public List<String> parameters() {
        List<String> parameters = new ArrayList<>(List.of("Windows windows", "float[] in"));
        for (int row = 0; row < rows && !oneIndex(); row++) {
            parameters.add("int o" + row);
        }
        if (oneIndex()) {
            parameters.add("int at");
        }
        parameters.addAll(List.of("float[] gradient", "int gradientAt", "int outputs", "int lines"));
        if (neighbours()) {
            parameters.addAll(List.of("float[] first", "int firstAt", "int pitch"));
        }
        parameters.addAll(List.of("float[] sums", "int to"));
        if (masked) {
            parameters.add("int left");
        }
        return parameters;
    }

    @Override
    public void write(Code code) {
        code.javadoc("%d row%s × %s%s.".formatted(rows, rows == 1 ? "" : "s", vectors == 1 ? "1 vector" : "2 vectors",
                inputs == Inputs.ANYWHERE_LOADED_WHOLE
                        ? " of at most left floats; the last row's vector must end within the array"
                        : masked ? " of at most left floats" : ""));
        code.method("static void", name, parameters());
        writeMask(code);
        if (rows > 1) {
            code.line("int columns = windows.columns();");
        }
        writeStart(code);
        code.line("int inStride = windows.inStride();");
        code.line("int outStride = windows.outStride();");
        code.open("for (int line = 0; line < lines; line++)");
        code.line("int window = %sline * windows.inPitch();", oneIndex() ? "at + " : "");
        code.line("int from = gradientAt + line * windows.outPitch();");
        code.open("for (int p = 0; p < outputs; p++)");
        for (int v = 0; v < vectors; v++) {
            code.line("FloatVector %s = FloatVector.fromArray(SPECIES, gradient, %s%s);", shared().get(v),
                    Tile.index("from", 0, "", v), mask());
        }
        for (int row = 0; row < rows; row++) {
            String input = oneIndex() ? row == 0 ? "window" : "window + " + row : "o" + row + " + window";
            writeSums(code, row, input);
        }
        code.line("window += inStride;");
        code.line("from += outStride;");
        code.close();
        code.close();
        for (int row = 0; row < rows; row++) {
            for (int v = 0; v < vectors; v++) {
                code.line("%s.intoArray(sums, %s%s);", sums(row).get(v), Tile.index("to", row, "columns", v), mask());
            }
        }
        code.close();
    }

    private String mask() {
        return masked ? ", mask" : "";
    }

    private void writeStart(Code code) {
        for (int row = 0; row < rows; row++) {
            for (int v = 0; v < vectors; v++) {
                String at = neighbours()
                        ? "first, " + Tile.index("firstAt", row, "pitch", v)
                        : "sums, " + Tile.index("to", row, "columns", v);
                code.line("FloatVector %s = FloatVector.fromArray(SPECIES, %s%s);", sums(row).get(v), at,
                        inputs == Inputs.ANYWHERE_LOADED_WHOLE ? "" : mask());
            }
        }
    }
}
