package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import cnn.api.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTests {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void readsColoursExactly(String format) {
        ByteImage image = ImageDecoder.decode("x", encode(picture(BufferedImage.TYPE_INT_RGB), format));
        assertThat(image.shape()).isEqualTo(Shape.image(2, 3, 3));
        assertThat(image.pixels()).containsExactly(255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 51, 102, 153, 255, 255,
                255);
    }

    @Test
    void readsJpegNearly() {
        BufferedImage red = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128; i++) {
            red.setRGB(i % 16, i / 16, 0xC02020);
        }
        ByteImage image = ImageDecoder.decode("x", encode(red, "jpeg"));
        assertThat(image.shape()).isEqualTo(Shape.image(8, 16, 3));
        assertThat(image.pixels()[0] & 0xFF).isBetween(0xBC, 0xC4);
        assertThat(image.pixels()[1] & 0xFF).isBetween(0x1C, 0x24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "jpeg"})
    void greyIsNotBrightened(String format) {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            grey.getRaster().setSample(i % 8, i / 8, 0, 100);
        }
        ByteImage image = ImageDecoder.decode("x", encode(grey, format));
        assertThat(image.shape()).isEqualTo(Shape.image(8, 8, 1));
        assertThat(image.pixels()).containsOnly(100);
    }

    @Test
    void transparencyShowsAWhitePage() {
        BufferedImage drawing = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        drawing.setRGB(0, 0, 0xFF000000);
        drawing.setRGB(1, 0, 0x80000000);
        drawing.setRGB(2, 0, 0x00000000);
        ByteImage image = ImageDecoder.decode("x", encode(drawing, "png"));
        assertThat(image.shape()).isEqualTo(Shape.image(1, 3, 1));
        assertThat(image.pixels()).containsExactly(0, 127, 255);
    }

    @Test
    void sixteenBitsAreRoundedToEight() {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 65535);
        grey.getRaster().setSample(1, 0, 0, 128);
        grey.getRaster().setSample(2, 0, 0, 129);
        assertThat(ImageDecoder.decode("x", encode(grey, "png")).pixels()).containsExactly(255, 0, 1);
    }

    @Test
    void exifTurnsAPhotographUpright() {
        ByteImage stored = image(2, 3, 1, 2, 3, 4, 5, 6);
        assertThat(Orientation.upright(stored, 1)).isSameAs(stored);
        assertThat(Orientation.upright(stored, 2)).usingRecursiveComparison().isEqualTo(image(2, 3, 3, 2, 1, 6, 5, 4));
        assertThat(Orientation.upright(stored, 3)).usingRecursiveComparison().isEqualTo(image(2, 3, 6, 5, 4, 3, 2, 1));
        assertThat(Orientation.upright(stored, 4)).usingRecursiveComparison().isEqualTo(image(2, 3, 4, 5, 6, 1, 2, 3));
        assertThat(Orientation.upright(stored, 5)).usingRecursiveComparison().isEqualTo(image(3, 2, 1, 4, 2, 5, 3, 6));
        assertThat(Orientation.upright(stored, 6)).usingRecursiveComparison().isEqualTo(image(3, 2, 4, 1, 5, 2, 6, 3));
        assertThat(Orientation.upright(stored, 7)).usingRecursiveComparison().isEqualTo(image(3, 2, 6, 3, 5, 2, 4, 1));
        assertThat(Orientation.upright(stored, 8)).usingRecursiveComparison().isEqualTo(image(3, 2, 3, 6, 2, 5, 1, 4));
    }

    @Test
    void aGifFrameLiesOnItsPage() {
        byte[] gif = encode(picture(BufferedImage.TYPE_INT_RGB), "gif");
        gif[6] = 5;
        gif[8] = 4;
        int frame = 13 + (3 << (gif[10] & 7) + 1);
        while (gif[frame] != 0x2C) {
            frame += 8;
        }
        gif[frame + 1] = 2;
        gif[frame + 3] = 1;
        ByteImage image = ImageDecoder.decode("x", gif);
        assertThat(image.shape()).isEqualTo(Shape.image(4, 5, 3));
        assertThat(Arrays.copyOfRange(image.pixels(), 0, 21)).containsOnly(255);
        assertThat(Arrays.copyOfRange(image.pixels(), 21, 27)).containsExactly(255, 0, 0, 0, 255, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 17})
    void anInterlacedGifKeepsItsRows(int height) {
        BufferedImage rows = new BufferedImage(1, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            rows.getRaster().setSample(0, y, 0, 10 * y);
        }
        byte[] gif = encode(rows, "gif");
        byte[] pixels = ImageDecoder.decode("x", gif).pixels();
        for (int y = 0; y < height; y++) {
            assertThat(pixels[y] & 0xFF).isEqualTo(10 * y);
        }
    }

    @Test
    void saysWhatAFileIsNot() throws IOException {
        assertRejected("x".getBytes(),
                "it is not PNG, JPEG, BMP, GIF, WebP, TIFF or PNM. Convert it to one of these, or remove it.");
        assertRejected(new byte[0], "the file is empty. Remove it.");
        assertThatThrownBy(() -> ImageDecoder.decode(folder)).isInstanceOf(ImageException.class)
                .hasMessage("Cannot read the image '" + folder + "': it is a folder. Give an image file.");
        assertThatThrownBy(() -> ImageDecoder.decode(Path.of("no.png"))).isInstanceOf(ImageException.class)
                .hasMessage("Cannot read the image 'no.png': there is no such file. Check the path.");
        Path named = Files.write(folder.resolve("photo.txt"), encode(picture(BufferedImage.TYPE_INT_RGB), "png"));
        assertThat(ImageDecoder.decode(named).shape().height()).isEqualTo(2);
    }

    @Test
    void refusesHugePicturesBeforeDecodingThem() {
        byte[] png = encode(picture(BufferedImage.TYPE_INT_RGB), "png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 50_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        String message = "it is 60000×50000 pixels large, and the limit is 100 million. Save the picture anew, or "
                + "remove the file.";
        assertRejected(png, message);
        byte[] bmp = encode(picture(BufferedImage.TYPE_INT_RGB), "bmp");
        ByteBuffer.wrap(bmp).putInt(18, Integer.reverseBytes(60_000)).putInt(22, Integer.reverseBytes(50_000));
        assertRejected(bmp, message);
        byte[] gif = encode(picture(BufferedImage.TYPE_INT_RGB), "gif");
        Arrays.fill(gif, 6, 10, (byte) 255);
        assertRejected(gif, message.replace("60000×50000", "65535×65535"));
    }

    @Test
    void aPngWithAWrongChecksumIsRejected() {
        byte[] png = encode(picture(BufferedImage.TYPE_INT_RGB), "png");
        png[png.length - 18] ^= 1;
        assertRejected(png, "a checksum is wrong. Save the picture anew, or remove the file.");
    }

    @Test
    void aPngWithoutItsLastRowsIsRejected() {
        byte[] png = encode(picture(BufferedImage.TYPE_INT_RGB), "png");
        // a row more than there is data for; with a right checksum, as a faulty program would write it
        ByteBuffer.wrap(png).putInt(20, 3);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        assertThatThrownBy(() -> ImageDecoder.decode("x", png)).isInstanceOf(ImageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpeg"})
    void aFileCutShortIsNeverHalfAPicture(String format) {
        BufferedImage noise = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 1600; i++) {
            noise.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
        }
        byte[] whole = encode(noise, format);
        byte[] pixels = ImageDecoder.decode("whole", whole).pixels();
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                // only an end mark may be missing
                assertThat(ImageDecoder.decode("cut", cut).pixels()).as("%d bytes", length).isEqualTo(pixels);
            } catch (ImageException e) {
                assertThat(e).hasMessageStartingWith("Cannot read the image 'cut': ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpeg"})
    void damageEndsInAPictureOrAnImageException(String format) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] valid = encode(picture(BufferedImage.TYPE_INT_RGB), format);
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = valid.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ImageDecoder.decode("damaged", damaged).pixels()).isNotEmpty();
            } catch (ImageException e) {
                assertThat(e).hasMessageStartingWith("Cannot read the image 'damaged': ");
            } catch (Throwable e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
    }

    private static void assertRejected(byte[] bytes, String message) {
        assertThatThrownBy(() -> ImageDecoder.decode("x", bytes)).isInstanceOf(ImageException.class)
                .hasMessage("Cannot read the image 'x': " + message);
    }

    private static ByteImage image(int height, int width, int... values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) values[i];
        }
        return new ByteImage(Shape.image(height, width, 1), pixels);
    }

    /** 2 rows of 3 pixels. */
    private static BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(3, 2, type);
        int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0x000000, 0x336699, 0xFFFFFF};
        for (int i = 0; i < colours.length; i++) {
            image.setRGB(i % 3, i / 3, 0xFF000000 | colours[i]);
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
