package cnn.core.train;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A history as a checkpoint keeps it. What is no number is null, as JSON has no word for it. */
final class HistoryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HistoryJson() {
    }

    static String write(History history) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode epochs = root.putArray("epochs");
        for (EpochReport report : history.epochs()) {
            ObjectNode epoch = epochs.addObject();
            epoch.put("epoch", report.epoch()).put("steps", report.steps());
            put(epoch, "learningRate", report.learningRate());
            epoch.set("train", scores(report.train()));
            epoch.set("validation", report.validation() == null ? JSON.nullNode() : scores(report.validation()));
            put(epoch, "seconds", report.seconds());
            put(epoch, "imagesPerSecond", report.imagesPerSecond());
            put(epoch, "dataWait", report.dataWait());
            epoch.put("best", report.best());
            if (report.raw() != null) {
                epoch.set("raw", scores(report.raw()));
            }
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The history cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static ObjectNode scores(Scores scores) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "loss", scores.loss());
        ObjectNode metrics = node.putObject("metrics");
        new TreeMap<>(scores.metrics()).forEach((name, value) -> put(metrics, name, value));
        return node;
    }

    private static void put(ObjectNode node, String name, double value) {
        node.put(name, Double.isFinite(value) ? value : null);
    }

    /**
     * Reads a history; numbers that are null, or the text NaN as earlier versions wrote it, are NaN.
     *
     * @param fault makes the exception from what is wrong
     */
    static History read(String json, Function<String, IllegalArgumentException> fault) {
        Reader reader = new Reader(new JsonFields(fault));
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw fault.apply("is no JSON");
        }
        JsonNode epochs = root.get("epochs");
        if (epochs == null || !epochs.isArray()) {
            throw fault.apply("lacks the list 'epochs'");
        }
        List<EpochReport> reports = new ArrayList<>();
        long steps = 0;
        for (int i = 0; i < epochs.size(); i++) {
            String at = "epochs[" + i + "]";
            JsonNode node = epochs.get(i);
            long epoch = reader.whole(node, at, "epoch");
            if (epoch != i + 1) {
                throw fault.apply("has " + epoch + " as " + at + ".epoch, which must be " + (i + 1));
            }
            long after = reader.whole(node, at, "steps");
            if (after <= steps) {
                throw fault.apply("has " + after + " as " + at + ".steps, which must be more than " + steps);
            }
            steps = after;
            reports.add(new EpochReport((int) epoch, steps, reader.number(node, at, "learningRate"),
                    reader.scores(node.get("train"), at + ".train"),
                    reader.scoresOrNull(node, at, "validation"),
                    reader.number(node, at, "seconds"), reader.number(node, at, "imagesPerSecond"),
                    node.has("dataWait") ? reader.number(node, at, "dataWait") : 0, reader.flag(node, at, "best"),
                    reader.scoresOrNull(node, at, "raw")));
        }
        return new History(reports);
    }

    private record Reader(JsonFields fields) {
        long whole(JsonNode node, String at, String name) {
            return fields.whole(node, at, name);
        }

        double number(JsonNode node, String at, String name) {
            return fields.number(node, at, name);
        }

        boolean flag(JsonNode node, String at, String name) {
            return fields.flag(node, at, name);
        }

        @Nullable
        Scores scoresOrNull(JsonNode node, String at, String name) {
            JsonNode scores = node.get(name);
            return scores == null || scores.isNull() ? null : scores(scores, at + "." + name);
        }

        Scores scores(@Nullable JsonNode node, String at) {
            JsonNode metrics = fields.field(node, at, "metrics");
            Map<String, Double> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
                values.put(metric.getKey(), number(metrics, at + ".metrics", metric.getKey()));
            }
            return new Scores(fields.number(node, at, "loss"), values);
        }
    }
}
