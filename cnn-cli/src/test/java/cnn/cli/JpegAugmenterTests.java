package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.quality.Jpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/** The augmenter {@code jpeg} leaves what a file leaves that the JDK's codec writes and reads. */
class JpegAugmenterTests {
    @Test
    void greyImagesDifferByTheCodecsRounding() throws IOException {
        for (int quality : new int[] {5, 30, 75, 95}) {
            Image image = picture(1);
            // the codec transforms in whole numbers, so that a frequency near the middle of a step may go the other way
            assertThat(distance(augmented(image, quality), throughFile(image, quality))).as("quality %s", quality)
                    .isLessThan(1);
            assertThat(distance(image, throughFile(image, quality))).isGreaterThan(quality < 90 ? 2.5 : 1);
        }
    }

    @Test
    void imagesWithColoursDifferByHowTheyAreEnlargedToo() throws IOException {
        for (int quality : new int[] {30, 75, 90}) {
            Image image = picture(3);
            double ours = distance(augmented(image, quality), throughFile(image, quality));
            assertThat(ours).as("quality %s", quality).isLessThan(2);
            assertThat(distance(image, throughFile(image, quality))).isGreaterThan(2 * ours);
        }
    }

    /** Soft spots and a little noise, of a size that no block fits. */
    private static Image picture(int channels) {
        Image image = Image.of(Shape.image(61, 83, channels));
        for (int i = 0; i < image.pixels().length; i++) {
            int row = i / channels / 83;
            int column = i / channels % 83;
            double light = 0.5 + 0.3 * Math.sin(row / 6.0 + i % channels) * Math.cos(column / 8.0)
                    + 0.12 * Rng.uniform(1, i / channels);
            image.pixels()[i] = Math.round(255 * light) / 255f;
        }
        return image;
    }

    private static Image augmented(Image image, int quality) {
        Image out = Image.of(image.shape());
        Jpeg.of(quality, quality).augment(image, out, new Rng(1));
        return out;
    }

    private static Image throughFile(Image image, int quality) throws IOException {
        int channels = image.channels();
        BufferedImage picture = new BufferedImage(image.width(), image.height(),
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.pixels().length; i++) {
            picture.getRaster().setSample(i / channels % image.width(), i / channels / image.width(), i % channels,
                    Math.round(255 * image.pixels()[i]));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(quality / 100f);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), options);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        Image back = Image.of(image.shape());
        for (int i = 0; i < back.pixels().length; i++) {
            back.pixels()[i] = read.getRaster().getSample(i / channels % image.width(), i / channels / image.width(),
                    i % channels) / 255f;
        }
        return back;
    }

    /** Root mean square, in levels. */
    private static double distance(Image one, Image other) {
        double squares = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            squares += Math.pow(255 * (one.pixels()[i] - other.pixels()[i]), 2);
        }
        return Math.sqrt(squares / one.pixels().length);
    }
}
