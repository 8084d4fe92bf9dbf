package cnn.cli;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Predictor;
import cnn.core.model.Preprocessing;
import cnn.core.network.Node;
import cnn.core.run.Cnn;
import cnn.onnx.BoxSuppression;
import cnn.onnx.NamedPredictor;
import cnn.onnx.Onnx;
import cnn.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network that is asked for all its numbers: an ONNX file's graph, or a model of ours. Maps come as (C, H, W). */
sealed interface DetectionNetwork {
    /** What happens to a picture first. */
    Preprocessing preprocessing();

    /** Whether it is known how pictures of another size were resized in training. */
    boolean knowsResize();

    /** What the file says that classes are called; empty where it does not. */
    List<String> classNames();

    /** Its outputs and their axes, a batch of one in front or not. */
    Map<String, Shape> outputs();

    /** Its numbers for a picture of the shape that it takes, by output. */
    Map<String, Tensor> answer(Image image);

    /** Where its graph chooses among boxes; null where it does not, or where that is left to what is named. */
    default @Nullable BoxSuppression suppression() {
        return null;
    }

    /** What made its file, as that says. */
    default String producer() {
        return "";
    }

    /**
     * That of a file.
     *
     * @param choice null to end where the graph itself chooses among boxes; else values to end in, none for its outputs
     */
    static DetectionNetwork read(Path file, Cnn cnn, PictureOptions options, @Nullable List<String> choice) {
        if (!ModelFiles.isOnnx(file)) {
            options.checkModel();
            return new OfModel(ModelFiles.read(file, cnn).predictor(cnn.engine()));
        }
        OnnxModel onnx = Onnx.read(ModelFiles.find(file)).batch(1);
        OnnxModel whole = options.normalizing(onnx);
        BoxSuppression suppression = choice == null ? whole.suppression().orElse(null) : null;
        OnnxModel prepared = suppression != null
                ? whole.outputs(suppression.scores(), suppression.boxes())
                : ending(whole, choice == null ? List.of() : choice);
        NamedPredictor predictor = prepared.predictor(cnn.engine());
        return new OfGraph(prepared, suppression, predictor, predictor.preprocessing(), options.channelsLast());
    }

    /** In values within the graph, where some are named. */
    private static OnnxModel ending(OnnxModel onnx, List<String> values) {
        return !onnx.outputs().containsAll(values) && values.stream().allMatch(onnx::gives)
                ? onnx.outputs(values.toArray(String[]::new))
                : onnx;
    }

    /**
     * An ONNX file's.
     *
     * @param suppression where it chose among boxes, if it ends before that now
     * @param channelsLast whether its maps have their classes behind
     */
    record OfGraph(OnnxModel onnx, @Nullable BoxSuppression suppression, NamedPredictor predictor,
            Preprocessing preprocessing, boolean channelsLast)
            implements
                DetectionNetwork {
        @Override
        public boolean knowsResize() {
            return onnx.metadata().containsKey("resize");
        }

        @Override
        public List<String> classNames() {
            return onnx.classNames();
        }

        @Override
        public String producer() {
            return onnx.producer();
        }

        @Override
        public Map<String, Shape> outputs() {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            predictor.outputs().forEach(name -> shapes.put(name, channelsLast
                    ? channelsFirst(withoutBatch(predictor.shape(name)))
                    : predictor.shape(name)));
            return shapes;
        }

        @Override
        public Map<String, Tensor> answer(Image image) {
            Map<String, Tensor> answer = predictor.predict(image);
            if (channelsLast) {
                answer.replaceAll((name, tensor) -> channelsFirst(
                        new Tensor(withoutBatch(tensor.shape()), tensor.data())));
            }
            return answer;
        }
    }

    /** A model's. Its numbers have no classes behind them that it could name. */
    record OfModel(Predictor predictor) implements DetectionNetwork {
        @Override
        public Preprocessing preprocessing() {
            return predictor.model().preprocessing();
        }

        @Override
        public boolean knowsResize() {
            return true;
        }

        @Override
        public List<String> classNames() {
            return List.of();
        }

        @Override
        public Map<String, Shape> outputs() {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            Model model = predictor.model();
            List<Node> nodes = model.network().outputs();
            for (int i = 0; i < nodes.size(); i++) {
                shapes.put(model.outputs().get(i).name(), channelsFirst(nodes.get(i).output()));
            }
            return shapes;
        }

        @Override
        public Map<String, Tensor> answer(Image image) {
            Model model = predictor.model();
            float[] numbers = new float[model.network().output().size()];
            predictor.predict(image.pixels(), numbers);
            Map<String, Tensor> answer = new LinkedHashMap<>();
            int at = 0;
            for (int i = 0; i < model.outputs().size(); i++) {
                Output output = model.outputs().get(i);
                Shape shape = model.network().outputs().get(i).output();
                answer.put(output.name(),
                        channelsFirst(new Tensor(shape, Arrays.copyOfRange(numbers, at, at + shape.size()))));
                at += shape.size();
            }
            return answer;
        }
    }

    private static Shape withoutBatch(Shape shape) {
        int[] dims = shape.dims();
        return dims.length == 4 && dims[0] == 1 ? Shape.of(Arrays.copyOfRange(dims, 1, 4)) : shape;
    }

    private static Shape channelsFirst(Shape shape) {
        return shape.isImage() ? Shape.of(shape.channels(), shape.height(), shape.width()) : shape;
    }

    /** Maps with the classes in front, of those with the classes behind; anything else as it is. */
    static Tensor channelsFirst(Tensor tensor) {
        Shape shape = tensor.shape();
        if (!shape.isImage()) {
            return tensor;
        }
        int channels = shape.channels();
        int size = shape.height() * shape.width();
        float[] planes = new float[shape.size()];
        for (int i = 0; i < planes.length; i++) {
            planes[i % channels * size + i / channels] = tensor.data()[i];
        }
        return new Tensor(channelsFirst(shape), planes);
    }
}
