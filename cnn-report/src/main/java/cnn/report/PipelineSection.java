package cnn.report;

import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.model.Provenance;
import cnn.core.model.Provenance.Result;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the model was made from: its pipeline, and all that is needed to make it again. */
final class PipelineSection {
    private static final Pattern LINE = Pattern.compile("(?m)^( *(?:- )*)([^\\s:#\"'-][^:\\n\"']*)(:)(.*)$|^.*$");

    private PipelineSection() {
    }

    /** The section; null for a model that was put together by hand. */
    static @Nullable Section of(Report report) {
        Provenance origin = report.model().provenance();
        if (origin.pipeline().isEmpty() && origin.version().isEmpty()) {
            return null;
        }
        Element facts = Element.styled("dl", "facts");
        fact(facts, "version", origin.version());
        fact(facts, "plug-ins", String.join(", ", origin.plugins()));
        fact(facts, "seed", Long.toString(origin.seed()));
        fact(facts, "epoch", Integer.toString(origin.epoch()));
        fact(facts, "training data", "SHA-256 " + origin.data());
        if (origin.start() != null) {
            fact(facts, "started from", "the model with SHA-256 " + origin.start());
        }
        for (Result result : origin.results()) {
            fact(facts, "on " + result.images(), "loss " + Words.real(result.loss()) + (Double.isNaN(result.accuracy())
                    ? ""
                    : ", accuracy " + Words.percent(result.accuracy())));
        }
        String yaml = yaml(origin.pipeline());
        Element text = Element.styled("div", "card", Element.styled("div", "buttons", Element.of("h3", "Pipeline"),
                Element.styled("button", "script", "copy").with("type", "button").with("data-copy", "pipeline")),
                Element.of("pre", highlighted(yaml)).with("id", "pipeline"));
        return Section.of("pipeline", "Origin", "Code, pipeline, data and seed decide every bit of the model.",
                Element.styled("div", "stack", Element.styled("div", "card", facts),
                        yaml.isBlank() ? List.of() : text));
    }

    private static void fact(Element list, String name, String value) {
        list.add(Element.of("dt", name), Element.of("dd", value));
    }

    /** The pipeline as one would write it; as it stands in the file where that is not to be read. */
    private static String yaml(String json) {
        try {
            return json.isBlank() ? "" : ConfigNode.json("the model's pipeline", json).toYaml();
        } catch (ConfigException e) {
            return json;
        }
    }

    /** Keys in another colour. */
    static List<Object> highlighted(String yaml) {
        List<Object> pieces = new ArrayList<>();
        Matcher lines = LINE.matcher(yaml);
        while (lines.find()) {
            if (lines.group(2) == null) {
                pieces.add(lines.group() + "\n");
            } else {
                pieces.add(lines.group(1));
                pieces.add(Element.styled("span", "yaml-key", lines.group(2)));
                pieces.add(lines.group(3) + lines.group(4) + "\n");
            }
        }
        return pieces;
    }
}
