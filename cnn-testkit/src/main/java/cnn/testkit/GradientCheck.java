package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Param;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a layer's gradients with central differences of L = Σ r·y, for random r.
 *
 * <p><b>Step.</b> The layer computes in float32: each output carries a relative error of some 2⁻²⁴, so a difference
 * over 2h has an error of about 2⁻²⁴·|r·y|·√n / h for the n outputs that changed. A large step makes that small; what it
 * adds in truncation, Richardson's extrapolation from h and h/2 takes away up to h⁴. So h is 2⁻⁴ of the values' scale,
 * and where that fails, once more 2⁻⁶ of it. Differences are summed in double, output by output, so that outputs which
 * did not change cost nothing.
 *
 * <p><b>Tolerance.</b> 2⁻¹⁰ of the gradient's own size and of its tensor's typical size, plus 8 times the rounding error
 * above.
 *
 * <p><b>Kinks.</b> Where ReLU bends or another pixel becomes the maximum within the step, central differences say
 * nothing. There they change with h, or the slopes on both sides differ more than curvature explains. By how much tells
 * how far the numeric value can be trusted, and only a disagreement beyond that counts. An element without a verdict is
 * tried again at other random inputs; one with none after six points is a failure too.
 */
final class GradientCheck {
    private static final int BATCH = 3;
    private static final int POINTS = 6;
    private static final int ELEMENTS = 64;
    private static final double RELATIVE = 0x1p-10;

    private final Trial trial;
    private final boolean training;

    GradientCheck(Trial trial, boolean training) {
        this.trial = trial;
        this.training = training;
    }

    /** A number of the input or of a parameter, that the loss is differentiated by. */
    private record Element(int tensor, int index) {
    }

    /** An element whose gradient is wrong. */
    private record Mismatch(Element element, double analytic, double numeric) {
    }

    /** A central difference and how much it can be trusted. */
    private record Difference(double slope, double doubt, double rounding) {
    }

    void run() {
        List<Element> open = elements();
        for (int point = 0; point < POINTS && !open.isEmpty(); point++) {
            open = unverified(open, new Point(point));
        }
        if (!open.isEmpty()) {
            Element first = open.getFirst();
            throw trial.subject().wrong(
                    "the gradient of " + open.size() + " numbers could not be compared, first of " + name(first.tensor)
                            + " " + place(first) + ": at each of " + POINTS + " random points the output has a kink "
                            + "or a jump there",
                    "Give the case inputs where the layer is smooth: LayerCase.of(…).between(low, high)");
        }
    }

    /** The elements to be checked: all of a small tensor, some of a large one. */
    private List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        for (int tensor = 0; tensor < tensors(); tensor++) {
            int size = isInput(tensor) ? BATCH * shape(tensor).size() : shape(tensor).size();
            if (!isInput(tensor) && !param(tensor).trained()) {
                continue;
            }
            int[] order = new int[size];
            Arrays.setAll(order, i -> i);
            new Rng(7 + tensor).shuffle(order);
            for (int i = 0; i < Math.min(size, ELEMENTS); i++) {
                elements.add(new Element(tensor, order[i]));
            }
        }
        return elements;
    }

    /** Compares at one point. Throws where a gradient is wrong; returns the elements that have no verdict. */
    private List<Element> unverified(List<Element> elements, Point point) {
        List<Element> open = new ArrayList<>();
        List<Mismatch> wrong = new ArrayList<>();
        for (Element element : elements) {
            double analytic = point.gradients[element.tensor][element.index];
            Difference wide = point.difference(element, 0x1p-4);
            if (agrees(analytic, wide, point.typical[element.tensor])) {
                continue;
            }
            Difference narrow = point.difference(element, 0x1p-6);
            if (agrees(analytic, narrow, point.typical[element.tensor])) {
                continue;
            }
            if (disagrees(analytic, wide) && disagrees(analytic, narrow)) {
                wrong.add(new Mismatch(element, analytic, narrow.slope));
            } else {
                open.add(element);
            }
        }
        if (!wrong.isEmpty()) {
            throw complaint(wrong, elements);
        }
        return open;
    }

    private static boolean agrees(double analytic, Difference difference, double typical) {
        double tolerance = RELATIVE * (Math.max(Math.abs(analytic), Math.abs(difference.slope)) + typical)
                + difference.rounding;
        return Math.abs(analytic - difference.slope) <= tolerance;
    }

    /** A kink's error is at most 3.5 times the doubt that it causes; 8 leaves room for several kinks. */
    private static boolean disagrees(double analytic, Difference difference) {
        return Math.abs(analytic - difference.slope) > 8 * difference.doubt + difference.rounding;
    }

    private AssertionError complaint(List<Mismatch> wrong, List<Element> checked) {
        Mismatch first = wrong.getFirst();
        int tensor = first.element.tensor;
        List<Mismatch> same = wrong.stream().filter(one -> one.element.tensor == tensor).toList();
        long all = checked.stream().filter(one -> one.tensor == tensor).count();
        String problem = (training ? "in training, " : "in prediction, ") + "the gradient of " + name(tensor) + " "
                + place(first.element) + " is " + Subject.number(first.analytic) + " but central differences give "
                + Subject.number(first.numeric) + "; " + same.size() + " of " + all + " checked numbers disagree";
        return trial.subject().wrong(problem, hint(same, all));
    }

    private String hint(List<Mismatch> wrong, long checked) {
        int tensor = wrong.getFirst().element.tensor;
        double ratio = wrong.getFirst().analytic / wrong.getFirst().numeric;
        if (wrong.stream().allMatch(one -> one.analytic == 0)) {
            return "It is 0 wherever it is wrong: backward leaves a contribution out";
        }
        if (isInput(tensor) && wrong.size() < checked
                && wrong.stream().allMatch(one -> one.element.index >= shape(tensor).size())) {
            return "Only examples after the first are wrong: check the offset of each example in backward";
        }
        if (wrong.size() > 2 && wrong.stream()
                .allMatch(one -> Math.abs(one.analytic / one.numeric - ratio) < 0.02 * Math.abs(ratio))) {
            return "It is always " + String.format(java.util.Locale.ROOT, "%.3f", ratio)
                    + " times what it should be: a factor is missing or too many in backward";
        }
        if (!isInput(tensor)) {
            return "Check the derivative in backward, and that it sums over all examples of the batch and all positions";
        }
        return "Check the derivative in backward, and that each input gets a share from every output that it reaches";
    }

    private int tensors() {
        return trial.bound().inputs().size() + trial.bound().params().size();
    }

    private boolean isInput(int tensor) {
        return tensor < trial.bound().inputs().size();
    }

    private Param param(int tensor) {
        return trial.bound().params().get(tensor - trial.bound().inputs().size());
    }

    private Shape shape(int tensor) {
        return isInput(tensor) ? trial.bound().inputs().get(tensor) : param(tensor).shape();
    }

    private String name(int tensor) {
        return isInput(tensor) ? "input " + tensor : param(tensor).name();
    }

    private String place(Element element) {
        return isInput(element.tensor)
                ? Guarded.place(element.index, shape(element.tensor))
                : "at " + Guarded.position(element.index, shape(element.tensor));
    }

    /** Random inputs, a random loss, and the layer's gradients there. */
    private final class Point {
        private final float[] weights;
        private final LayerRun run;
        private final List<float[]> states = new ArrayList<>();
        private final float[][] gradients = new float[tensors()][];
        private final double[] typical = new double[tensors()];
        private final float[] output;

        Point(int number) {
            PassOptions options = PassOptions.forTraining().training(training).randomKey(40 + number);
            run = trial.run(BATCH, options);
            for (Param param : run.layer().params()) {
                states.add(run.values(param).clone());
            }
            weights = trial.outputGradient(BATCH, 20 + number);
            output = run.forward(trial.inputs(BATCH, 20 + number));
            run.backward(weights);
            for (int tensor = 0; tensor < tensors(); tensor++) {
                if (isInput(tensor) || param(tensor).trained()) {
                    gradients[tensor] = isInput(tensor) ? run.inputGradient(tensor) : run.gradient(param(tensor));
                    typical[tensor] = rootMeanSquare(gradients[tensor]);
                }
            }
        }

        /** Richardson's extrapolation of central differences, with a step relative to the values' scale. */
        Difference difference(Element element, double relativeStep) {
            float[] values = isInput(element.tensor) ? run.input(element.tensor) : run.values(param(element.tensor));
            double scale = isInput(element.tensor)
                    ? (trial.layerCase().high() - trial.layerCase().low()) / 4
                    : Math.max(rootMeanSquare(values), 0x1p-6);
            double[] whole = slopes(values, element.index, scale * relativeStep);
            double[] half = slopes(values, element.index, scale * relativeStep / 2);
            double wholeSlope = (whole[0] + whole[1]) / 2;
            double halfSlope = (half[0] + half[1]) / 2;
            double doubt = Math.max(Math.abs(wholeSlope - halfSlope),
                    Math.abs(2 * (half[1] - half[0]) - (whole[1] - whole[0])));
            return new Difference((4 * halfSlope - wholeSlope) / 3, doubt, Math.max(whole[2], half[2]));
        }

        /** Slope on the left, slope on the right, and the rounding error to expect. */
        private double[] slopes(float[] values, int index, double step) {
            float middle = values[index];
            double[] left = slope(values, index, middle, (float) (middle - step));
            double[] right = slope(values, index, middle, (float) (middle + step));
            return new double[] {left[0], right[0], Math.max(left[1], right[1])};
        }

        private double[] slope(float[] values, int index, float from, float to) {
            values[index] = to;
            run.forwardUnchecked();
            values[index] = from;
            restoreStates();
            float[] moved = run.output();
            double change = 0;
            double squares = 0;
            for (int i = 0; i < output.length; i++) {
                if (moved[i] != output[i]) {
                    change += weights[i] * ((double) moved[i] - output[i]);
                    double size = weights[i] * Math.max(Math.abs(moved[i]), 0.25);
                    squares += size * size;
                }
            }
            double distance = (double) to - from;
            return new double[] {change / distance, 8 * 0x1p-24 * Math.sqrt(squares) / Math.abs(distance)};
        }

        private void restoreStates() {
            for (Param param : run.layer().params()) {
                if (!param.trained()) {
                    float[] from = states.get(param.index());
                    System.arraycopy(from, 0, run.values(param), 0, from.length);
                }
            }
        }
    }

    private static double rootMeanSquare(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += (double) number * number;
        }
        return Math.sqrt(sum / numbers.length);
    }
}
