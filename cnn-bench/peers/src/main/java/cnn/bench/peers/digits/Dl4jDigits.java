package cnn.bench.peers.digits;

import java.io.File;
import java.io.IOException;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Digits with DeepLearning4J. */
public final class Dl4jDigits {
    private final MultiLayerNetwork model;

    /** The service with a model that is there. */
    public Dl4jDigits(File file) throws IOException {
        model = MultiLayerNetwork.load(file, false);
    }

    static MultiLayerConfiguration network() {
        return new NeuralNetConfiguration.Builder().seed(123).updater(new Adam(0.001)).list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).activation(Activation.RELU).build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(2, 2).stride(2, 2)
                        .build())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(50).activation(Activation.RELU).build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(2, 2).stride(2, 2)
                        .build())
                .layer(new DenseLayer.Builder().nOut(500).activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD).nOut(10)
                        .activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutionalFlat(28, 28, 1)).build();
    }

    static double train(int epochs, File file) throws IOException {
        DataSetIterator train = new MnistDataSetIterator(64, true, 123); // downloads at the first use
        DataSetIterator test = new MnistDataSetIterator(64, false, 123);
        MultiLayerNetwork model = new MultiLayerNetwork(network());
        model.init();
        model.fit(train, epochs);
        model.save(file);
        Evaluation evaluation = model.evaluate(test);
        return evaluation.accuracy();
    }

    /** The picture comes as numbers in [0, 1], row after row. One thread at a time may ask. */
    public synchronized int read(float[] picture) {
        return model.output(Nd4j.create(picture, 1, picture.length)).argMax(1).getInt(0);
    }
}
