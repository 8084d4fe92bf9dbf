package cnn.augment.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What Pillow makes of a picture: its results are in {@code pillow.txt}, which {@code pillow.py} beside it wrote. */
class PillowTests {
    private static final Shape SHAPE = Shape.image(22, 24, 3);
    private static final Map<String, int[]> RESULTS = results();
    /** Both computations are exact where nothing is rounded: then only the last bit of a float differs. */
    private static final double EXACT = 1e-4;
    /** Pillow cuts results, and what it blends with, to whole levels: each cut takes less than 1. */
    private static final double ONE_CUT = 1;

    @Test
    void equalizes() {
        agrees("equalize", Histograms::equalize, EXACT);
    }

    @Test
    void stretchesTheContrast() {
        agrees("autocontrast", (in, out) -> Histograms.stretch(in, out, 0), ONE_CUT);
        agrees("autocontrast 10 %", (in, out) -> Histograms.stretch(in, out, 0.1), ONE_CUT);
    }

    @Test
    void inverts() {
        agrees("invert", Curves::invert, EXACT);
    }

    @Test
    void keepsTheHighestBits() {
        for (int bits : new int[] {1, 3, 7}) {
            agrees("posterize " + bits, (in, out) -> Curves.posterize(in, out, bits), EXACT);
        }
    }

    @Test
    void solarizes() {
        agrees("solarize 100", (in, out) -> Curves.solarize(in, out, Levels.value(100)), EXACT);
    }

    /** What is blended with is cut to levels by Pillow, too: the error of the factor 1 − f is that much of a level more. */
    @Test
    void blends() {
        for (String text : new String[] {"0", "0.4", "1.7"}) {
            float factor = Float.parseFloat(text);
            double cuts = ONE_CUT + Math.abs(1 - factor);
            agrees("brightness " + text, (in, out) -> Blends.brightness(in, out, factor), cuts);
            agrees("color " + text, (in, out) -> Blends.saturation(in, out, factor), cuts);
            agrees("contrast " + text, (in, out) -> Blends.contrast(in, out, factor), cuts);
            agrees("sharpness " + text, (in, out) -> Blends.sharpness(in, out, factor), cuts);
        }
    }

    private static void agrees(String name, BiConsumer<Image, Image> change, double most) {
        Image source = Image.of(SHAPE);
        for (int i = 0; i < SHAPE.size(); i++) {
            source.pixels()[i] = Levels.value(RESULTS.get("source")[i]);
        }
        Image target = Image.of(SHAPE);
        change.accept(source, target);
        double worst = 0;
        for (int i = 0; i < SHAPE.size(); i++) {
            worst = Math.max(worst, Math.abs(255 * target.pixels()[i] - RESULTS.get(name)[i]));
        }
        assertThat(worst).as(name).isLessThanOrEqualTo(most + EXACT);
    }

    private static Map<String, int[]> results() {
        Map<String, int[]> results = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PillowTests.class.getResourceAsStream("/pillow/pillow.txt")),
                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                byte[] bytes = HexFormat.of().parseHex(line.substring(line.indexOf(": ") + 2));
                int[] levels = new int[bytes.length];
                for (int i = 0; i < bytes.length; i++) {
                    levels[i] = Byte.toUnsignedInt(bytes[i]);
                }
                results.put(line.substring(0, line.indexOf(": ")), levels);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }
}
