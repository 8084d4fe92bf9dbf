package cnn.cli;

import cnn.api.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a network tells what it has found: which of its numbers mean what. */
enum Layout {
    /** A row for each candidate, with a score for any thing at all. */
    YOLO_V5("(N, 5 + C)"),
    /** A column for each candidate. */
    YOLO_V8("(4 + C, N)"),
    /** Scores with a background in front, and offsets from anchors. */
    SSD("(N, 1 + C) and (N, 4)"),
    /** Scores, and offsets from anchors. */
    RETINANET("(N, C) and (N, 4)"),
    /** Scores and boxes as ONNX's NonMaxSuppression takes them. */
    BOXES("(C, B) and (B, 4)"),
    /** A map of scores for each class. */
    SEGMENTATION("(C, H, W)"),
    /** A map of scores for one class. */
    MASK("(1, H, W)"),
    /** The classes' numbers as a map. */
    CLASS_MAP("(1, H, W)");

    private final String form;

    Layout(String form) {
        this.form = form;
    }

    /** What the command line calls it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The axes of its outputs. */
    String form() {
        return form;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Layout::id).toList();
    }

    boolean isYolo() {
        return this == YOLO_V5 || this == YOLO_V8;
    }

    /** Whether it has two outputs, the second one with offsets from anchors. */
    boolean hasAnchors() {
        return this == SSD || this == RETINANET;
    }

    /** Whether it has two outputs, the scores first. */
    boolean isPair() {
        return hasAnchors() || this == BOXES;
    }

    /** Whether it tells of pixels, rather than of boxes. */
    boolean isMap() {
        return this == SEGMENTATION || this == MASK || this == CLASS_MAP;
    }

    /**
     * How many classes an output tells of, the first one where there are two; 0 where it has not these axes. Of a map of
     * numbers it is not known, and counts as 1.
     */
    int classes(Shape output) {
        int[] dims = withoutBatch(output);
        if (isMap()) {
            int maps = dims.length == 2 ? 1 : dims.length == 3 ? dims[0] : 0;
            return this == SEGMENTATION ? (maps > 1 ? maps : 0) : (maps == 1 ? 1 : 0);
        }
        if (dims.length != 2) {
            return 0;
        }
        return Math.max(0, switch (this) {
            case YOLO_V5 -> dims[1] - 5;
            case YOLO_V8 -> dims[0] - 4;
            case BOXES -> dims[0];
            case SSD -> dims[1] - 1;
            default -> dims[1];
        });
    }

    /** Whether there are more candidates than numbers of each, as in any network that is not made to be tiny. */
    boolean isLikely(Shape output) {
        int[] dims = withoutBatch(output);
        return classes(output) > 0 && switch (this) {
            case YOLO_V5 -> dims[0] > dims[1];
            case YOLO_V8 -> dims[1] > dims[0];
            default -> true;
        };
    }

    /**
     * A sentence with the layouts that outputs could have by their shapes, and a space before it; nothing where there are none.
     *
     * @param refused one that they have not
     */
    static String question(List<Shape> outputs, @Nullable Layout refused) {
        List<int[]> tables = outputs.stream().map(Layout::withoutBatch).filter(dims -> dims.length == 2).toList();
        boolean pair = outputs.stream().filter(Layout::offsets).count() == 1 && tables.size() == 2;
        List<Layout> likely = pair
                ? ofPair(tables)
                : Arrays.stream(values()).filter(layout -> !layout.isPair())
                        .filter(layout -> outputs.stream().anyMatch(layout::isLikely)).toList();
        boolean candidates = likely.stream().anyMatch(Layout::isYolo); // such a table has the axes of a map, too
        likely = likely.stream().filter(layout -> layout != refused && (!candidates || layout.isYolo())).toList();
        return likely.isEmpty()
                ? ""
                : " By its shape it could be " + likely.stream().map(Layout::id).collect(Collectors.joining(" or "))
                        + ".";
    }

    /** Of scores and four numbers for each of as many boxes or anchors. */
    private static List<Layout> ofPair(List<int[]> tables) {
        int[] four = tables.get(tables.get(0)[1] == 4 ? 0 : 1);
        int[] scores = tables.get(tables.get(0)[1] == 4 ? 1 : 0);
        return scores[1] == four[0] && scores[0] != four[0] ? List.of(BOXES) : List.of(SSD, RETINANET);
    }

    /** Whether an output has four numbers for each anchor. */
    static boolean offsets(Shape output) {
        int[] dims = withoutBatch(output);
        return dims.length == 2 && dims[1] == 4;
    }

    private static int[] withoutBatch(Shape output) {
        int[] dims = output.dims();
        return dims.length > 2 && dims[0] == 1 ? Arrays.copyOfRange(dims, 1, dims.length) : dims;
    }
}
