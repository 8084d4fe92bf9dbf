package cnn.core.config;

import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What differs between two trees of one kind, in words, key by key. */
public final class TreeDifference {
    private static final int LONGEST = 60;
    private static final int MOST = 10;

    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> after = new LinkedHashMap<>();
    private final Map<String, String> changed = new LinkedHashMap<>();

    /**
     * Compares trees with all of their defaults. A key that the first one does not know is as its default.
     *
     * @param changes the second without the keys that have their default
     */
    public TreeDifference(ConfigNode then, ConfigNode now, ConfigNode changes) {
        flatten("", then, before);
        flatten("", now, after);
        flatten("", changes, changed);
    }

    /** A phrase for each key: {@code train.batch was 32, now 64}; the tenth is followed by how many more there are. */
    public List<String> words(Predicate<String> passedOver) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(passedOver);
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
        return words;
    }

    /** The text of a key in the first tree. */
    public Optional<String> was(String key) {
        return Optional.ofNullable(before.get(key));
    }

    private static void flatten(String path, ConfigNode node, Map<String, String> into) {
        switch (node) {
            case Keys keys when !keys.entries().isEmpty() -> keys.entries().forEach(entry -> flatten(path.isEmpty()
                    ? entry.key()
                    : path + "." + entry.key(), entry.value(), into));
            case Items list when !list.items().isEmpty() -> {
                for (int i = 0; i < list.items().size(); i++) {
                    flatten(path + "[" + i + "]", list.items().get(i), into);
                }
            }
            case Keys _ -> into.put(path, "{}");
            case Items _ -> into.put(path, "[]");
            case Scalar scalar -> into.put(path, scalar.kind() == Kind.NULL ? "null" : scalar.text());
        }
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
