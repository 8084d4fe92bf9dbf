package cnn.core.evaluate;

import cnn.core.evaluate.LabelFigures.Label;
import cnn.core.evaluate.NumberFigures.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Figures of one output that several evaluations brought, as if all their images had been measured together. */
final class PooledFigures {
    private PooledFigures() {
    }

    /** The figures of all, which are of one kind. */
    static Figures of(List<Figures> parts) {
        return switch (parts.getFirst()) {
            case ClassFigures _ -> classes(parts.stream().map(ClassFigures.class::cast).toList());
            case LabelFigures _ -> labels(parts.stream().map(LabelFigures.class::cast).toList());
            case NumberFigures _ -> numbers(parts.stream().map(NumberFigures.class::cast).toList());
        };
    }

    private static int images(List<? extends Figures> parts) {
        return parts.stream().mapToInt(Figures::images).sum();
    }

    /** The mean of what each says of an image on average. */
    private static <F extends Figures> double mean(List<F> parts, ToDoubleFunction<F> figure) {
        return parts.stream().mapToDouble(part -> part.images() * figure.applyAsDouble(part)).sum() / images(parts);
    }

    private static ClassFigures classes(List<ClassFigures> parts) {
        ClassFigures first = parts.getFirst();
        int[][] sum = first.confusion().counts();
        Answers answers = new Answers(images(parts), sum.length);
        for (ClassFigures part : parts) {
            int[][] counts = part.confusion().counts();
            for (int row = 0; part != first && row < sum.length; row++) {
                for (int column = 0; column < sum.length; column++) {
                    sum[row][column] += counts[row][column];
                }
            }
            answers.addAll(part.answers());
        }
        Map<Integer, Double> topK = new TreeMap<>();
        first.topK().keySet().forEach(k -> topK.put(k, mean(parts, part -> part.topK().get(k))));
        return new ClassFigures(mean(parts, Figures::loss), topK,
                new ConfusionMatrix(first.confusion().classes(), sum), answers, first.matching());
    }

    private static LabelFigures labels(List<LabelFigures> parts) {
        LabelFigures first = parts.getFirst();
        List<Label> labels = IntStream.range(0, first.labels().size())
                .mapToObj(j -> new Label(first.labels().get(j).name(), sum(parts, j, Label::hits),
                        sum(parts, j, Label::misses), sum(parts, j, Label::falseAlarms)))
                .toList();
        return new LabelFigures(mean(parts, Figures::loss), images(parts), first.threshold(), labels,
                parts.stream().mapToInt(LabelFigures::exact).sum());
    }

    private static int sum(List<LabelFigures> parts, int label, ToIntFunction<Label> count) {
        return parts.stream().mapToInt(part -> count.applyAsInt(part.labels().get(label))).sum();
    }

    private static NumberFigures numbers(List<NumberFigures> parts) {
        List<Errors> all = new ArrayList<>();
        for (int j = 0; j < parts.getFirst().numbers().size(); j++) {
            int number = j;
            ToDoubleFunction<NumberFigures> targets = part -> part.numbers().get(number).targetMean();
            double target = mean(parts, targets);
            // the variance of all is that within the parts and that of the parts' means
            double variance = mean(parts, part -> part.numbers().get(number).targetVariance()
                    + Math.pow(targets.applyAsDouble(part) - target, 2));
            double square = mean(parts, part -> Math.pow(part.numbers().get(number).rootMeanSquare(), 2));
            all.add(new Errors(parts.getFirst().numbers().get(j).name(),
                    mean(parts, part -> part.numbers().get(number).meanAbsolute()), Math.sqrt(square),
                    variance > 0 ? 1 - square / variance : Double.NaN, target, variance));
        }
        return new NumberFigures(mean(parts, Figures::loss), images(parts), all);
    }
}
