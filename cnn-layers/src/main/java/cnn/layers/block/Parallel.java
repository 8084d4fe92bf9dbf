package cnn.layers.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Branches side by side: each takes the input, and what they give is merged in their order. A branch without layers gives
 * the input as it is, once at most. Branches are called {@code branch-1}, {@code branch-2} …, and the last layer is
 * {@code concat}, {@code add}, {@code multiply} or {@code maximum}.
 *
 * <p>Merged by concat, the idea of Szegedy and others, "Going deeper with convolutions", CVPR 2015; by multiply, with a
 * branch that weighs channels, of Hu, Shen and Sun, "Squeeze-and-excitation networks", CVPR 2018.
 *
 * @param branches two or more lists of entries
 * @param merge how they come together
 */
@Id("parallel")
public record Parallel(List<List<Entry>> branches, @Default("concat") Merge merge) implements Block {
    public Parallel {
        branches = branches.stream().map(List::copyOf).toList();
        if (branches.size() < 2) {
            throw new IllegalArgumentException("A parallel block needs at least 2 branches but was given "
                    + branches.size() + ". Add one, or put the layers into the network as they are.");
        }
        if (branches.stream().filter(List::isEmpty).count() > 1) {
            throw new IllegalArgumentException(
                    "A parallel block has several branches without layers, and one gives the "
                            + "input as it is. Keep one of them at most.");
        }
    }

    /** Branches of one part each, merged so; several parts make a {@link Sequential}. */
    public static Parallel of(Merge merge, Part... branches) {
        return new Parallel(Stream.of(branches).map(Entry::of).map(List::of).toList(), merge);
    }

    /** With one more branch: these parts one behind the other, or none for the input as it is. */
    public Parallel branch(Part... parts) {
        List<List<Entry>> more = new ArrayList<>(branches);
        more.add(Entry.chain(parts));
        return new Parallel(more, merge);
    }

    @Override
    public Signal expand(Expansion in) {
        Signal[] ends = new Signal[branches.size()];
        for (int i = 0; i < ends.length; i++) {
            List<Entry> branch = branches.get(i);
            ends[i] = branch.isEmpty()
                    ? in.input()
                    : in.add("branch-" + (i + 1), new Sequential(branch), in.inputs().toArray(Signal[]::new));
        }
        return in.add(merge.word(), merge.layer(), ends);
    }
}
