package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Damages files in the ways that disks and transfers do, and counts how often another picture comes out without a word. The
 * limits are what the format lets a reader know: a PNG file has checksums; the others tell only where codes, marks and
 * lengths do not fit.
 */
class DamageTests {
    private static final int ROUNDS = 300;

    /** What happens to a file. */
    private enum Damage {
        FLIPPED_BYTE, ZEROED_RANGE, CUT, LOST_RANGE
    }

    @ParameterizedTest
    @CsvSource({"png, 0, 0, 0, 0", "jpeg, 55, 15, 0, 10", "progressive, 40, 10, 0, 10", "gif, 50, 6, 0, 0",
        "bmp, 100, 100, 0, 0", "tiff, 98, 98, 0, 0", "tiff-lzw, 40, 0, 0, 0", "tiff-deflate, 0, 0, 0, 0",
        "tiff-packbits, 99, 6, 0, 0", "ppm, 100, 100, 0, 0", "webp, 90, 100, 0, 0"})
    void isRefused(String format, int flipped, int zeroed, int cut, int lost) {
        byte[] valid = file(format);
        byte[] pixels = ImageDecoder.decode("valid", valid).pixels();
        int[] limits = {flipped, zeroed, cut, lost};
        Random random = new Random(42);
        for (Damage damage : Damage.values()) {
            int unnoticed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damage(valid, damage, random);
                try {
                    boolean same = Arrays.equals(ImageDecoder.decode("damaged", damaged).pixels(), pixels);
                    unnoticed += same ? 0 : 1;
                } catch (ImageException e) {
                    assertThat(e).hasMessageStartingWith("Cannot read the image 'damaged': ");
                } catch (Throwable e) {
                    fail(format + ", " + damage + ", round " + round, e);
                }
            }
            assertThat(100 * unnoticed / ROUNDS).as("%% of %s unnoticed in %s", damage, format)
                    .isLessThanOrEqualTo(limits[damage.ordinal()]);
        }
    }

    private static byte[] damage(byte[] valid, Damage damage, Random random) {
        byte[] damaged = valid.clone();
        int at = random.nextInt(valid.length - 1);
        int length = 1 + random.nextInt(valid.length - at);
        switch (damage) {
            case FLIPPED_BYTE -> damaged[at] ^= (byte) (1 + random.nextInt(255));
            case ZEROED_RANGE -> Arrays.fill(damaged, at, at + length, (byte) 0);
            case CUT -> damaged = Arrays.copyOf(valid, at);
            case LOST_RANGE -> {
                System.arraycopy(valid, at + length, damaged, at, valid.length - at - length);
                damaged = Arrays.copyOf(damaged, valid.length - length);
            }
        }
        return damaged;
    }

    private static byte[] file(String format) {
        BufferedImage noise = Encoded.noise(61, 43, BufferedImage.TYPE_INT_RGB);
        return switch (format) {
            case "progressive" -> Encoded.of(noise, "jpeg", null, true);
            case "tiff-lzw" -> Encoded.of(noise, "tiff", "LZW", false);
            case "tiff-deflate" -> Encoded.of(noise, "tiff", "Deflate", false);
            case "tiff-packbits" -> Encoded.of(noise, "tiff", "PackBits", false);
            case "ppm" -> Encoded.ppm(noise);
            case "webp" -> Vp8l.of(noise);
            default -> Encoded.of(noise, format);
        };
    }
}
