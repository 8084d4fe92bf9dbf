package cnn.bench;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.colour.AutoContrast;
import cnn.augment.colour.Brightness;
import cnn.augment.colour.Clahe;
import cnn.augment.colour.Contrast;
import cnn.augment.colour.Equalize;
import cnn.augment.colour.Gamma;
import cnn.augment.colour.Greyscale;
import cnn.augment.colour.Hue;
import cnn.augment.colour.Invert;
import cnn.augment.colour.Posterize;
import cnn.augment.colour.Saturation;
import cnn.augment.colour.Shade;
import cnn.augment.colour.Solarize;
import cnn.augment.colour.Tone;
import cnn.augment.drawing.Gaps;
import cnn.augment.drawing.Stroke;
import cnn.augment.geometry.Affine;
import cnn.augment.geometry.Crop;
import cnn.augment.geometry.Elastic;
import cnn.augment.geometry.Flip;
import cnn.augment.geometry.Mirror;
import cnn.augment.geometry.Pad;
import cnn.augment.geometry.Perspective;
import cnn.augment.geometry.ResizedCrop;
import cnn.augment.geometry.Rotate;
import cnn.augment.geometry.Scale;
import cnn.augment.geometry.Shear;
import cnn.augment.geometry.Shift;
import cnn.augment.occlusion.Cutout;
import cnn.augment.occlusion.Erase;
import cnn.augment.policy.AugMix;
import cnn.augment.policy.RandAugment;
import cnn.augment.policy.TrivialAugment;
import cnn.augment.quality.Blur;
import cnn.augment.quality.Jpeg;
import cnn.augment.quality.Noise;
import cnn.augment.quality.Sharpen;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each augmenter costs, on one thread: with its defaults, but never left out by chance. {@code cpu} is microseconds of
 * the thread's own time for one image, which other work on the machine lengthens little; the score is the clock's milliseconds
 * for all of a round's images. Rounds have a fixed number of images, so that a busy machine warms up as far as a quiet one.
 * Those that need colours fail on the grey image, which JMH tells and passes over.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 1)
public class AugmenterBenchmarks {
    /** The augmenters, by their ids. */
    public enum Case {
        FLIP(Flip.of().probability(1)), MIRROR(Mirror.of().probability(1)), CROP(Crop.of(4)), RESIZED_CROP(
                ResizedCrop.of()), PAD(Pad.of(0.25).probability(1)), AFFINE(Affine.of()), ROTATE(Rotate.of(15)), SHIFT(
                        Shift.of(0.1)), SCALE(Scale.of(0.9, 1.1)), SHEAR(Shear.of(10)), PERSPECTIVE(Perspective.of(0.3)
                                .probability(1)), ELASTIC(Elastic.of(34, 4)), BRIGHTNESS(Brightness.of(0.2)), CONTRAST(
                                        Contrast.of(0.2)), SATURATION(Saturation.of(0.2)), HUE(
                                                Hue.of(18)), GAMMA(Gamma.of(0.7, 1.4)), AUTOCONTRAST(AutoContrast.of()
                                                        .probability(1)), EQUALIZE(Equalize.of().probability(1)), CLAHE(
                                                                Clahe.of().probability(1)), POSTERIZE(Posterize.of(3,
                                                                        6).probability(1)), SOLARIZE(Solarize.of(0.5, 1)
                                                                                .probability(1)), INVERT(
                                                                                        Invert.of().probability(
                                                                                                1)), GREYSCALE(
                                                                                                        Greyscale.of()
                                                                                                                .probability(
                                                                                                                        1)), TONE(
                                                                                                                                Tone.of()), SHADE(
                                                                                                                                        Shade.of(
                                                                                                                                                0.4)), BLUR(
                                                                                                                                                        Blur.of(1)), SHARPEN(
                                                                                                                                                                Sharpen.of(
                                                                                                                                                                        1,
                                                                                                                                                                        3)), NOISE(
                                                                                                                                                                                Noise.of(
                                                                                                                                                                                        0.05)), JPEG(
                                                                                                                                                                                                Jpeg.of(30,
                                                                                                                                                                                                        90)), ERASE(
                                                                                                                                                                                                                Erase.of()
                                                                                                                                                                                                                        .probability(
                                                                                                                                                                                                                                1)), CUTOUT(
                                                                                                                                                                                                                                        Cutout.of(
                                                                                                                                                                                                                                                0.5)), STROKE(
                                                                                                                                                                                                                                                        Stroke.of(
                                                                                                                                                                                                                                                                0.5,
                                                                                                                                                                                                                                                                1)), GAPS(
                                                                                                                                                                                                                                                                        Gaps.of(3,
                                                                                                                                                                                                                                                                                2.5)), RANDAUGMENT(
                                                                                                                                                                                                                                                                                        RandAugment
                                                                                                                                                                                                                                                                                                .of(2, 9)), TRIVIALAUGMENT(
                                                                                                                                                                                                                                                                                                        TrivialAugment
                                                                                                                                                                                                                                                                                                                .of()), AUGMIX(
                                                                                                                                                                                                                                                                                                                        AugMix.of());

        private final Augmenter augmenter;

        Case(Augmenter augmenter) {
            this.augmenter = augmenter;
        }
    }

    /** Sizes of images. */
    public enum Size {
        /** As networks for ImageNet take them. */
        COLOUR_224(Shape.image(224, 224, 3), 200),
        /** As MNIST's. */
        GREY_28(Shape.image(28, 28, 1), 7500);

        private final Shape shape;
        private final int images;

        Size(Shape shape, int images) {
            this.shape = shape;
            this.images = images;
        }
    }

    @Param public Case augmenter;

    @Param public Size size;

    private final Rng random = new Rng(0);
    private Image source;
    private Image target;
    private long key;

    /** A picture of soft spots, with the 256 levels of a file. */
    @Setup(Level.Trial)
    public void prepare() {
        augmenter.augmenter.check(size.shape);
        source = Image.of(size.shape);
        target = Image.of(size.shape);
        float[] pixels = source.pixels();
        for (int i = 0; i < pixels.length; i++) {
            int row = i / size.shape.channels() / size.shape.width();
            int column = i / size.shape.channels() % size.shape.width();
            double light = 0.5 + 0.2 * Math.sin(row / 9.0 + i % 3) * Math.cos(column / 7.0) + 0.2 * Rng.uniform(1, i);
            pixels[i] = Math.round(255 * light) / 255f;
        }
    }

    /** What the thread itself worked: on a machine that is shared, its clock tells of the others too. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Work {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private double micros;

        /** Microseconds of the processor's time for one image. */
        public double cpu() {
            return micros;
        }
    }

    /** A round of images, each changed in another way. */
    @Benchmark
    public float[] augment(Work work) {
        long start = Work.THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < size.images; i++) {
            augmenter.augmenter.augment(source, target, random.restart(key++));
        }
        work.micros = (Work.THREADS.getCurrentThreadCpuTime() - start) / 1e3 / size.images;
        return target.pixels();
    }
}
