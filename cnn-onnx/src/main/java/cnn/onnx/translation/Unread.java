package cnn.onnx.translation;

/** Why an operator of ONNX can be no layer, where there is more to say than that none does what it does. */
final class Unread {
    private Unread() {
    }

    static String reason(String operator) {
        return switch (operator) {
            case "NonMaxSuppression" ->
                "how many boxes it keeps depends on the picture: take its inputs for the outputs, "
                        + "and cnn-vision's suppression behind them, as ./cnn detect does";
            case "NonZero", "Unique", "Compress" -> "how much it gives depends on the numbers";
            case "If", "Loop", "Scan", "SequenceMap" -> "it runs a graph of its own, which a network does not";
            case "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Bernoulli", "Multinomial" ->
                "its chance is not ours";
            case "LSTM", "GRU", "RNN" -> "no layer carries a state from one position to the next";
            case "Attention", "RotaryEmbedding", "TensorScatter" ->
                "attention is read where it is written as MatMul and Softmax";
            case "DFT", "STFT", "MelWeightMatrix", "HannWindow", "HammingWindow", "BlackmanWindow" -> "it is for sound";
            case "ImageDecoder" -> "pictures are decoded before the network";
            case "SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss" ->
                "a loss is chosen where a model is trained, and is no part of its network";
            case "StringNormalizer", "StringConcat", "StringSplit", "RegexFullMatch", "TfIdfVectorizer" ->
                "it takes text";
            default -> operator.startsWith("Sequence") || operator.startsWith("Optional")
                    || operator.equals("SplitToSequence") || operator.equals("ConcatFromSequence")
                            ? "values are tensors, not sequences"
                            : "no layer does this";
        };
    }
}
