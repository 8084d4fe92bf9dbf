package cnn.cli;

import cnn.api.Shape;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.onnx.BoxSuppression;
import cnn.vision.AnchorHead;
import cnn.vision.AnchorHead.Scores;
import cnn.vision.Anchors;
import cnn.vision.BoxHead;
import cnn.vision.NonMaximumSuppression;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a network's numbers mean, and which of what it finds is kept. */
final class HeadOptions {
    private static final double BOX_THRESHOLD = 0.25;
    private static final double MASK_THRESHOLD = 0.5;
    private static final double OVERLAP = 0.45;
    private static final int MOST = 300;

    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--layout", paramLabel = "LAYOUT") private @Nullable String layout;

    @Option(names = "--output", paramLabel = "NAME", split = ",") private List<String> outputs = List.of();

    @Option(names = "--classes", paramLabel = "NAME", split = ",") private List<String> classes = List.of();

    @Option(names = "--threshold", paramLabel = "P") private @Nullable Double threshold;

    @Option(names = "--overlap", paramLabel = "P") private @Nullable Double overlap;

    @Option(names = "--most", paramLabel = "N") private @Nullable Integer most;

    @Option(names = "--across-classes") private boolean acrossClasses;

    @Option(names = "--box-format", paramLabel = "FORMAT") private BoxHead.@Nullable Format format;

    @Option(names = "--box-shares") private boolean boxShares;

    @Option(names = "--anchors", paramLabel = "FILE") private @Nullable Path anchors;

    @Option(names = "--anchor-shares") private boolean shares;

    @Option(names = "--variances", paramLabel = "V", split = ",") private List<Double> variances = List.of();

    @Option(names = "--probabilities") private boolean probabilities;

    /** The layout that is named; null where none is. Refuses what cannot be, before any file is read. */
    @Nullable
    Layout layout() {
        if (layout == null) {
            return null;
        }
        String id = layout.replace('_', '-');
        return checked(Arrays.stream(Layout.values()).filter(one -> one.id().equalsIgnoreCase(id)).findFirst()
                .orElseThrow(() -> refused("There is no layout '" + Echo.of(layout) + "'."
                        + Nearest.question(id, Layout.ids()) + " There are " + String.join(", ", Layout.ids()) + ".")));
    }

    private Layout checked(Layout named) {
        if (named.hasAnchors() && anchors == null) {
            throw refused("The layout " + named.id() + " tells where things are relative to anchors, which are in no "
                    + "output. Name a file with them: --anchors FILE.");
        }
        if (!named.hasAnchors() && (anchors != null || shares || probabilities || !variances.isEmpty())) {
            throw refused(
                    "--anchors, --anchor-shares, --variances and --probabilities are for ssd and retinanet, but the "
                            + "layout is " + named.id() + ". Leave them out.");
        }
        if (named != Layout.BOXES && (format != null || boxShares)) {
            throw refused("--box-format and --box-shares are for boxes, but the layout is " + named.id()
                    + ". Leave them out.");
        }
        if (threshold != null && (named == Layout.SEGMENTATION || named == Layout.CLASS_MAP)) {
            throw refused("--threshold is for boxes and for a mask of one class, but of the layout " + named.id()
                    + " every pixel has a class. Leave it out.");
        }
        double least = threshold(named, null);
        double shared = overlap(null);
        int count = most(null);
        if (!(least >= 0 && least <= 1) || !(shared >= 0 && shared <= 1) || count < 1) {
            throw refused("--threshold and --overlap are from 0 to 1 and --most is 1 or more, but were given as "
                    + least + ", " + shared + " and " + count + ". Leave them out for "
                    + usualThreshold(named)
                    + ", 0.45 and 300.");
        }
        if (variances.size() == 1 || variances.size() > 2 || variances.stream().anyMatch(one -> !(one > 0))) {
            throw refused("--variances are two positive numbers, of the centre and of the sides, but were given as "
                    + variances + ". Give for example --variances 0.1,0.2.");
        }
        return named;
    }

    /**
     * The values that an ONNX graph is to end in; none for its own outputs, and null for where it chooses among boxes, if it does.
     *
     * @param named the layout that is named; null where none is
     */
    @Nullable
    List<String> choice(@Nullable Layout named) {
        return outputs.isEmpty() && (named == null || named == Layout.BOXES) ? null : outputs;
    }

    /** What the command says goes before what the graph says, and that before what is usual. */
    private double threshold(Layout named, @Nullable BoxSuppression own) {
        return threshold != null
                ? threshold
                : own != null && own.score() != Float.NEGATIVE_INFINITY ? own.score() : usualThreshold(named);
    }

    private double overlap(@Nullable BoxSuppression own) {
        return overlap != null ? overlap : own != null ? own.overlap() : OVERLAP;
    }

    private int most(@Nullable BoxSuppression own) {
        return most != null ? most : own != null && own.mostPerClass() > 0 ? Integer.MAX_VALUE : MOST;
    }

    private static double usualThreshold(Layout named) {
        return named == Layout.MASK ? MASK_THRESHOLD : BOX_THRESHOLD;
    }

    private ParameterException refused(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * What reads the network's numbers.
     *
     * @param asked the layout that is named; null where none is, which is refused with those that could be unless the graph
     *            itself chooses among boxes
     * @param notes told how classes are called that nobody has named
     */
    DetectionHead head(@Nullable Layout asked, DetectionNetwork network, Consumer<String> notes) {
        Map<String, Shape> given = network.outputs();
        BoxSuppression chooses = network.suppression();
        Layout named = asked == null && chooses != null ? checked(Layout.BOXES) : asked;
        if (named == null) {
            throw refused("The network gives " + text(given) + ", and no file says what such numbers mean. Name the "
                    + "layout with --layout, one of " + String.join(", ", Layout.ids()) + "."
                    + Layout.question(List.copyOf(given.values()), null));
        }
        List<String> own = outputs(named, given);
        Shape first = given.get(own.getFirst());
        int count = named.classes(first);
        List<String> names = classes.isEmpty() ? network.classNames() : classes;
        if (count == 0 || names.isEmpty() && !named.isLikely(first)) {
            throw new IllegalArgumentException("The output " + text(own.getFirst(), first) + " is none of the layout "
                    + named.id() + ", which is " + named.form()
                    + ", of one picture. Choose another --layout, or another "
                    + "--output of " + text(given) + "." + Layout.question(List.of(first), named));
        }
        if (names.isEmpty()) {
            names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
            notes.accept(
                    "Classes are called 0, 1, 2 and so on, for nothing says what they are. Name them with --classes.");
        } else if (named != Layout.CLASS_MAP && names.size() != count) {
            throw new IllegalArgumentException("The output " + text(own.getFirst(), first) + " tells of "
                    + Count.of(count, "class") + " in the layout " + named.id() + ", but "
                    + (classes.isEmpty() ? "the file names " : "--classes names ") + names.size()
                    + ". Name as many, in the network's order, or take the layout that it has."
                    + Layout.question(List.of(first), named));
        }
        double least = threshold(named, chooses);
        NonMaximumSuppression suppression = NonMaximumSuppression.of().overlap(overlap(chooses)).score(least)
                .most(most(chooses));
        if (most == null && chooses != null && chooses.mostPerClass() > 0) {
            suppression = suppression.mostPerClass(chooses.mostPerClass());
        }
        return new DetectionHead(named, own, names, least,
                acrossClasses ? suppression.acrossAllClasses() : suppression,
                named == Layout.BOXES
                        ? boxHead(names, network, least, notes)::decode
                        : named.hasAnchors()
                                ? anchorHead(named, names, network.preprocessing().shape())::decode
                                : null);
    }

    /** Where nobody says what boxes are, it is what their graph's origin makes likely, and that is told. */
    private BoxHead boxHead(List<String> names, DetectionNetwork network, double least, Consumer<String> notes) {
        BoxSuppression own = network.suppression();
        boolean torch = network.producer().equals("pytorch");
        BoxHead.Format likely = own != null && own.centred()
                ? BoxHead.Format.CXCYWH
                : own == null || torch ? BoxHead.Format.XYXY : BoxHead.Format.YXYX;
        if (own != null) {
            notes.accept("The graph's own NonMaxSuppression is done here: "
                    + (most != null
                            ? "at most " + Text.count(most, "box")
                            : own.mostPerClass() > 0
                                    ? "at most " + Text.count(own.mostPerClass(), "box") + " of a class"
                                    : "it keeps no box of any class, in whose place at most " + MOST + " are kept")
                    + ", overlap " + (float) overlap(own) + ", scores above " + (float) least + ".");
        }
        if (format == null && (own == null || !own.centred())) {
            notes.accept("Boxes are taken for " + likely.name().toLowerCase(Locale.ROOT)
                    + (own == null ? "" : torch ? ", as PyTorch has them" : ", as ONNX has them")
                    + ". Say --box-format where they are others.");
        }
        BoxHead head = BoxHead.of(names).format(format != null ? format : likely).threshold(least);
        Shape input = network.preprocessing().shape();
        return boxShares ? head.scaled(input.width(), input.height()) : head;
    }

    private AnchorHead anchorHead(Layout named, List<String> names, Shape input) {
        Anchors read = Anchors.read(anchors);
        Anchors placed = shares ? read.scaled(input.width(), input.height()) : read;
        AnchorHead head = (named == Layout.SSD ? AnchorHead.ssd(placed, names) : AnchorHead.retinaNet(placed, names))
                .threshold(threshold(named, null));
        head = variances.isEmpty() ? head : head.variances(variances.getFirst(), variances.getLast());
        return probabilities ? head.scores(Scores.PROBABILITIES) : head;
    }

    /** Those that are named, else those that there are, where there is no choice. */
    private List<String> outputs(Layout named, Map<String, Shape> given) {
        for (String name : outputs) {
            if (!given.containsKey(name)) {
                throw new IllegalArgumentException("The network has no output '" + Echo.of(name) + "'."
                        + Nearest.question(name, given.keySet()) + " It gives " + text(given) + ".");
            }
        }
        int wanted = named.isPair() ? 2 : 1;
        List<String> own = !outputs.isEmpty() ? outputs : List.copyOf(given.keySet());
        if (own.size() != wanted) {
            throw new IllegalArgumentException("The network gives " + text(given) + ", and the layout " + named.id()
                    + " is " + named.form() + ". "
                    + (wanted == 2
                            ? named == Layout.BOXES
                                    ? "Name its scores and its boxes: --output SCORES,BOXES."
                                    : "Name its scores and its offsets: --output SCORES,OFFSETS."
                            : "Name the one with --output, for example --output " + Echo.of(given.keySet().iterator()
                                    .next()) + "."));
        }
        boolean swapped = wanted == 2 && outputs.isEmpty() && Layout.offsets(given.get(own.getFirst()))
                && !Layout.offsets(given.get(own.getLast()));
        return swapped ? own.reversed() : own;
    }

    private static String text(Map<String, Shape> outputs) {
        return outputs.entrySet().stream().limit(20).map(one -> text(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(String name, Shape shape) {
        return "'" + Echo.of(name) + "' " + shape;
    }
}
