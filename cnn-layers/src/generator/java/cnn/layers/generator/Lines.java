package cnn.layers.generator;

import java.util.List;
import java.util.TreeSet;

/**
 * The lines that a class of tiles has to cover, and so the heights that its tiles must have. A line is cut into as few tiles
 * as possible, and those are made equally high but for one row, since a tile of one or two rows takes as long as one of four.
 *
 * @param shortest rows of the shortest line
 * @param tallest rows of the tallest tile
 * @param step what heights are multiples of: 2 where an odd number of rows is computed as one more
 */
record Lines(int shortest, int tallest, int step) {
    Lines {
        if (shortest < 1 || tallest < step || step < 1 || tallest % step != 0) {
            throw new IllegalArgumentException("lines of " + shortest + " rows or more, tiles of at most " + tallest
                    + ", heights in steps of " + step
                    + ": all are 1 or more, and the tallest tile is a multiple of the step. Mend the table.");
        }
    }

    /** The heights of tiles that these lines are cut into, the tallest first. */
    List<Integer> heights() {
        TreeSet<Integer> heights = new TreeSet<>();
        // Lines longer than tallest² have pieces enough to take up every rest: all are of the tallest or one row less.
        for (int rows = shortest; rows <= shortest + tallest * tallest; rows++) {
            int pieces = (rows + tallest - 1) / tallest;
            heights.add(whole(rows / pieces));
            heights.add(whole((rows + pieces - 1) / pieces));
        }
        return List.copyOf(heights.descendingSet());
    }

    private int whole(int rows) {
        return (rows + step - 1) / step * step;
    }
}
