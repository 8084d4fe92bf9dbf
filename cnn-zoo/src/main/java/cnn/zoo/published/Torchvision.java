package cnn.zoo.published;

import cnn.api.layer.PublishedNames;
import java.util.Set;

/**
 * torchvision's names: {@code features} numbered by place, activations and pooling included, {@code classifier} or {@code fc}.
 *
 * <p>torchvision.models, pytorch.org/vision, version 0.13 and later.
 */
public final class Torchvision {
    private static final String PROGRAM = "torchvision";

    private Torchvision() {
    }

    /** Depths from 50 on have bottlenecks. */
    public static PublishedNames resNet(int[] blocks, boolean deep) {
        return Units.resNet(PROGRAM, blocks, deep);
    }

    /** Dense layers of each block. */
    public static PublishedNames denseNet(int[] layers) {
        return Units.denseNet(PROGRAM, layers);
    }

    /** Five convolutions, three dense layers. */
    public static PublishedNames alexNet() {
        return PublishedNames.by(PROGRAM).layer("conv1", "features.0").layer("conv2", "features.3")
                .layer("conv3", "features.6").layer("conv4", "features.8").layer("conv5", "features.10")
                .layer("dense1", "classifier.1").layer("dense2", "classifier.4").layer("scores", "classifier.6")
                .build();
    }

    /** Convolutions of each stage, behind each of which is ReLU, behind each stage pooling. */
    public static PublishedNames vgg(int[] convolutions, boolean batchNorm) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        int place = 0;
        for (int stage = 1; stage <= convolutions.length; stage++) {
            for (int i = 1; i <= convolutions[stage - 1]; i++) {
                names.layer("stage" + stage + "/conv" + i, "features." + place++);
                if (batchNorm) {
                    names.layer("stage" + stage + "/norm" + i, "features." + place++);
                }
                place++;
            }
            place++;
        }
        return names.layer("dense1", "classifier.0").layer("dense2", "classifier.3").layer("scores", "classifier.6")
                .build();
    }

    /** Fire modules 2 to 9, of which pooling stands behind some; behind the first convolution it always does. */
    public static PublishedNames squeezeNet(Set<Integer> pools) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM).layer("conv1", "features.0");
        int place = 3;
        for (int fire = 2; fire <= 9; fire++) {
            for (String part : new String[] {"squeeze", "expand1x1", "expand3x3"}) {
                names.layer("fire" + fire + "/" + part, "features." + place + "." + part);
            }
            place += pools.contains(fire) ? 2 : 1;
        }
        return names.layer("conv10", "classifier.1").build();
    }

    /** Blocks of each stage; the first one does not widen. */
    public static PublishedNames mobileNetV2(int[] blocks) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "features.0.0", "features.0.1");
        int place = 1;
        for (int stage = 1; stage <= blocks.length; stage++) {
            for (int block = 1; block <= blocks[stage - 1]; block++) {
                String ours = "stage" + stage + "/block" + block;
                String theirs = "features." + place++ + ".conv.";
                int at = 0;
                if (stage > 1) {
                    Units.convNorm(names, ours + "/expand", theirs + "0.0", theirs + "0.1");
                    at++;
                }
                Units.convNorm(names, ours + "/depthwise", theirs + at + ".0", theirs + at + ".1");
                Units.convNorm(names, ours + "/project", theirs + (at + 1), theirs + (at + 2));
            }
        }
        Units.convNorm(names, "last", "features." + place + ".0", "features." + place + ".1");
        return names.layer("scores", "classifier.1").build();
    }

    /**
     * One block after the other.
     *
     * @param wide whether each widens first
     * @param attended whether each has squeeze and excitation
     */
    public static PublishedNames mobileNetV3(boolean[] wide, boolean[] attended) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "features.0.0", "features.0.1");
        for (int i = 0; i < wide.length; i++) {
            residual(names, "block" + (i + 1), "features." + (i + 1), wide[i], attended[i]);
        }
        int last = wide.length + 1;
        Units.convNorm(names, "last", "features." + last + ".0", "features." + last + ".1");
        return names.layer("dense", "classifier.0").layer("scores", "classifier.3").build();
    }

    /** Blocks of each stage; those of the first do not widen. All have squeeze and excitation. */
    public static PublishedNames efficientNet(int[] blocks) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "features.0.0", "features.0.1");
        for (int stage = 1; stage <= blocks.length; stage++) {
            for (int block = 0; block < blocks[stage - 1]; block++) {
                residual(names, "stage" + stage + "/block" + (block + 1), "features." + stage + "." + block, stage > 1,
                        true);
            }
        }
        int last = blocks.length + 1;
        Units.convNorm(names, "last", "features." + last + ".0", "features." + last + ".1");
        return names.layer("scores", "classifier.1").build();
    }

    private static void residual(PublishedNames.Builder names, String ours, String theirs, boolean wide,
            boolean attended) {
        String block = theirs + ".block.";
        int at = 0;
        if (wide) {
            Units.convNorm(names, ours + "/expand", block + "0.0", block + "0.1");
            at++;
        }
        Units.convNorm(names, ours + "/depthwise", block + at + ".0", block + at + ".1");
        at++;
        if (attended) {
            Units.excitation(names, ours + "/attention", block + at + ".fc1", block + at + ".fc2");
            at++;
        }
        Units.convNorm(names, ours + "/project", block + at + ".0", block + at + ".1");
    }

    /** Units of the stages 2, 3 and 4. */
    public static PublishedNames shuffleNetV2(int[] units) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "conv1.0", "conv1.1");
        for (int i = 0; i < units.length; i++) {
            for (int unit = 0; unit < units[i]; unit++) {
                String ours = "stage" + (i + 2) + "/block" + (unit + 1);
                String theirs = "stage" + (i + 2) + "." + unit;
                if (unit == 0) {
                    Units.convNorm(names, ours + "/branch1/depthwise", theirs + ".branch1.0", theirs + ".branch1.1");
                    Units.convNorm(names, ours + "/branch1/expand", theirs + ".branch1.2", theirs + ".branch1.3");
                }
                Units.convNorm(names, ours + "/branch2/reduce", theirs + ".branch2.0", theirs + ".branch2.1");
                Units.convNorm(names, ours + "/branch2/depthwise", theirs + ".branch2.3", theirs + ".branch2.4");
                Units.convNorm(names, ours + "/branch2/expand", theirs + ".branch2.5", theirs + ".branch2.6");
            }
        }
        Units.convNorm(names, "last", "conv5.0", "conv5.1");
        return names.layer("scores", "fc").build();
    }

    /** Blocks of each stage, whose convolutions of single pixels are dense layers there. */
    public static PublishedNames convNext(int[] blocks) {
        PublishedNames.Builder names = PublishedNames.by(PROGRAM);
        Units.convNorm(names, "stem", "features.0.0", "features.0.1");
        for (int stage = 1; stage <= blocks.length; stage++) {
            if (stage > 1) {
                String between = "features." + (2 * stage - 2);
                Units.convNorm(names, "downsample" + stage, between + ".1", between + ".0");
            }
            for (int block = 0; block < blocks[stage - 1]; block++) {
                String ours = "stage" + stage + "/block" + (block + 1);
                String theirs = "features." + (2 * stage - 1) + "." + block;
                names.layer(ours + "/depthwise", theirs + ".block.0").layer(ours + "/norm", theirs + ".block.2")
                        .dense(ours + "/expand", theirs + ".block.3").dense(ours + "/project", theirs + ".block.5")
                        .parameter(ours + "/scale/scale", theirs + ".layer_scale", 3);
            }
        }
        return names.layer("norm", "classifier.0").layer("scores", "classifier.2").build();
    }
}
