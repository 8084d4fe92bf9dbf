package cnn.zoo;

import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.layers.block.Sequential;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Blocks one behind the other under one name. */
final class Stage {
    private Stage() {
    }

    /** So many, called {@code block1}, {@code block2} …; each is made from its index, the first one's being 0. */
    static Sequential of(int blocks, IntFunction<? extends Block> block) {
        return new Sequential(IntStream.range(0, blocks)
                .mapToObj(i -> Entry.of("block" + (i + 1), block.apply(i))).toList());
    }
}
