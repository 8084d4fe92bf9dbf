package cnn.core.evaluate;

import java.util.List;

/**
 * How well several labels are told, each on its own. A share of nothing is NaN.
 *
 * @param loss mean loss of an image
 * @param images images measured
 * @param threshold the probability from which on a label is predicted
 * @param labels the counts of each label, in their order
 * @param exact images all of whose labels were told rightly
 */
public record LabelFigures(double loss, int images, double threshold, List<Label> labels,
        int exact) implements Figures {
    public LabelFigures {
        labels = List.copyOf(labels);
    }

    /**
     * How often one label was there and how often it was predicted.
     *
     * @param name of the label
     * @param hits images that have it and for which it was predicted
     * @param misses images that have it and for which it was not
     * @param falseAlarms images that lack it and for which it was predicted
     */
    public record Label(String name, int hits, int misses, int falseAlarms) {
        /** Images that have it. */
        public int actual() {
            return hits + misses;
        }

        /** Share of the images for which it was predicted that have it, in [0, 1]. */
        public double precision() {
            return (double) hits / (hits + falseAlarms);
        }

        /** Share of the images that have it for which it was predicted, in [0, 1]. */
        public double recall() {
            return (double) hits / (hits + misses);
        }

        /** Harmonic mean of precision and recall, in [0, 1]. */
        public double f1() {
            return 2.0 * hits / (2 * hits + misses + falseAlarms);
        }
    }

    /** Share of labels that were told rightly, over all images, in [0, 1]. */
    public double labelAccuracy() {
        long wrong = labels.stream().mapToLong(label -> label.misses + label.falseAlarms).sum();
        return 1 - (double) wrong / ((long) images * labels.size());
    }

    /** Share of images all of whose labels were told rightly, in [0, 1]. */
    public double exactMatch() {
        return (double) exact / images;
    }

    /** F1 over all labels together, in which frequent ones count more, in [0, 1]. */
    public double microF1() {
        int hits = labels.stream().mapToInt(Label::hits).sum();
        int misses = labels.stream().mapToInt(Label::misses).sum();
        int falseAlarms = labels.stream().mapToInt(Label::falseAlarms).sum();
        return new Label("", hits, misses, falseAlarms).f1();
    }

    /** Mean of the labels' F1, in [0, 1], without labels that were never there and never predicted. */
    public double macroF1() {
        return labels.stream().mapToDouble(Label::f1).filter(f1 -> !Double.isNaN(f1)).average().orElse(Double.NaN);
    }
}
