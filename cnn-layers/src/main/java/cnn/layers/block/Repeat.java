package cnn.layers.block;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import java.util.List;

/**
 * The same layers several times, one copy behind the other, each with weights of its own. Copies are called 1, 2, 3 …: the
 * first convolution of the second copy in a block {@code stage1} is {@code stage1/2/conv2d-1}.
 *
 * @param times how often, from 1 to 10,000
 * @param layers the entries of one copy, one or more
 */
@Id("repeat")
public record Repeat(int times, List<Entry> layers) implements Block {
    private static final int MOST = 10_000;

    public Repeat {
        layers = List.copyOf(layers);
        if (times < 1 || times > MOST) {
            throw new IllegalArgumentException("A repeat block repeats " + times
                    + " times but must repeat from 1 to 10,000 times. Give for example 3.");
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "A repeat block needs at least one layer but was given none. Give it one, or leave it out.");
        }
    }

    /** Parts one behind the other, so many times. */
    public static Repeat of(int times, Part... layers) {
        return new Repeat(times, Entry.chain(layers));
    }

    @Override
    public Signal expand(Expansion in) {
        Sequential copy = new Sequential(layers);
        Signal end = in.add("1", copy);
        for (int i = 2; i <= times; i++) {
            end = in.add(Integer.toString(i), copy);
        }
        return end;
    }
}
