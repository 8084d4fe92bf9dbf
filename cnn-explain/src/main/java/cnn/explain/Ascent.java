package cnn.explain;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.engine.Inspection;
import cnn.core.model.Output;
import cnn.core.network.Node;
import java.util.ArrayList;
import java.util.List;

/** The steps of {@link ActivationMaximization}, of several maps of a layer together: what is drawn for one does not hang on the others. */
final class Ascent {
    private static final float GREY = 0.5f;
    private static final float SPECKLE = 0.01f;
    /** To find something that moves the map where grey does not. */
    private static final float NOISE = 0.25f;

    private final Explainer explainer;
    private final Node node;
    private final ActivationMaximization how;
    private final Shape shape;
    private final Inspection inside;
    private final float[][] pictures;
    private final int[] maps;
    private final float[] scratch;

    private Ascent(Explainer explainer, Node node, ActivationMaximization how, int[] maps) {
        this.explainer = explainer;
        this.node = node;
        this.how = how;
        this.maps = maps;
        shape = explainer.model().network().input();
        inside = explainer.inspection(maps.length);
        pictures = new float[maps.length][shape.size()];
        scratch = new float[shape.size()];
    }

    /** Draws for these maps of a layer. */
    static List<Stimulus> of(Explainer explainer, Node node, ActivationMaximization how, int[] maps) {
        List<Stimulus> stimuli = new ArrayList<>();
        for (int first = 0; first < maps.length; first += explainer.batch()) {
            int[] some = new int[Math.min(explainer.batch(), maps.length - first)];
            System.arraycopy(maps, first, some, 0, some.length);
            stimuli.addAll(new Ascent(explainer, node, how, some).stimuli());
        }
        return List.copyOf(stimuli);
    }

    private List<Stimulus> stimuli() {
        for (int i = 0; i < maps.length; i++) {
            start(pictures[i], SPECKLE, new Rng(Rng.key(how.seed(), maps[i])));
        }
        double[] before = means();
        for (int step = 0; step < how.steps(); step++) {
            climb(step);
        }
        double[] after = means();
        List<Stimulus> stimuli = new ArrayList<>();
        for (int i = 0; i < maps.length; i++) {
            stimuli.add(new Stimulus(node.name(), maps[i], subject(maps[i]), new Image(shape, pictures[i]), before[i],
                    after[i]));
        }
        return stimuli;
    }

    private static void start(float[] picture, float deviation, Rng random) {
        for (int i = 0; i < picture.length; i++) {
            picture[i] = GREY + deviation * random.nextGaussian();
        }
        clamp(picture);
    }

    private static void clamp(float[] picture) {
        for (int i = 0; i < picture.length; i++) {
            picture[i] = Math.clamp(picture[i], 0f, 1f);
        }
    }

    private String subject(int map) {
        for (Output output : explainer.model().outputs()) {
            if (output.layer().equals(node.name())) {
                return output.target().names().get(map);
            }
        }
        return "map " + (map + 1);
    }

    private double[] means() {
        for (int i = 0; i < maps.length; i++) {
            put(pictures[i], i);
        }
        inside.forward(maps.length);
        int count = node.output().channels();
        double[] means = new double[maps.length];
        for (int i = 0; i < maps.length; i++) {
            for (int at = maps[i]; at < node.output().size(); at += count) {
                means[i] += inside.output(node)[i * node.output().size() + at];
            }
            means[i] /= (double) node.output().size() / count;
        }
        return means;
    }

    private void put(float[] pixels, int example) {
        explainer.model().preprocessing().apply(pixels, inside.input(), example * shape.size());
    }

    private void climb(int step) {
        Rng random = new Rng(0);
        int[] down = new int[maps.length];
        int[] right = new int[maps.length];
        for (int i = 0; i < maps.length; i++) {
            random.restart(Rng.key(Rng.key(how.seed(), maps[i]), step));
            down[i] = shift(random, shape.height());
            right[i] = shift(random, shape.width());
            roll(pictures[i], 0, down[i], right[i], scratch);
            put(scratch, i);
        }
        inside.forward(maps.length);
        inside.backward(node, factors());
        float rate = (float) (how.rate() * (1 - (double) step / how.steps()));
        for (int i = 0; i < maps.length; i++) {
            roll(inside.inputGradient(), i * shape.size(), -down[i], -right[i], scratch);
            if (direct(scratch)) {
                for (int p = 0; p < scratch.length; p++) {
                    pictures[i][p] += rate * scratch[p];
                }
                smooth(pictures[i]);
                clamp(pictures[i]);
            } else {
                start(pictures[i], NOISE, random.restart(Rng.key(Rng.key(how.seed(), maps[i]), -1 - step)));
            }
        }
    }

    private int shift(Rng random, int side) {
        int most = (int) Math.round(how.jitter() * side);
        return random.nextInt(2 * most + 1) - most;
    }

    /** The derivative of each example's mean with respect to the layer's output. */
    private float[] factors() {
        int count = node.output().channels();
        float[] factors = new float[maps.length * node.output().size()];
        for (int i = 0; i < maps.length; i++) {
            for (int at = maps[i]; at < node.output().size(); at += count) {
                factors[i * node.output().size() + at] = 1;
            }
        }
        return factors;
    }

    /** Shifts a picture around its edges. */
    private void roll(float[] from, int at, int down, int right, float[] to) {
        int channels = shape.channels();
        for (int y = 0; y < shape.height(); y++) {
            int row = Math.floorMod(y + down, shape.height());
            for (int x = 0; x < shape.width(); x++) {
                int column = Math.floorMod(x + right, shape.width());
                System.arraycopy(from, at + (y * shape.width() + x) * channels, to,
                        (row * shape.width() + column) * channels, channels);
            }
        }
    }

    /** Derivatives for pixels before normalisation, whose squares have the mean 1; whether there are any. */
    private boolean direct(float[] gradient) {
        int channels = shape.channels();
        double squares = 0;
        for (int p = 0; p < gradient.length; p++) {
            gradient[p] /= (float) (double) explainer.model().preprocessing().deviation().get(p % channels);
            squares += (double) gradient[p] * gradient[p];
        }
        double length = Math.sqrt(squares / gradient.length);
        for (int p = 0; p < gradient.length; p++) {
            gradient[p] /= (float) length;
        }
        return length > 0 && length < Double.POSITIVE_INFINITY;
    }

    private void smooth(float[] picture) {
        float share = (float) how.smoothing();
        if (share == 0) {
            return;
        }
        System.arraycopy(picture, 0, scratch, 0, picture.length);
        int channels = shape.channels();
        int row = shape.width() * channels;
        for (int p = 0; p < picture.length; p++) {
            int column = p % row;
            float above = scratch[p >= row ? p - row : p];
            float below = scratch[p + row < picture.length ? p + row : p];
            float left = scratch[column >= channels ? p - channels : p];
            float right = scratch[column + channels < row ? p + channels : p];
            picture[p] += share * ((above + below + left + right) / 4 - scratch[p]);
        }
    }
}
