package cnn.core.train;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures of an upright bar, a lying one, both or none, of which several things are known: the labels {@code bars}, the
 * numbers {@code places} and the class or soft label {@code count}.
 *
 * @param targets those that are wanted of these
 */
public record Crosses(int size, long seed, List<Target> targets) implements DataSet {
    /** Which bars there are. */
    public static final Target BARS = Target.labels("upright", "lying").name("bars");
    /** Column of the upright bar and row of the lying one in [0, 1]; ½ for one that is not there. */
    public static final Target PLACES = Target.numbers("column", "row").name("places");
    /** How many bars there are. */
    public static final Target COUNT = Target.classes("none", "one", "two").name("count");

    /** Pictures and these targets of theirs. */
    public static Crosses of(int size, long seed, Target... targets) {
        return new Crosses(size, seed, List.of(targets));
    }

    @Override
    public Shape shape() {
        return Shape.image(8, 8, 1);
    }

    @Override
    public List<String> classes() {
        return COUNT.names();
    }

    @Override
    public int label(int index) {
        return (has(index, 0) ? 1 : 0) + (has(index, 1) ? 1 : 0);
    }

    private boolean has(int index, int bar) {
        return Rng.uniform(Rng.key(seed, index), bar) < 0.5f;
    }

    private int place(int index, int bar) {
        return (int) (Rng.uniform(Rng.key(seed, index), 2 + bar) * 8);
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        int from = at;
        for (Target target : targets) {
            switch (target.name()) {
                case "bars" -> {
                    into[from] = has(index, 0) ? 1 : 0;
                    into[from + 1] = has(index, 1) ? 1 : 0;
                }
                case "places" -> {
                    into[from] = has(index, 0) ? place(index, 0) / 7f : 0.5f;
                    into[from + 1] = has(index, 1) ? place(index, 1) / 7f : 0.5f;
                }
                default -> {
                    Arrays.fill(into, from, from + 3, 0);
                    into[from + label(index)] = 1;
                }
            }
            from += target.width();
        }
    }

    @Override
    public void read(int index, Image target) {
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                boolean on = has(index, 0) && x == place(index, 0) || has(index, 1) && y == place(index, 1);
                target.pixels()[y * 8 + x] = (on ? 0.7f : 0.1f)
                        + 0.2f * Rng.uniform(Rng.key(seed, index), 10 + y * 8 + x);
            }
        }
    }
}
