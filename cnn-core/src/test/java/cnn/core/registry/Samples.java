package cnn.core.registry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.api.train.Optimizer;
import cnn.api.train.Schedule;
import cnn.api.train.ScoredBatch;
import cnn.api.train.Update;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One small component of each kind, for tests of what only looks at configuration. */
public final class Samples {
    private Samples() {
    }

    public static Registry registry() {
        return Registry.of(Conv.class, Dense.class, Flat.class, MaxPool.class, Zeros.class, Normal.class, Sgd.class,
                Flip.class, Rotate.class, Folder.class, CrossEntropy.class, Accuracy.class, Steady.class, Step.class);
    }

    /** Rows and columns. */
    public record Window(int height, int width) {
        public static Window parse(String text) {
            String[] sides = text.split("x");
            try {
                return new Window(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no window. Write 3 or 3x5.", e);
            }
        }

        @Override
        public String toString() {
            return height + "x" + width;
        }
    }

    /** A layer of every kind of option. */
    @Id("conv2d")
    public record Conv(int filters, Window kernel, @Default("1") Window stride, @Default("true") boolean bias,
            @Default("zeros") Init weightInit, @Nullable Init biasInit) implements Layer {
        public Conv {
            if (filters < 1) {
                throw new IllegalArgumentException("A convolution needs at least 1 filter but was given " + filters
                        + ".");
            }
        }

        @Override
        public Bound bind(Binding in) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("dense")
    public record Dense(int units) implements Layer {
        @Override
        public Bound bind(Binding in) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("flatten")
    public record Flat() implements Layer {
        @Override
        public Bound bind(Binding in) {
            throw new UnsupportedOperationException();
        }
    }

    /** Takes its defaults from a constructor. */
    @Id("max-pool2d")
    public record MaxPool(Window size, Mode mode) implements Layer {
        /** What to do with windows that are only partly inside. */
        public enum Mode {
            ROUND_UP, ROUND_DOWN
        }

        public MaxPool() {
            this(new Window(2, 2), Mode.ROUND_DOWN);
        }

        @Override
        public Bound bind(Binding in) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("zeros")
    public record Zeros() implements Init {
        @Override
        public void fill(float[] values, Shape shape, Rng random) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("normal")
    public record Normal(@Default("0.1") float deviation) implements Init {
        @Override
        public void fill(float[] values, Shape shape, Rng random) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("sgd")
    public record Sgd(double learningRate, @Default("0.9") double momentum) implements Optimizer {
        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void update(Update update) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("flip")
    public record Flip() implements Augmenter {
        @Override
        public void augment(Image source, Image target, Rng random) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("rotate")
    public record Rotate(float degrees) implements Augmenter {
        @Override
        public void augment(Image source, Image target, Rng random) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("folder")
    public record Folder(Path path) implements DataSource {
        @Override
        public Splits open(Request request) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("softmax-cross-entropy")
    public record CrossEntropy(@Default("0") float labelSmoothing) implements Loss {
        @Override
        public @Nullable Layer activation() {
            return null;
        }

        @Override
        public void check(Shape scores, Shape targets) {
        }

        @Override
        public double apply(ScoredBatch batch) {
            throw new UnsupportedOperationException();
        }
    }

    @Id("accuracy")
    public record Accuracy() implements Metric {
        @Override
        public Tally start(int classes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }
    }

    @Id("constant")
    public record Steady() implements Schedule {
        @Override
        public double factor(long step, long stepsPerEpoch, long totalSteps) {
            return 1;
        }
    }

    @Id("step")
    public record Step(List<Integer> epochs, @Default("0.1") double factor) implements Schedule {
        @Override
        public double factor(long step, long stepsPerEpoch, long totalSteps) {
            return factor;
        }
    }
}
