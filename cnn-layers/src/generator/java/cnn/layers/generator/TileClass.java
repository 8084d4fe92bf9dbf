package cnn.layers.generator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One class of tiles.
 *
 * @param name its name
 * @param javadoc what it says of itself; a line of text is a paragraph
 * @param lines what its tiles, which then differ in height alone, have to cover; null where there are a few tiles of all kinds
 * @param tiles its tiles, the tallest first
 */
record TileClass(String name, String javadoc, Lines lines, List<? extends Tile> tiles) implements Generated {
    private static final String PACKAGE = "cnn.layers.kernel.simd.products";

    TileClass {
        tiles = List.copyOf(tiles);
        Set<String> names = new HashSet<>();
        for (Tile tile : tiles) {
            if (!names.add(tile.name())) {
                throw new IllegalArgumentException(name + " has two tiles '" + tile.name() + "'. Mend the table.");
            }
        }
        if (lines != null) {
            checkHeights(name, lines.heights(), tiles.stream().map(Tile::rows).toList());
        }
    }

    private static void checkHeights(String name, List<Integer> asked, List<Integer> given) {
        for (int height : given) {
            if (!asked.contains(height)) {
                throw new IllegalArgumentException(
                        name + " has a tile of " + height + " rows, which no line asks for: they ask "
                                + "for " + asked + ". Remove it.");
            }
        }
        if (!given.equals(asked)) {
            throw new IllegalArgumentException(name + " has tiles of " + given + " rows, and lines ask for " + asked
                    + ", the tallest first. Add what is missing.");
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
        boolean packed = tiles.getFirst() instanceof SumTile;
        boolean masked = tiles.stream().anyMatch(Tile::masked);
        if (packed) {
            code.line("import cnn.api.kernel.Panels;");
        }
        code.line("import cnn.api.kernel.Windows;");
        code.line("import jdk.incubator.vector.FloatVector;");
        if (masked) {
            code.line("import jdk.incubator.vector.VectorMask;");
        }
        code.line("import jdk.incubator.vector.VectorSpecies;");
        code.gap();
        code.javadoc(javadoc);
        code.open("final class %s", name);
        code.line("private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;");
        if (masked || tiles.stream().anyMatch(tile -> tile.vectors() > 1)) {
            code.line("private static final int LANES = SPECIES.length();");
        }
        if (packed) {
            code.line("private static final int WIDTH = Panels.WIDTH;");
        }
        if (lines != null) {
            code.javadoc("Rows of the tallest tile.");
            code.line("static final int TALLEST = %d;", tiles.getFirst().rows());
            code.javadoc("Rows of the lowest tile.");
            code.line("static final int LOWEST = %d;", tiles.getLast().rows());
        }
        code.gap();
        code.open("private %s()", name);
        code.close();
        if (lines != null) {
            code.gap();
            writeChoice(code);
        }
        for (Tile tile : tiles) {
            code.gap();
            tile.write(code);
        }
        code.close();
        return code.toString();
    }

    private void writeChoice(Code code) {
        code.javadoc("The tile that has so many rows.");
        List<String> parameters = new ArrayList<>(tiles.getFirst().parameters());
        List<String> arguments = parameters.stream().map(p -> p.substring(p.lastIndexOf(' ') + 1)).toList();
        parameters.addFirst("int rows");
        code.method("static void", "run", parameters);
        code.open("switch (rows)");
        for (Tile tile : tiles.reversed()) {
            code.call("case " + tile.rows() + " -> " + tile.name(), arguments);
        }
        code.line("default -> throw new IllegalArgumentException(\"there is no tile of \" + rows + \" rows\");");
        code.close();
        code.close();
    }
}
