package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Node;
import cnn.core.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model file of the version before blocks, trained from {@code first.yaml} beside it, must load for ever and answer to
 * the bit as that version did.
 */
class OldModelTests {
    private static final Registry REGISTRY = Registry.load();
    private static Model model;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("first.safetensors");
        try (InputStream in = OldModelTests.class.getResourceAsStream("first.safetensors")) {
            Files.copy(in, file);
        }
        model = Model.load(file, REGISTRY);
    }

    private static Image image(int seed) {
        Image image = Image.of(Shape.image(12, 12, 1));
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = (i * 37 * seed + 11 * seed) % 101 / 101f;
        }
        return image;
    }

    @Test
    void answersAsItDid() {
        try (Workers workers = new Workers(2)) {
            Predictor predictor = model.predictor(new Engine(REGISTRY.kernels(null), workers));
            assertThat(predictor.predict(image(1)).ranking()).extracting(one -> one.label() + " "
                    + Float.toHexString((float) one.probability())).containsExactly("circle 0x1.dbf492p-2",
                            "square 0x1.623d9p-2", "triangle 0x1.839bbap-3");
            assertThat(predictor.predict(image(2)).ranking()).extracting(one -> one.label() + " "
                    + Float.toHexString((float) one.probability())).containsExactly("circle 0x1.d856b6p-2",
                            "square 0x1.68398p-2", "triangle 0x1.7edf92p-3");
            assertThat(predictor.predict(image(3)).ranking()).extracting(one -> one.label() + " "
                    + Float.toHexString((float) one.probability())).containsExactly("square 0x1.fa81ccp-2",
                            "circle 0x1.7bda06p-2", "triangle 0x1.13486p-3");
        }
    }

    @Test
    void hasTheNetworkThatItHad() {
        assertThat(model.network().nodes()).extracting(Node::name).startsWith("stem/conv", "batch-norm-1", "relu-1",
                "branch", "add-1").endsWith("dropout-1", "dense-2");
        assertThat(model.network().parameters()).isEqualTo(9 * 4 + 8 + 9 * 16 + 4 + 8 + 2 + 6 * 6 * 6 * 5 + 5 + 15 + 3);
        assertThat(model.provenance().pipeline()).contains("\"name\":\"first\"");
    }
}
