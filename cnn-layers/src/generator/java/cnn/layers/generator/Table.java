package cnn.layers.generator;

import cnn.layers.generator.OuterTile.Inputs;
import cnn.layers.generator.SumTile.Walk;
import java.util.List;

/**
 * Which tiles there are. A tile that no shape asks for would be dead code, and one that is missing would be found only when
 * a shape asks: so heights are not listed but follow from the {@link Lines} that have to be covered.
 *
 * <p>What a shape is worth was measured: docs/decisions/0012-register-tiles.md.
 */
final class Table {
    /** Up to 7 windows: 6 fill 16 registers, and 32 registers have a use for 7, half of the tallest. */
    private static final Lines LOW = new Lines(1, 7, 1);
    /** Lines of 8 windows and more, on 32 registers: 28 sums, two vectors of weights and one input fill 31. */
    private static final Lines TALL = new Lines(8, 14, 2);
    /** Runs that are long enough for tiles of neighbouring rows, as {@code OuterProductTiles} has it. */
    private static final Lines RUNS = new Lines(8, 8, 1);

    static final List<TileClass> CLASSES = List.of(
            new TileClass("PairTiles", """
                    Register tiles of {@code weightedSums}: a few windows × two vectors of columns, whose sums stay in \
                    registers while the tile runs through its panels. A tile of 6 has 12 sums, which hide the latency of the \
                    multiply-adds and leave room for the operands in 16 registers; that of 7 is for 32 registers.

                    <p>Tiles are unrolled because only named locals are kept in registers, and they call no method of ours \
                    because a vector that crosses a call which the JIT does not inline becomes an object. For the same \
                    reason a tile may not grow: the JIT stops inlining beyond some size, and a tile of 14 with two sets of \
                    stores runs a hundred times slower. Unrolling over rows makes tiles slower, too: the JIT loads inputs \
                    early and spills sums.

                    <p>Rows of weights are addressed by the loop's own variable and a constant, so that bounds are checked \
                    once per run: 5 % in a tile of 6, 10 % in one of 4. Only the last vector of columns is ever masked, and \
                    only where columns end inside it: a masked store costs many plain ones.""", LOW,
                    sums(LOW, 2, true, Walk.RUNS)),
            new TileClass("SingleTiles", """
                    Register tiles of {@code weightedSums}: a few windows × one vector of columns, the last ones. More than \
                    7 windows bring little: each multiply-add needs an input of its own, and loads are the limit. How tiles \
                    are written: see {@link PairTiles}.""", LOW,
                    sums(LOW, 1, true, Walk.RUNS)),
            new TileClass("TallTiles", """
                    Register tiles of {@code weightedSums} for 32 vector registers: 8 to 14 windows × two whole vectors of \
                    columns. 28 sums, two vectors of weights and one input fill 31 registers, and a row of weights serves 14 \
                    windows: 97 % of the peak where 6 × 2 has 85 to 90. The windows are two halves of neighbours, equally \
                    high. Two lines of 7 so share a tile, and halves that overlap make an odd number: what is computed \
                    twice is the same twice.

                    <p>The two vectors of a window are stored one after the other, since they share a cache line: 1.5× for \
                    1×1 windows of 64 channels, whose sums are short and whose outputs go to memory. How tiles are written: \
                    see {@link PairTiles}.""", TALL,
                    sums(TALL, 2, false, Walk.RUNS_OF_TWO_HALVES)),
            new TileClass("TallSingleTiles", """
                    Register tiles of {@code weightedSums} for 32 vector registers and one vector of columns: 8, 10 or 14 \
                    windows. A multiply-add takes four cycles and two begin in each, so that fewer than 8 sums leave the \
                    units idle. Masks would make them too long for the JIT's first compiler, in whose slow code a tile then \
                    stays. How tiles are written: see {@link PairTiles}.""",
                    null,
                    List.of(new SumTile("fourteen", 14, 1, false, Walk.RUNS),
                            new SumTile("ten", 10, 1, false, Walk.RUNS), new SumTile("eight", 8, 1, false, Walk.RUNS))),
            new TileClass("TableTiles",
                    """
                    Register tiles of {@code weightedSums} for windows of many short runs: the first layers of networks, \
                    where a row of the kernel is a few floats. A loop over runs with a loop over their floats inside would \
                    spend more on beginning and ending loops than on sums, so these have one loop over all floats and look \
                    each one's place up in a table. They pay with a check of bounds for each input: from runs of some 16 \
                    floats on {@link PairTiles} and {@link SingleTiles} are faster. How tiles are written: see there.""",
                    null,
                    List.of(new SumTile("sevenByTwo", 7, 2, true, Walk.TABLE),
                            new SumTile("fourteenByOne", 14, 1, false, Walk.TABLE),
                            new SumTile("sevenByOne", 7, 1, true, Walk.TABLE))),
            new TileClass("OuterPairTiles", """
                    Register tiles of {@code addOuterProducts}: up to eight neighbouring rows of the sums × two whole vectors \
                    of columns, which stay in registers while the tile runs through all windows of all lines. The rows read \
                    neighbouring floats of a run, so that one address serves them all and one check of bounds most of them: \
                    1.2 to 1.4 times as fast as six rows with an address each. Twelve rows bring nothing more, and come near \
                    to what the JIT compiles: see {@link PairTiles}, also for how tiles are written.""", RUNS,
                    outer(RUNS, 2)),
            new TileClass("OuterSingleTiles", """
                    Register tiles of {@code addOuterProducts}: up to eight neighbouring rows of the sums × one whole vector \
                    of columns. See {@link OuterPairTiles}.""", RUNS,
                    outer(RUNS, 1)),
            new TileClass("OuterScatteredTiles", """
                    Register tiles of {@code addOuterProducts} for short runs and for a partial vector of columns: a few rows \
                    of the sums, of whatever runs, × one or two vectors of columns, which stay in registers while the tile \
                    runs through all windows. For the rest see {@link OuterPairTiles}.

                    <p>Masked loads make a method too long for the JIT's first compiler: six rows are loaded whole.""",
                    null,
                    List.of(new OuterTile("sixByTwo", 6, 2, false, Inputs.ANYWHERE),
                            new OuterTile("threeByTwo", 3, 2, false, Inputs.ANYWHERE),
                            new OuterTile("oneByTwo", 1, 2, false, Inputs.ANYWHERE),
                            new OuterTile("sixByOne", 6, 1, true, Inputs.ANYWHERE_LOADED_WHOLE),
                            new OuterTile("threeByOne", 3, 1, true, Inputs.ANYWHERE),
                            new OuterTile("oneByOne", 1, 1, true, Inputs.ANYWHERE))));

    private Table() {
    }

    private static List<SumTile> sums(Lines lines, int vectors, boolean masked, Walk walk) {
        return lines.heights().stream().map(rows -> new SumTile(Tile.NAMES.get(rows), rows, vectors, masked, walk))
                .toList();
    }

    private static List<OuterTile> outer(Lines lines, int vectors) {
        return lines.heights().stream()
                .map(rows -> new OuterTile(Tile.NAMES.get(rows), rows, vectors, false, Inputs.NEIGHBOURS)).toList();
    }
}
