package cnn.cli;

import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;

/**
 * The figure of an output that says most.
 *
 * @param name {@code accuracy}, {@code F1} or {@code error}
 * @param key its name for programs
 * @param value its number
 * @param share whether it is told in percent
 */
record Headline(String name, String key, double value, boolean share) {
    static Headline of(Figures figures) {
        return switch (figures) {
            case ClassFigures classes -> new Headline("accuracy", "accuracy", classes.accuracy(), true);
            case LabelFigures labels -> new Headline("F1", "microF1", labels.microF1(), true);
            case NumberFigures numbers ->
                new Headline("error", "meanAbsoluteError", numbers.meanAbsoluteError(), false);
        };
    }

    /** Its value, or another one of the same kind, for people. */
    String text(double one) {
        return Double.isNaN(one) ? "–" : share ? Text.percent(one) : Text.loss(one);
    }

    String text() {
        return text(value);
    }

    /** {@code accuracy 97.25 %}. */
    @Override
    public String toString() {
        return name + " " + text();
    }
}
