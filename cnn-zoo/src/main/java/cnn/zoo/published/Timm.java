package cnn.zoo.published;

import cnn.api.layer.PublishedNames;

/**
 * timm's names: {@code conv_stem}, {@code blocks.1.0.conv_dw}, {@code stages.0.blocks.0.mlp.fc1}, {@code classifier}.
 *
 * <p>PyTorch Image Models, github.com/huggingface/pytorch-image-models, version 0.9 and later.
 */
public final class Timm {
    private static final String PROGRAM = "timm";

    private Timm() {
    }

    /** Depths from 50 on have bottlenecks. */
    public static PublishedNames resNet(int[] blocks, boolean deep) {
        return Units.resNet(PROGRAM, blocks, deep);
    }

    /** Dense layers of each block. */
    public static PublishedNames denseNet(int[] layers) {
        return Units.denseNet(PROGRAM, layers);
    }

    /** Pairs of convolutions, one after the other; a stride of 2 begins a stage there. */
    public static PublishedNames mobileNetV1(int[] strides) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "conv_stem", "bn1");
        int stage = 0;
        int block = 0;
        for (int i = 0; i < strides.length; i++) {
            if (i > 0 && strides[i] > 1) {
                stage++;
                block = 0;
            }
            String theirs = "blocks." + stage + "." + block++;
            Units.convNorm(names, "pair" + (i + 1) + "/depthwise", theirs + ".conv_dw", theirs + ".bn1");
            Units.convNorm(names, "pair" + (i + 1) + "/pointwise", theirs + ".conv_pw", theirs + ".bn2");
        }
        return names.layer("scores", "classifier")
                .remark("timm's mobilenetv1 has ReLU6 where the paper, and this network, have "
                        + "ReLU: its answers will differ.")
                .build();
    }

    /** Blocks of each stage; the first one does not widen. */
    public static PublishedNames mobileNetV2(int[] blocks) {
        return stages(blocks, false);
    }

    /** Blocks of each stage; those of the first do not widen. All have squeeze and excitation. */
    public static PublishedNames efficientNet(int[] blocks) {
        return stages(blocks, true);
    }

    private static PublishedNames stages(int[] blocks, boolean attended) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "conv_stem", "bn1");
        for (int stage = 1; stage <= blocks.length; stage++) {
            for (int block = 0; block < blocks[stage - 1]; block++) {
                residual(names, "stage" + stage + "/block" + (block + 1), "blocks." + (stage - 1) + "." + block,
                        stage > 1,
                        attended);
            }
        }
        Units.convNorm(names, "last", "conv_head", "bn2");
        return names.layer("scores", "classifier").build();
    }

    /**
     * One block after the other, which make stages there.
     *
     * @param stages blocks of each stage
     * @param wide whether each widens first
     * @param attended whether each has squeeze and excitation
     */
    public static PublishedNames mobileNetV3(int[] stages, boolean[] wide, boolean[] attended) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "conv_stem", "bn1");
        int at = 0;
        for (int stage = 0; stage < stages.length; stage++) {
            for (int block = 0; block < stages[stage]; block++) {
                residual(names, "block" + (at + 1), "blocks." + stage + "." + block, wide[at], attended[at]);
                at++;
            }
        }
        Units.convNorm(names, "last", "blocks." + stages.length + ".0.conv", "blocks." + stages.length + ".0.bn1");
        return names.convolution("dense", "conv_head").layer("scores", "classifier")
                .remark("timm's own weights of MobileNet-v3 were "
                        + "trained with an epsilon of 1e-5, those that it took from TensorFlow with 1e-3, as here.")
                .build();
    }

    private static void residual(PublishedNames.Builder names, String ours, String theirs, boolean wide,
            boolean attended) {
        int norm = 1;
        if (wide) {
            Units.convNorm(names, ours + "/expand", theirs + ".conv_pw", theirs + ".bn" + norm++);
        }
        Units.convNorm(names, ours + "/depthwise", theirs + ".conv_dw", theirs + ".bn" + norm++);
        if (attended) {
            Units.excitation(names, ours + "/attention", theirs + ".se.conv_reduce", theirs + ".se.conv_expand");
        }
        Units.convNorm(names, ours + "/project", theirs + (wide ? ".conv_pwl" : ".conv_pw"), theirs + ".bn" + norm);
    }

    /** Blocks of each stage, whose convolutions of single pixels are dense layers there. */
    public static PublishedNames convNext(int[] blocks) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "stem.0", "stem.1");
        for (int stage = 1; stage <= blocks.length; stage++) {
            String there = "stages." + (stage - 1);
            if (stage > 1) {
                Units.convNorm(names, "downsample" + stage, there + ".downsample.1", there + ".downsample.0");
            }
            for (int block = 0; block < blocks[stage - 1]; block++) {
                String ours = "stage" + stage + "/block" + (block + 1);
                String theirs = there + ".blocks." + block;
                names.layer(ours + "/depthwise", theirs + ".conv_dw").layer(ours + "/norm", theirs + ".norm")
                        .dense(ours + "/expand", theirs + ".mlp.fc1").dense(ours + "/project", theirs + ".mlp.fc2")
                        .parameter(ours + "/scale/scale", theirs + ".gamma", 1);
            }
        }
        return names.layer("norm", "head.norm").layer("scores", "head.fc").build();
    }

    /** Blocks of each stage; the first of each has no branch without a convolution. */
    public static PublishedNames repVgg(int[] blocks) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        branches(names, "stem", "stem", false);
        for (int stage = 1; stage <= blocks.length; stage++) {
            for (int block = 0; block < blocks[stage - 1]; block++) {
                branches(names, "stage" + stage + "/block" + (block + 1), "stages." + (stage - 1) + "." + block,
                        block > 0);
            }
        }
        return names.layer("scores", "head.fc").build();
    }

    private static void branches(PublishedNames.Builder names, String ours, String theirs, boolean identity) {
        Units.convNorm(names, ours + "/conv3x3", theirs + ".conv_kxk.conv", theirs + ".conv_kxk.bn");
        Units.convNorm(names, ours + "/conv1x1", theirs + ".conv_1x1.conv", theirs + ".conv_1x1.bn");
        if (identity) {
            names.layer(ours + "/norm", theirs + ".identity");
        }
    }
}
