package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import cnn.onnx.graph.Constant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operators with many attributes, drawn at random, beside ONNX Runtime: what that refuses is drawn again. More of them:
 * {@code -Dcnn.onnx.cases=2000}.
 */
class OperatorsBesideRuntimeTests {
    private static final int CASES = Integer.getInteger("cnn.onnx.cases", 12);

    @TempDir private Path folder;

    /** A graph of one node over (1, 2, rows, columns). */
    private record Case(TinyGraph graph, long rows, long columns, String text) {
    }

    private interface Draw {
        Case of(Random random);
    }

    private void agree(Draw draw) throws IOException {
        long seed = Long.getLong("cnn.onnx.seed", 17);
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < 20 * CASES && compared < CASES; i++) {
            Case one = draw.of(random);
            float[] numbers = new float[Math.toIntExact(2 * one.rows * one.columns)];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = random.nextFloat() * 2 - 1;
            }
            float[] due;
            try {
                due = OnnxRuntime.run(one.graph.bytes(), numbers, 1, 2, one.rows, one.columns).values().iterator()
                        .next();
            } catch (AssertionError e) {
                continue;
            }
            compared++;
            Constant output;
            try {
                output = GraphRun.of(Onnx.read(one.graph.in(folder)), numbers, 1, 2, one.rows, one.columns);
            } catch (IllegalArgumentException e) {
                wrong.add(one.text + ": " + e.getMessage());
                continue;
            }
            if (!same(output.asFloats(), due)) {
                wrong.add(one.text + " gives " + output.size() + " numbers " + start(output.asFloats()) + " and not "
                        + due.length + " " + start(due));
            }
        }
        assertThat(wrong).as("seed " + seed).isEmpty();
        assertThat(compared).isEqualTo(CASES);
    }

    private static String start(float[] numbers) {
        return Arrays.toString(Arrays.copyOf(numbers, Math.min(12, numbers.length)));
    }

    private static boolean same(float[] actual, float[] due) {
        boolean same = actual.length == due.length;
        for (int i = 0; same && i < due.length; i++) {
            same = Math.abs(actual[i] - due[i]) <= 1e-4 * Math.max(1, Math.abs(due[i]));
        }
        return same;
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static long[] pair(Random random, int least, int most) {
        return new long[] {random.nextInt(least, most + 1), random.nextInt(least, most + 1)};
    }

    @Test
    void resize() throws IOException {
        agree(random -> {
            long rows = random.nextInt(2, 9);
            long columns = random.nextInt(2, 9);
            String mode = any(random, List.of("nearest", "linear", "cubic"));
            String places = any(random, List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric",
                    "half_pixel_symmetric"));
            String rounding = any(random, List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"));
            boolean antialias = !mode.equals("nearest") && random.nextInt(4) == 0;
            boolean exclude = mode.equals("cubic") && random.nextBoolean();
            double[] scales = {any(random, List.of(0.5, 0.625, 1.0, 1.5, 2.0, 2.75)),
                any(random, List.of(0.5, 0.75, 1.0, 2.0, 3.0))};
            // by ONNX's description these two go by the length before it is rounded, in ONNX Runtime behind
            boolean rounded = places.equals("align_corners") || places.equals("pytorch_half_pixel");
            boolean sizes = random.nextBoolean()
                    || rounded && (rows * scales[0] % 1 != 0 || columns * scales[1] % 1 != 0);
            long[] to = pair(random, 1, 12);
            TinyGraph graph = TinyGraph.of(1, 2, rows, columns).opset(19);
            if (sizes) {
                graph.integers("sizes", to);
            } else {
                graph.numbers("scales", scales);
            }
            graph.node("Resize", "node", sizes ? "x   sizes" : "x  scales", "y", TinyGraph.ints("axes", 2, 3),
                    OperatorTests.text("mode", mode), OperatorTests.text("coordinate_transformation_mode", places),
                    OperatorTests.text("nearest_mode", rounding), OperatorTests.whole("antialias", antialias ? 1 : 0),
                    OperatorTests.whole("exclude_outside", exclude ? 1 : 0));
            return new Case(graph, rows, columns,
                    "(" + rows + ", " + columns + ") " + mode + " " + places + " " + rounding
                            + (antialias ? " antialias" : "") + (exclude ? " exclude" : "")
                            + (sizes ? Arrays.toString(to) : Arrays.toString(scales)));
        });
    }

    @Test
    void pools() throws IOException {
        agree(OperatorsBesideRuntimeTests::pool);
    }

    private static Case pool(Random random) {
        long rows = random.nextInt(3, 9);
        long columns = random.nextInt(3, 9);
        String operator = any(random, List.of("MaxPool", "AveragePool", "LpPool"));
        long[] kernel = pair(random, 1, 3);
        List<AttributeProto> attributes = windows(random, kernel);
        if (attributes.get(3).getS().toStringUtf8().equals("VALID") && !fits(attributes, rows, columns)) {
            return pool(random); // ONNX Runtime gives windows that see nothing of the image
        }
        attributes.add(OperatorTests.whole("ceil_mode", random.nextInt(2)));
        if (operator.equals("AveragePool")) {
            attributes.add(OperatorTests.whole("count_include_pad", random.nextInt(2)));
        }
        return new Case(TinyGraph.of(1, 2, rows, columns).opset(19).node(operator, "node", "x", "y",
                attributes.toArray(AttributeProto[]::new)), rows, columns,
                operator + " (" + rows + ", " + columns + ") "
                        + text(attributes));
    }

    private static boolean fits(List<AttributeProto> attributes, long... lengths) {
        return IntStream.range(0, 2).allMatch(axis -> (attributes.get(0).getInts(axis) - 1)
                * attributes.get(2).getInts(axis) < lengths[axis]);
    }

    /** Padding below the kernel: beyond, windows see none of the image. */
    private static List<AttributeProto> windows(Random random, long[] kernel) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(TinyGraph.ints("kernel_shape", kernel),
                TinyGraph.ints("strides", pair(random, 1, 3)), TinyGraph.ints("dilations", pair(random, 1, 2))));
        String automatic = any(random, List.of("NOTSET", "NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"));
        boolean dilated = attributes.get(2).getIntsList().contains(2L);
        boolean sparse = attributes.get(1).getInts(0) > kernel[0] || attributes.get(1).getInts(1) > kernel[1];
        if (automatic.startsWith("SAME") && (dilated || sparse)) {
            automatic = "VALID"; // where SAME is not what ONNX's description says in ONNX Runtime
        }
        attributes.add(OperatorTests.text("auto_pad", automatic));
        if (automatic.equals("NOTSET")) {
            attributes.add(TinyGraph.ints("pads", random.nextInt((int) kernel[0]), random.nextInt((int) kernel[1]),
                    random.nextInt((int) kernel[0]), random.nextInt((int) kernel[1])));
        }
        return attributes;
    }

    private static String text(List<AttributeProto> attributes) {
        StringBuilder text = new StringBuilder();
        for (AttributeProto one : attributes) {
            text.append(one.getName()).append(' ').append(one.getIntsCount() > 0
                    ? one.getIntsList()
                    : one.getI() + " "
                            + one.getS().toStringUtf8())
                    .append("; ");
        }
        return text.toString();
    }

    @Test
    void transposedConvolutions() throws IOException {
        agree(random -> {
            long rows = random.nextInt(1, 6);
            long columns = random.nextInt(1, 6);
            long[] kernel = pair(random, 1, 3);
            int groups = random.nextInt(1, 3);
            List<AttributeProto> attributes = windows(random, kernel);
            attributes.add(OperatorTests.whole("group", groups));
            if (random.nextBoolean()) {
                attributes.add(TinyGraph.ints("output_padding", random.nextInt(2), random.nextInt(2)));
            }
            return new Case(TinyGraph.of(1, 2, rows, columns).opset(19).weights("w", 2, 3, kernel[0], kernel[1])
                    .node("ConvTranspose", "node", "x w", "y", attributes.toArray(AttributeProto[]::new)), rows,
                    columns,
                    "(" + rows + ", " + columns + ") " + text(attributes));
        });
    }

    @Test
    void pads() throws IOException {
        agree(random -> {
            long rows = random.nextInt(3, 7);
            long columns = random.nextInt(3, 7);
            String mode = any(random, List.of("constant", "reflect", "edge", "wrap"));
            int least = mode.equals("constant") ? -1 : 0;
            long[] sides = {0, random.nextInt(least, 2), random.nextInt(least, 3), random.nextInt(least, 3), 0,
                random.nextInt(0, 2), random.nextInt(least, 3), random.nextInt(least, 3)};
            return new Case(
                    TinyGraph.of(1, 2, rows, columns).opset(19).integers("pads", sides)
                            .numbers("value", new long[0], 0.7)
                            .node("Pad", "node", mode.equals("constant") ? "x pads value" : "x pads", "y",
                                    OperatorTests.text("mode", mode)),
                    rows, columns, "(" + rows + ", " + columns + ") " + mode
                            + Arrays.toString(sides));
        });
    }
}
