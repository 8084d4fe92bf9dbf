package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.DataSource.Request;
import cnn.core.ChildJvm;
import cnn.core.data.ImageFolder;
import cnn.core.pictures.StandardDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A valid picture that does not fit into memory is not called damaged. Runs in a JVM of its own, with little memory. */
class MemoryTests {
    @TempDir Path folder;

    /** What the other JVM does. */
    static final class Program {
        private Program() {
        }

        private static void pictureOfARequest(Path file) {
            try {
                Request.of(file, System.out::println).decoder(new StandardDecoder()).picture(file);
            } catch (IllegalArgumentException e) {
                System.out.println("left out: " + e.getMessage());
            } catch (IllegalStateException e) {
                throw new IllegalStateException("not the file's fault: " + e.getMessage(), e);
            }
        }

        public static void main(String[] args) {
            try {
                if (args[0].equals("stopped")) {
                    Thread.currentThread().setContextClassLoader(new ClassLoader() {
                        @Override
                        public Enumeration<URL> getResources(String name) {
                            throw new IllegalStateException("web application stopped");
                        }
                    });
                }
                if (args[0].equals("folder")) {
                    ImageFolder.of(args[1]).open(new Request(Path.of(""), 8, 8, 1, false, 1, System.out::println));
                } else if (args[0].equals("request")) {
                    pictureOfARequest(Path.of(args[1]));
                } else {
                    ImageDecoder.decode(Path.of(args[1]));
                }
                System.out.println("read");
            } catch (RuntimeException e) {
                System.out.println((Exhaustion.in(e) instanceof OutOfMemoryError) + " " + e.getMessage());
            }
        }
    }

    @Test
    void aSourceThatLeavesDamagedFilesOutDoesNotLeaveThisOut() throws IOException, InterruptedException {
        Path file = large("png", "large");
        assertThat(run("request", file)).isEqualTo("true not the file's fault: Cannot read the image '" + file
                + "': there is too little memory for it. Save the picture smaller, or give Java more memory, for example "
                + "-Xmx4g.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "gif", "tiff"})
    void aPictureSaysThatMemoryIsShort(String format) throws IOException, InterruptedException {
        Path file = large(format, "large");
        assertThat(run("file", file)).isEqualTo("true Cannot read the image '" + file + "': there is too little memory "
                + "for it. Save the picture smaller, or give Java more memory, for example -Xmx4g.");
    }

    @Test
    void aFolderIsNotReadWithoutIt() throws IOException, InterruptedException {
        Files.write(Files.createDirectories(folder.resolve("set/a")).resolve("1.png"),
                Encoded.of(Encoded.noise(8, 8, BufferedImage.TYPE_INT_RGB), "png"));
        large("png", "set/a/2.png");
        Path set = folder.resolve("set");
        assertThat(run("folder", set)).isEqualTo("true The pictures in '" + set + "' do not fit into memory, which "
                + "ran out at '" + set.resolve("a/2.png")
                + "'. Give Java more memory, for example -Xmx8g, set a smaller "
                + "preprocess.size, or, where this picture is larger than others, save it smaller.");
    }

    private Path large(String format, String name) throws IOException {
        int type = format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage image = new BufferedImage(5000, 4000, type);
        return Files.write(folder.resolve(name),
                Encoded.of(image, format, format.equals("tiff") ? "LZW" : null, false));
    }

    static String run(String what, Path path, String... classPathToo) throws IOException, InterruptedException {
        String out = ChildJvm.of("-Xmx40m", "-XX:+UseSerialGC")
                .run(ChildJvm.classPath(classPathToo), Program.class, what,
                        path)
                .succeeds();
        return out.lines().filter(line -> !line.startsWith("SLF4J")).reduce((a, b) -> a + "\n" + b).orElse("");
    }
}
