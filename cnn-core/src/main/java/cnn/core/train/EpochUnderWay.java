package cnn.core.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is counted over an epoch before it is complete, and its words in a checkpoint: numbers in JSON, which keeps every
 * bit of a double.
 *
 * @param progress steps, loss and time
 * @param counting what losses and metrics have counted
 * @param examples training images
 * @param batch images of a step
 */
record EpochUnderWay(RunningEpoch progress, Counting counting, int examples, int batch) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Steps of a whole epoch. */
    int steps() {
        return (examples + batch - 1) / batch;
    }

    /** The counts after the step that was taken last. */
    String write() {
        ObjectNode root = JSON.createObjectNode();
        root.put("step", progress.step()).put("correct", progress.correct()).put("lossSum", progress.lossSum())
                .put("nanos", progress.nanos()).put("nanosWaited", progress.nanosWaited());
        ObjectNode counts = root.putObject("counts");
        new TreeMap<>(counting.counts()).forEach((name, numbers) -> {
            ArrayNode list = counts.putArray(name);
            for (double number : numbers) {
                if (Double.isFinite(number)) {
                    list.add(number);
                } else {
                    list.add(Double.toString(number));
                }
            }
        });
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The epoch cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads counts, changing nothing.
     *
     * @param fault makes the exception from what is wrong
     */
    Counted read(String json, Function<String, IllegalArgumentException> fault) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw fault.apply("is no JSON");
        }
        JsonFields fields = new JsonFields(fault);
        long step = fields.whole(root, "", "step", 1, steps());
        long seen = Math.min(examples, step * batch);
        long correct = fields.whole(root, "", "correct", 0, seen);
        double loss = fields.number(root, "", "lossSum");
        if (!Double.isFinite(loss)) {
            throw fault.apply("has " + loss + " as lossSum, which must be finite");
        }
        long nanos = fields.whole(root, "", "nanos", 0, Long.MAX_VALUE / 2);
        long waited = fields.whole(root, "", "nanosWaited", 0, nanos);
        JsonNode all = fields.field(root, "", "counts");
        Map<String, double[]> counts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> metric : all.properties()) {
            JsonNode list = metric.getValue();
            double[] numbers = new double[list.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = count(list.get(i), "counts." + metric.getKey() + "[" + i + "]", fault);
            }
            counts.put(metric.getKey(), numbers);
        }
        return new Counted((int) step, seen, correct, loss, nanos, waited, counts);
    }

    private static double count(JsonNode node, String at, Function<String, IllegalArgumentException> fault) {
        if (node.isTextual() && node.textValue().matches("NaN|-?Infinity")) {
            return Double.parseDouble(node.textValue());
        }
        if (!node.isNumber()) {
            throw fault.apply("has " + JsonFields.text(node) + " as " + at + ", which must be a number");
        }
        return node.doubleValue();
    }

    /**
     * Goes on from there.
     *
     * @throws IllegalArgumentException where the counts are not those of the metrics
     */
    void restore(int epoch, Counted counted) {
        counting.restore(counted.counts());
        progress.restore(epoch, counted.step(), counted.examples(), counted.correct(), counted.lossSum(),
                counted.nanos(), counted.nanosWaited());
    }

    /** What a checkpoint says of an epoch that was under way. */
    record Counted(int step, long examples, long correct, double lossSum, long nanos, long nanosWaited,
            Map<String, double[]> counts) {
    }
}
