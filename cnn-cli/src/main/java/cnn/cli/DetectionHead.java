package cnn.cli;

import cnn.api.Tensor;
import cnn.vision.AnchorHead;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads what a network has found out of its numbers.
 *
 * @param layout what they mean
 * @param outputs where they are, the scores before the offsets
 * @param classes what classes are called
 * @param threshold what a score must exceed
 * @param suppression which boxes are kept
 * @param anchors what reads the layouts with anchors; null for the others
 */
record DetectionHead(Layout layout, List<String> outputs, List<String> classes, double threshold,
        NonMaximumSuppression suppression, @Nullable AnchorHead anchors) {
    /** What was found, in the picture's pixels. */
    Found found(Map<String, Tensor> answer, FittedPicture picture) {
        Tensor numbers = answer.get(outputs.getFirst());
        int height = picture.image().height();
        int width = picture.image().width();
        return switch (layout) {
            case YOLO_V5 -> boxes(new YoloV5(classes, threshold).decode(numbers), picture);
            case YOLO_V8 -> boxes(new YoloV8(classes, threshold).decode(numbers), picture);
            case SSD, RETINANET -> boxes(anchors.decode(numbers, answer.get(outputs.getLast())), picture);
            case SEGMENTATION -> Found.Areas.of(picture.toPicture(ClassMap.of(numbers, height, width)), classes);
            case MASK -> Found.Areas.of(picture.toPicture(Mask.above(numbers, threshold, height, width)),
                    classes.getFirst());
            case CLASS_MAP -> Found.Areas.of(picture.toPicture(ClassMap.ofNumbers(numbers)), classes);
        };
    }

    /** Doubles are dropped where the network sees them, and what lies in the bars beside the picture afterwards. */
    private Found boxes(List<Detection> candidates, FittedPicture picture) {
        List<Detection> found = picture.toPicture(suppression.apply(candidates)).stream()
                .filter(one -> hasArea(one.box())).toList();
        return new Found.Boxes(found, threshold);
    }

    private static boolean hasArea(Box box) {
        return box.width() > 0 && box.height() > 0;
    }
}
