package cnn.bench.peers;

import cnn.api.Shape;
import cnn.bench.Trial;
import cnn.core.network.Node;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.layers.SpatialDropout;
import cnn.layers.activation.Relu;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * DeepLearning4J with ND4J's native backend, built with oneDNN. Its momentum is Nesterov's, the only one it has; its
 * scores are logarithms of probabilities.
 */
final class DeepLearning4j implements Contender {
    private static final String INPUT = "input";

    private final Trial trial;
    private final Parts parts;
    private final ComputationGraph graph;
    private final INDArray[] images;
    private final INDArray[] targets;

    DeepLearning4j(Trial trial, int threads) {
        this.trial = trial;
        parts = new Parts(trial.network(), trial.weights());
        graph = new ComputationGraph(configuration().build());
        graph.init();
        parts.network().nodes().forEach(this::fill);
        Shape shape = trial.network().input();
        int batch = trial.workload().batch();
        images = new INDArray[] {Nd4j.createFromArray(ChannelsFirst.images(trial.images(), shape)).reshape(batch,
                shape.channels(), shape.height(), shape.width())};
        targets = new INDArray[] {
            Nd4j.createFromArray(trial.targets()).reshape(batch, trial.network().output().size())};
    }

    private GraphBuilder configuration() {
        Shape shape = parts.network().input();
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .updater(new Nesterovs(Trial.LEARNING_RATE, Trial.MOMENTUM)).graphBuilder().addInputs(INPUT)
                .setInputTypes(InputType.convolutional(shape.height(), shape.width(), shape.channels()));
        parts.network().nodes().forEach(node -> add(builder, node));
        return builder.setOutputs(parts.network().nodes().getLast().name());
    }

    private void add(GraphBuilder builder, Node node) {
        String[] inputs = inputs(node).toArray(String[]::new);
        switch (node.layer()) {
            case Conv2d conv -> builder.addLayer(node.name(),
                    new ConvolutionLayer.Builder(pair(conv.kernel()), pair(conv.stride()), pair(conv.padding()))
                            .nOut(conv.filters()).hasBias(conv.bias()).activation(Activation.IDENTITY).build(),
                    inputs);
            case BatchNorm norm -> builder.addLayer(node.name(),
                    new BatchNormalization.Builder().eps(norm.epsilon()).decay(norm.momentum()).build(), inputs);
            case Relu relu -> builder.addLayer(node.name(), new ActivationLayer(Activation.RELU), inputs);
            case MaxPool2d pool -> builder.addLayer(node.name(),
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, pair(pool.size()),
                            pair(pool.stride() == null ? pool.size() : pool.stride()), pair(pool.padding())).build(),
                    inputs);
            case GlobalAveragePool2d pool -> builder.addLayer(node.name(), new GlobalPoolingLayer(PoolingType.AVG),
                    inputs);
            case SpatialDropout dropout -> builder.addLayer(node.name(),
                    new DropoutLayer(new org.deeplearning4j.nn.conf.dropout.SpatialDropout(1 - dropout.rate())),
                    inputs);
            case Add add -> builder.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
            case Dense dense when isLast(node) -> builder.addLayer(node.name(), new OutputLayer.Builder(
                    LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(dense.units()).build(), inputs);
            case Dense dense -> builder.addLayer(node.name(),
                    new DenseLayer.Builder().activation(Activation.IDENTITY).nOut(dense.units()).build(), inputs);
            case Flatten flatten -> {
                // it flattens by itself before a dense layer
            }
            default -> throw Parts.unknown(node, "DeepLearning4J");
        }
    }

    private boolean isLast(Node node) {
        return node == parts.network().nodes().getLast();
    }

    private List<String> inputs(Node node) {
        List<String> names = new ArrayList<>();
        for (int source : node.inputs()) {
            if (source == Node.INPUT) {
                names.add(INPUT);
            } else if (parts.network().nodes().get(source).layer() instanceof Flatten) {
                names.addAll(inputs(parts.network().nodes().get(source)));
            } else {
                names.add(parts.network().nodes().get(source).name());
            }
        }
        return names;
    }

    private void fill(Node node) {
        switch (node.layer()) {
            case Conv2d conv -> {
                set(node, "W", parts.convolution(node));
                if (conv.bias()) {
                    set(node, "b", parts.values(node, "bias"));
                }
            }
            case Dense dense -> {
                set(node, "W", parts.dense(node));
                set(node, "b", parts.values(node, "bias"));
            }
            case BatchNorm norm -> {
                set(node, "gamma", parts.values(node, "scale"));
                set(node, "beta", parts.values(node, "shift"));
                set(node, "mean", parts.values(node, "mean"));
                float[] logarithms = parts.values(node, "variance").clone();
                for (int i = 0; i < logarithms.length; i++) {
                    logarithms[i] = (float) Math.log10(Math.sqrt(logarithms[i]));
                }
                set(node, "log10stdev", logarithms);
            }
            default -> {
                // nothing to fill
            }
        }
    }

    private void set(Node node, String name, float[] values) {
        INDArray param = graph.getLayer(node.name()).getParam(name);
        param.assign(Nd4j.createFromArray(values).reshape('c', param.shape()));
    }

    private static int[] pair(Size size) {
        return new int[] {size.height(), size.width()};
    }

    private static int[] pair(Padding padding) {
        return new int[] {Parts.around(padding), Parts.around(padding)};
    }

    @Override
    public String version() {
        return "DeepLearning4J 1.0.0-M2.1, " + Nd4j.getBackend().getClass().getSimpleName();
    }

    @Override
    public float[] scores() {
        float[] scores = graph.outputSingle(images).ravel().toFloatVector();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) Math.log(scores[i]);
        }
        return scores;
    }

    @Override
    public double run() {
        graph.fit(images, targets);
        return graph.score();
    }
}
