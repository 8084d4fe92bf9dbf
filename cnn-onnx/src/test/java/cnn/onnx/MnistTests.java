package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.model.Model;
import cnn.core.model.Prediction;
import cnn.core.model.Predictor;
import cnn.core.network.Node;
import cnn.core.run.Cnn;
import cnn.core.data.IdxFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that CNTK trained on MNIST, with its four sample digits. */
class MnistTests {
    private static OnnxModel read() {
        // trained on values to 255
        return Onnx.read(SharedData.at("onnx-models/mnist-cntk/opt-mnist.onnx")).normalize(List.of(0.0),
                List.of(1 / 255.0));
    }

    @Test
    void namesLayersLikeNodesAndMovesNothingAtRunTime() {
        assertThat(read().model().network().nodes().stream().map(Node::name)).containsExactly("Convolution28", "ReLU32",
                "Pooling66", "Convolution110", "ReLU114", "Pooling160", "gemm-8/reshape", "gemm-8");
    }

    @Test
    void classifiesItsSampleDigits() {
        Path folder = SharedData.at("onnx-models/mnist-cntk");
        try (Cnn cnn = Cnn.create()) {
            Predictor predictor = read().model().predictor(cnn.engine());
            for (String digit : List.of("0", "3", "5", "7")) {
                Prediction answer = predictor.predict(folder.resolve(digit + ".jpg"));
                assertThat(answer.label()).as(digit).isEqualTo(digit);
            }
        }
    }

    @Test
    void reaches989OnTheTestImages() {
        Path folder = SharedData.at("mnist");
        try (Cnn cnn = Cnn.create()) {
            assertThat(cnn.evaluate(read().model(), IdxFiles.of(folder.toString())).accuracy())
                    .isGreaterThanOrEqualTo(0.989);
        }
    }

    @Test
    void isSavedAndReadAgain(@TempDir Path folder) {
        Path image = SharedData.at("onnx-models/mnist-cntk/5.jpg");
        try (Cnn cnn = Cnn.create()) {
            Model model = read().model();
            Path file = folder.resolve("mnist.safetensors");
            model.save(file);
            assertThat(cnn.predictor(file).predict(image).probability())
                    .isEqualTo(model.predictor(cnn.engine()).predict(image).probability());
        }
    }
}
