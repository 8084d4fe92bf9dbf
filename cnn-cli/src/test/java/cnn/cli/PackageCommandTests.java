package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.run.Cnn;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTests {
    @TempDir private Path folder;
    private Path run;
    private Path images;

    @BeforeEach
    void makeARun() throws IOException {
        Network network = Network.of(Shape.image(4, 4, 3), new Flatten(), Dense.of(2));
        run = Files.createDirectories(folder.resolve("runs/shapes"));
        new Model(network, Weights.init(network, 3), Preprocessing.none(network.input()), List.of("circle", "square"),
                SoftmaxCrossEntropy.of(), Provenance.unknown()).save(run.resolve("model.safetensors"));
        images = Files.createDirectories(folder.resolve("golden"));
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0xFF8000);
        ImageIO.write(image, "png", images.resolve("one.png").toFile());
        ImageIO.write(image, "bmp", images.resolve("two.bmp").toFile());
    }

    private CommandRun pack(Object... more) {
        Object[] all = new Object[more.length + 4];
        System.arraycopy(new Object[] {"package", run, "--images", images}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return CommandRun.of(all);
    }

    @Test
    void makesAnArtifactThatIsFoundByName() throws IOException {
        Path out = folder.resolve("out");
        Path jar = out.resolve("shapes-1.0.jar");
        CommandRun packed = pack("--as", "com.example:shapes:1.0", "--out", out).succeeds();
        assertThat(packed.out())
                .isEqualTo("jar  " + jar + "\npom  " + out.resolve("shapes-1.0.pom") + "\nhas  2 golden images\n");
        assertThat(packed.err())
                .isEqualTo("Put it into the local repository with: mvn install:install-file -Dfile=" + jar + "\n");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Cnn.class.getClassLoader());
                Cnn cnn = Cnn.builder().classLoader(loader).threads(1).build()) {
            assertThat(cnn.models().predictor("shapes").predict(images.resolve("one.png")))
                    .isEqualTo(cnn.predictor(run).predict(images.resolve("one.png")));
        }
    }

    @Test
    void refusesWhatIsWrong() throws IOException {
        assertThat(pack("--as", "shapes").err())
                .startsWith("cnn: --as: 'shapes' names no artifact. Write group, name and version "
                        + "with colons between them, for example com.example:shapes:1.0.");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(pack("--as", "com.example:shapes:1.0", "--out", file).err()).startsWith("cnn: --out names '" + file
                + "', which is a file. Name the folder for the jar and its pom.");
        Files.writeString(images.resolve("three.png"), "no picture");
        assertThat(pack("--as", "com.example:shapes:1.0", "--out", folder.resolve("out")).err()).startsWith("cnn: ")
                .contains(images.resolve("three.png").toString());
        assertThat(folder.resolve("out/shapes-1.0.jar")).doesNotExist();
    }
}
