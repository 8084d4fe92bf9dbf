package cnn.zoo.published;

import cnn.api.layer.PublishedNames;

/** Parts that many networks have. */
final class Units {
    private Units() {
    }

    /** A convolution with its normalisation: {@code conv} and {@code norm} below a path. */
    static void convNorm(PublishedNames.Builder names, String path, String convolution, String normalisation) {
        names.layer(path + "/conv", convolution).layer(path + "/norm", normalisation);
    }

    /** Squeeze and excitation, whose dense layers are convolutions of single pixels there. */
    static void excitation(PublishedNames.Builder names, String path, String reduce, String expand) {
        names.convolution(path + "/reduce", reduce).convolution(path + "/expand", expand);
    }

    /** The residual networks, whose names both programs have: {@code layer1.0.conv2}. */
    static PublishedNames resNet(String program, int[] blocks, boolean deep) {
        PublishedNames.Builder names = PublishedNames.by(program);
        convNorm(names, "stem", "conv1", "bn1");
        for (int stage = 1; stage <= blocks.length; stage++) {
            for (int block = 0; block < blocks[stage - 1]; block++) {
                String ours = "stage" + stage + "/block" + (block + 1);
                String theirs = "layer" + stage + "." + block;
                for (int i = 1; i <= (deep ? 3 : 2); i++) {
                    names.layer(ours + "/conv" + i, theirs + ".conv" + i).layer(ours + "/norm" + i, theirs + ".bn" + i);
                }
                if (block == 0 && (deep || stage > 1)) {
                    names.layer(ours + "/shortcut/conv2d-1", theirs + ".downsample.0")
                            .layer(ours + "/shortcut/batch-norm-1", theirs + ".downsample.1");
                }
            }
        }
        return names.layer("scores", "fc").build();
    }

    /** The dense networks, whose names both programs have: {@code features.denseblock1.denselayer2.conv1}. */
    static PublishedNames denseNet(String program, int[] layers) {
        PublishedNames.Builder names = PublishedNames.by(program);
        convNorm(names, "stem", "features.conv0", "features.norm0");
        for (int block = 1; block <= layers.length; block++) {
            for (int layer = 1; layer <= layers[block - 1]; layer++) {
                String ours = "block" + block + "/layer" + layer;
                String theirs = "features.denseblock" + block + ".denselayer" + layer;
                for (String part : new String[] {"norm1", "conv1", "norm2", "conv2"}) {
                    names.layer(ours + "/" + part, theirs + "." + part);
                }
            }
            if (block < layers.length) {
                convNorm(names, "transition" + block, "features.transition" + block + ".conv",
                        "features.transition" + block + ".norm");
            }
        }
        return names.layer("norm", "features.norm" + (layers.length + 1)).layer("scores", "classifier").build();
    }
}
