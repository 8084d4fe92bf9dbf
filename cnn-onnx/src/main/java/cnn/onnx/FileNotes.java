package cnn.onnx;

import cnn.api.data.Resize;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's metadata say of classes and pictures. {@code classes}, {@code mean}, {@code deviation} and {@code resize} are
 * as our export writes them: lists with commas, or a name a line. {@code names} is Ultralytics': <code>{0: 'person', 1:
 * 'bicycle'}</code>.
 *
 * @param classes names in the order of the scores; empty where nothing is said
 * @param mean what is subtracted from values in [0, 1]; null where nothing is said
 * @param deviation what the difference is divided by; null where nothing is said
 * @param resize how pictures of another size are brought to the input's
 */
record FileNotes(List<String> classes, @Nullable List<Double> mean, @Nullable List<Double> deviation, Resize resize) {
    /** Number and name, in single or double quotes; a quote within is escaped. */
    private static final Pattern NAME = Pattern
            .compile("(\\d{1,6})\\s*:\\s*(?:'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\")");

    static FileNotes of(Map<String, String> metadata) {
        return new FileNotes(classes(metadata), numbers(metadata, "mean"), numbers(metadata, "deviation"),
                resize(metadata.get("resize")));
    }

    private static List<String> classes(Map<String, String> metadata) {
        String list = metadata.get("classes");
        if (list != null && !list.isBlank()) {
            return List.of(list.strip().split(list.strip().contains("\n") ? "\\s*\\n\\s*" : "\\s*,\\s*"));
        }
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(metadata.getOrDefault("names", ""));
        while (name.find() && Integer.parseInt(name.group(1)) == names.size()) {
            names.add((name.group(2) != null ? name.group(2) : name.group(3)).replaceAll("\\\\(.)", "$1"));
        }
        return names;
    }

    private static @Nullable List<Double> numbers(Map<String, String> metadata, String key) {
        String list = metadata.get(key);
        if (list == null || list.isBlank()) {
            return null;
        }
        try {
            return Arrays.stream(list.strip().split("\\s*,\\s*")).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The file's note '" + key + "' is '" + Echo.of(list)
                    + "' but must be numbers with commas between them, such as 0.485,0.456,0.406. Export the model again, "
                    + "or leave the note out.");
        }
    }

    private static Resize resize(@Nullable String word) {
        for (Resize resize : Resize.values()) {
            if (word != null && resize.name().toLowerCase(Locale.ROOT).equals(word.strip())) {
                return resize;
            }
        }
        return Resize.STRETCH;
    }
}
