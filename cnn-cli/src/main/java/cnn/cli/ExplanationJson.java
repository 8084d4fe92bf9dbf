package cnn.cli;

import cnn.explain.Attribution;
import cnn.explain.AttributionMethod;
import cnn.explain.Explanation;
import cnn.explain.Focus;
import cnn.explain.GradCam;
import cnn.explain.GradCamPlusPlus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model makes of a picture, as a program reads it: the answer, and where each method lies in the pixels of what the network
 * takes.
 *
 * @param image the picture's file
 * @param folder where its pictures and arrays are
 * @param explanation what is explained
 * @param attributions by each method
 */
record ExplanationJson(Path image, Path folder, Explanation explanation, List<Attribution> attributions) {
    Map<String, Object> map(AnswerText texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", image.toString());
        json.putAll(texts.json(explanation.prediction()));
        json.put("folder", folder.toString());
        json.put("output", explanation.output());
        json.put("explained", explanation.subject());
        json.put("score", Json.number(explanation.score()));
        json.put("width", explanation.image().width());
        json.put("height", explanation.image().height());
        json.put("methods", attributions.stream().map(this::map).toList());
        return json;
    }

    private Map<String, Object> map(Attribution attribution) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", attribution.method().id());
        String layer = layer(attribution.method());
        if (layer != null) {
            json.put("layer", layer);
        }
        json.put("total", Json.number(attribution.total()));
        attribution.focus().ifPresent(focus -> put(focus, json));
        return json;
    }

    private @Nullable String layer(AttributionMethod method) {
        String named = switch (method) {
            case GradCam cam -> cam.layer();
            case GradCamPlusPlus cam -> cam.layer();
            default -> "";
        };
        return named == null ? explanation.lastLayerWithPlaces().orElse(null) : named.isEmpty() ? null : named;
    }

    private static void put(Focus focus, Map<String, Object> json) {
        Map<String, Object> peak = new LinkedHashMap<>();
        peak.put("x", focus.column());
        peak.put("y", focus.row());
        json.put("peak", peak);
        Map<String, Object> box = new LinkedHashMap<>();
        box.put("left", focus.left());
        box.put("top", focus.top());
        box.put("right", focus.left() + focus.width());
        box.put("bottom", focus.top() + focus.height());
        json.put("box", box);
        json.put("share", Json.number(focus.share()));
    }
}
