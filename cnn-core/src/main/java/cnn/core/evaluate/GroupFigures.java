package cnn.core.evaluate;

/**
 * How well a model that answers with something else than a class does on one group of images.
 *
 * @param group its name
 * @param evaluation of its images alone
 */
public record GroupFigures(String group, Evaluation evaluation) implements Group {
    @Override
    public int images() {
        return evaluation.images();
    }

    /** Of several labels how little F1 is, of numbers how far they are from their targets, of several outputs the loss. */
    @Override
    public double badness() {
        if (evaluation.outputs().size() > 1) {
            return evaluation.loss();
        }
        double badness = switch (evaluation.figures()) {
            case ClassFigures classes -> -classes.accuracy();
            case LabelFigures labels -> -labels.microF1();
            case NumberFigures numbers -> numbers.meanAbsoluteError();
        };
        return Double.isNaN(badness) ? Double.NEGATIVE_INFINITY : badness; // no label there, and none predicted
    }
}
