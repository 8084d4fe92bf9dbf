package cnn.core.evaluate;

/** How good a model is at one of its outputs: which figures there are depends on what its target is. */
public sealed interface Figures permits ClassFigures, LabelFigures, NumberFigures {
    /** Mean loss of an image. */
    double loss();

    /** Images measured. */
    int images();
}
