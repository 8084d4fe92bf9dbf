package cnn.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What differs between two pipelines, the number of epochs and the checkpoints apart.
 *
 * @param words a phrase for each key: {@code train.batch was 32, now 64}
 * @param epochsThen the number of epochs in the first
 */
record PipelineDifference(List<String> words, int epochsThen) {
    private static final String EPOCHS = "train.epochs";
    /** When a run is kept changes nothing of what it comes to. */
    private static final String CHECKPOINT = "train.checkpoint";
    private static final int LONGEST = 60;
    private static final int MOST = 10;

    /**
     * Compares pipelines as JSON, the first from a file. A key that an earlier version did not know is as its default.
     *
     * @param changes the second without the keys that have their default
     */
    static PipelineDifference between(String then, String now, String changes, Path file) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        Map<String, String> changed = new LinkedHashMap<>();
        try {
            ObjectMapper json = new ObjectMapper();
            flatten("", json.readTree(then), before);
            flatten("", json.readTree(now), after);
            flatten("", json.readTree(changes), changed);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + file + "' is damaged: its pipeline is no JSON. Leave out --resume "
                    + "to start anew.", e);
        }
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> key.equals(EPOCHS) || key.startsWith(CHECKPOINT));
        List<String> words = new ArrayList<>();
        for (String key : keys) {
            String was = before.getOrDefault(key, "absent");
            String is = after.getOrDefault(key, "absent");
            boolean left = !before.containsKey(key) && !changed.containsKey(key);
            if (!was.equals(is) && !left) {
                words.add(key + " was " + shortened(was) + ", now " + shortened(is));
            }
        }
        if (words.size() > MOST) {
            int more = words.size() - MOST;
            words = new ArrayList<>(words.subList(0, MOST));
            words.add("and " + more + " more keys");
        }
        String epochs = before.getOrDefault(EPOCHS, "0");
        return new PipelineDifference(words, epochs.matches("\\d{1,9}") ? Integer.parseInt(epochs) : 0);
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(entry -> flatten(path.isEmpty()
                    ? entry.getKey()
                    : path + "." + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), into);
            }
        } else {
            into.put(path, node.isTextual() ? node.textValue() : node.toString());
        }
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
