package cnn.layers.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.layers.generator.OuterTile.Inputs;
import cnn.layers.generator.SumTile.Walk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTests {
    @Test
    void everyPieceOfALineHasATile() {
        for (TileClass tiles : Table.CLASSES) {
            if (tiles.lines() != null) {
                List<Integer> heights = tiles.tiles().stream().map(Tile::rows).toList();
                for (int rows = tiles.lines().shortest(); rows < 1000; rows++) {
                    int rest = rows;
                    int tallest = tiles.lines().tallest();
                    for (int pieces = (rows + tallest - 1) / tallest; pieces > 0; pieces--) {
                        int height = (rest + pieces - 1) / pieces;
                        assertThat(heights).as("a line of %d rows, %s", rows, tiles.name())
                                .contains(height + height % tiles.lines().step());
                        rest -= height;
                    }
                    assertThat(rest).isZero();
                }
            }
        }
    }

    /** A class reads as one file: nobody looks for a loop behind line 500. */
    @Test
    void classesAreNoLongerThanOneReads() {
        List<Generated> all = new ArrayList<>(Table.CLASSES);
        all.addAll(Transforms.ALL);
        assertThat(all).allSatisfy(type -> assertThat(type.source().lines()).hasSizeLessThan(500)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120).doesNotEndWith(" ")));
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 1, '7, 6, 5, 4, 3, 2, 1'", "8, 8, 1, '8, 7, 6, 5, 4'", "8, 14, 2, '14, 12, 10, 8'",
        "6, 6, 1, '6, 5, 4, 3'"})
    void cutsLinesIntoNearlyEqualPieces(int shortest, int tallest, int step, String heights) {
        assertThat(new Lines(shortest, tallest, step).heights())
                .isEqualTo(List.of(heights.split(", ")).stream().map(Integer::valueOf).toList());
    }

    @Test
    void refusesATileThatNoLineAsksFor() {
        Lines lines = new Lines(8, 8, 1);
        List<OuterTile> tiles = List.of(8, 7, 6, 5, 4, 3).stream().map(TableTests::outer).toList();
        assertThatIllegalArgumentException().isThrownBy(() -> new TileClass("OuterTiles", "Tiles.", lines, tiles))
                .withMessage(
                        "OuterTiles has a tile of 3 rows, which no line asks for: they ask for [8, 7, 6, 5, 4]. Remove it.");
    }

    @Test
    void refusesATableWithAGap() {
        Lines lines = new Lines(8, 8, 1);
        List<OuterTile> tiles = List.of(8, 7, 5, 4).stream().map(TableTests::outer).toList();
        assertThatIllegalArgumentException().isThrownBy(() -> new TileClass("OuterTiles", "Tiles.", lines, tiles))
                .withMessage(
                        "OuterTiles has tiles of [8, 7, 5, 4] rows, and lines ask for [8, 7, 6, 5, 4], the tallest first. "
                                + "Add what is missing.");
    }

    private static OuterTile outer(int rows) {
        return new OuterTile(Tile.NAMES.get(rows), rows, 2, false, Inputs.NEIGHBOURS);
    }

    @Test
    void refusesTwoTilesOfOneName() {
        SumTile tile = new SumTile("seven", 7, 1, false, Walk.TABLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TileClass("TableTiles", "Tiles.", null, List.of(tile, tile)))
                .withMessage("TableTiles has two tiles 'seven'. Mend the table.");
    }

    @Test
    void refusesMoreSumsThanRegisters() {
        SumTile whole = new SumTile("fourteen", 14, 2, false, Walk.RUNS);
        assertThat(whole.rows() * whole.vectors() + whole.vectors() + 1).isLessThanOrEqualTo(Tile.REGISTERS);
        assertThatIllegalArgumentException().isThrownBy(() -> new SumTile("fifteen", 15, 2, false, Walk.RUNS))
                .withMessage(
                        "a tile of 15 rows × 2 vectors: there are tiles of 1 to 14 rows × 1 or 2 vectors. Mend the table.");
        assertThatIllegalArgumentException().isThrownBy(() -> new OuterTile("one", 1, 3, false, Inputs.NEIGHBOURS))
                .withMessage(
                        "a tile of 1 rows × 3 vectors: there are tiles of 1 to 14 rows × 1 or 2 vectors. Mend the table.");
    }

    @Test
    void refusesMasksThatTheJitDoesNotCompile() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SumTile("eight", 8, 2, true, Walk.RUNS))
                .withMessage(
                        "a tile of 8 rows × 2 vectors, the last one masked, is more than the JIT compiles. Take at most 14 "
                                + "sums, or whole vectors.");
        assertThatIllegalArgumentException().isThrownBy(() -> new OuterTile("two", 2, 2, true, Inputs.ANYWHERE))
                .withMessage(
                        "an outer tile of 2 rows × 2 vectors with inputs ANYWHERE has a mask: only one vector of sums, from "
                                + "inputs anywhere, may be partial. Leave it out.");
    }

    @Test
    void refusesHalvesOfUnequalHeight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SumTile("nine", 9, 2, false, Walk.RUNS_OF_TWO_HALVES))
                .withMessage(
                        "a tile of two halves has 9 windows: halves are equally high, and their vectors are whole. "
                                + "Take an even number, and no mask.");
    }

    @Test
    void refusesLinesThatCannotBeCut() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Lines(8, 13, 2))
                .withMessage(
                        "lines of 8 rows or more, tiles of at most 13, heights in steps of 2: all are 1 or more, and the "
                                + "tallest tile is a multiple of the step. Mend the table.");
    }
}
