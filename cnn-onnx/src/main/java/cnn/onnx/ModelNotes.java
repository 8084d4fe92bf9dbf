package cnn.onnx;

import cnn.api.data.Target;
import cnn.core.config.RecordCodec;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model knows beside its network, as a file's own notes: {@code classes}, {@code mean} and {@code deviation} as lists with commas,
 * {@code resize}, {@code size} (height x width) and {@code channels} of pictures, and {@code provenance} as JSON. Of several
 * outputs each has its classes under {@code classes.NAME}.
 */
final class ModelNotes {
    private ModelNotes() {
    }

    static Map<String, String> of(Model model) {
        Map<String, String> notes = new LinkedHashMap<>();
        List<Output> outputs = model.outputs();
        for (Output output : outputs) {
            Target target = output.target();
            String key = outputs.size() == 1 ? "" : "." + output.name();
            notes.put("classes" + key, names(target.names()));
            notes.put("target" + key, target.kind().toString());
        }
        Preprocessing preprocessing = model.preprocessing();
        notes.put("mean", numbers(preprocessing.mean()));
        notes.put("deviation", numbers(preprocessing.deviation()));
        notes.put("resize", preprocessing.resize().name().toLowerCase(Locale.ROOT));
        if (preprocessing.shape().isImage()) {
            notes.put("size", preprocessing.shape().height() + "x" + preprocessing.shape().width());
            notes.put("channels", Integer.toString(preprocessing.shape().channels()));
        }
        if (!model.provenance().equals(Provenance.unknown())) {
            notes.put("provenance", RecordCodec.encode(Provenance.class, model.provenance()).toJson());
        }
        return notes;
    }

    /** With commas between them; of names with commas one a line. */
    private static String names(List<String> names) {
        return String.join(names.stream().anyMatch(name -> name.contains(",")) ? "\n" : ",", names);
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
