package cnn.cli;

import cnn.api.Tensor;
import cnn.vision.Box;
import cnn.vision.ClassMap;
import cnn.vision.Detection;
import cnn.vision.FittedPicture;
import cnn.vision.Mask;
import cnn.vision.NonMaximumSuppression;
import cnn.vision.YoloV5;
import cnn.vision.YoloV8;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a network has found out of its numbers.
 *
 * @param layout what they mean
 * @param outputs where they are, the scores before offsets or boxes
 * @param classes what classes are called
 * @param threshold what a score must exceed
 * @param suppression which boxes are kept
 * @param pair what reads scores and the output beside them; null for layouts of one output
 */
record DetectionHead(Layout layout, List<String> outputs, List<String> classes, double threshold,
        NonMaximumSuppression suppression, @Nullable BiFunction<Tensor, Tensor, List<Detection>> pair) {
    /** What was found, in the picture's pixels. */
    Found found(Map<String, Tensor> answer, FittedPicture picture) {
        Tensor numbers = answer.get(outputs.getFirst());
        int height = picture.image().height();
        int width = picture.image().width();
        return switch (layout) {
            case YOLO_V5 -> boxes(new YoloV5(classes, threshold).decode(numbers), picture);
            case YOLO_V8 -> boxes(new YoloV8(classes, threshold).decode(numbers), picture);
            case SSD, RETINANET, BOXES -> boxes(pair.apply(numbers, answer.get(outputs.getLast())), picture);
            case SEGMENTATION -> Found.Areas.of(picture.toPicture(ClassMap.of(numbers, height, width)), classes);
            case MASK -> Found.Areas.of(picture.toPicture(Mask.above(numbers, threshold, height, width)),
                    classes.getFirst());
            case CLASS_MAP -> Found.Areas.of(picture.toPicture(ClassMap.ofNumbers(numbers)), classes);
        };
    }

    /** Doubles are dropped where the network sees them, and what lies in the bars beside the picture afterwards. */
    private Found boxes(List<Detection> candidates, FittedPicture picture) {
        List<Detection> kept = suppression.apply(candidates);
        List<Detection> found = picture.toPicture(kept).stream().filter(one -> hasArea(one.box())).toList();
        return new Found.Boxes(found, threshold,
                layout == Layout.BOXES ? doubt(kept, picture.image().width(), picture.image().height()) : null);
    }

    /** What is odd about boxes of which no exporter says what they are; null where nothing is. */
    private static @Nullable String doubt(List<Detection> kept, int width, int height) {
        long beyond = kept.stream().filter(one -> !hasArea(one.box().within(width, height))).count();
        if (beyond > 0) {
            return "Boxes that lie beyond the network's input of " + width + "×" + height + " pixels are left out: "
                    + beyond + " of " + kept.size() + ". Perhaps the graph moves classes apart before it chooses: name "
                    + "the values before that, --output SCORES,BOXES. Or the numbers mean others: --box-format.";
        }
        return !kept.isEmpty() && width > 2 && height > 2
                && kept.stream().allMatch(one -> one.box().right() <= 2 && one.box().bottom() <= 2)
                        ? "All boxes end within 2 pixels of the upper left corner. If their numbers are shares of the "
                                + "picture, say --box-shares."
                        : null;
    }

    private static boolean hasArea(Box box) {
        return box.width() > 0 && box.height() > 0;
    }
}
