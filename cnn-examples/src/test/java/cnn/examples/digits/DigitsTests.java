package cnn.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.core.run.Cnn;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the guides for those who come from another library, on marks that stand in for digits. */
class DigitsTests {
    private static final int SIDE = 28;

    @TempDir private Path folder;

    @Test
    void learnsAndAnswersManyThreads() throws Exception {
        write("train", 640);
        write("t10k", 100);
        Path model = folder.resolve("digits.safetensors");
        try (Cnn cnn = Cnn.create()) {
            assertThat(Digits.train(cnn, folder.toString(), 2, model)).isGreaterThan(0.95);
            Digits service = new Digits(cnn, model);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<String>> questions = IntStream.range(0, 40)
                        .<Callable<String>>mapToObj(i -> () -> service.read(picture(i))).toList();
                assertThat(threads.invokeAll(questions).stream().map(Future::resultNow))
                        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "" + i % 10).toList());
            }
        }
    }

    /** Two bright rows and columns, whose places tell the digit, over faint noise. */
    private static int grey(int digit, int image, int row, int column) {
        int place = 3 + 5 * (digit % 5);
        boolean bright = digit < 5 ? row / 2 == place / 2 : column / 2 == place / 2;
        return (bright ? 190 : 0) + (int) (60 * Rng.uniform(image, row * SIDE + column));
    }

    private static BufferedImage picture(int image) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < SIDE * SIDE; p++) {
            picture.getRaster().setSample(p % SIDE, p / SIDE, 0, grey(image % 10, 7000 + image, p / SIDE, p % SIDE));
        }
        return picture;
    }

    private void write(String part, int count) throws IOException {
        try (DataOutputStream images = new DataOutputStream(
                Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte")));
                DataOutputStream labels = new DataOutputStream(
                        Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte")))) {
            for (int number : new int[] {0x803, count, SIDE, SIDE}) {
                images.writeInt(number);
            }
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                labels.writeByte(i % 10);
                byte[] pixels = new byte[SIDE * SIDE];
                for (int p = 0; p < pixels.length; p++) {
                    pixels[p] = (byte) grey(i % 10, i + count, p / SIDE, p % SIDE);
                }
                images.write(pixels);
            }
        }
    }
}
