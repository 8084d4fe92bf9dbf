package cnn.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * What the JVM watches once after a build to write its archive of classes ({@code -Xshare:dump}): the commands that people
 * wait for, on a few small pictures. The launcher starts it; it says nothing and leaves nothing behind.
 */
public final class ArchiveCommands {
    private static final int SIDE = 32;

    private ArchiveCommands() {
    }

    /** Runs the commands. Exit code 1 where one of them fails. */
    public static void main(String[] args) throws IOException {
        StandardError.restore();
        System.setProperty("java.awt.headless", "true");
        System.exit(run());
    }

    /** The highest exit code of the commands. */
    static int run() throws IOException {
        Path folder = Files.createTempDirectory("cnn-archive-");
        try {
            Path picture = folder.resolve("picture.png");
            ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
            Path out = folder.resolve("run");
            int code = 0;
            for (List<String> command : List.of(
                    List.of("train", "shapes-basic", "--epochs", "1", "--set", "data.shapes.train=96", "--set",
                            "data.shapes.test=32", "--out", out.toString()),
                    List.of("predict", out.toString(), picture.toString()),
                    List.of("predict", out.toString(), picture.toString(), "--json"),
                    List.of("summary", out.resolve("model.safetensors").toString()), List.of("plugins"))) {
                code = Math.max(code, run(command));
            }
            return code;
        } finally {
            delete(folder);
        }
    }

    private static int run(List<String> command) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false)) {
            return Main.run(command.toArray(String[]::new), nowhere, nowhere);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
