package cnn.core.config;

import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --set path=value}. Keys that are not there yet are added, because a pipeline may leave out what has a
 * default; the record codec then finds those that do not exist at all.
 */
final class Assignment {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");

    private final Location source;
    private final List<String> steps = new ArrayList<>();
    /** A text in YAML, or a tree. */
    private final Object value;

    /** A tree for a path. */
    Assignment(String source, String path, ConfigNode tree) {
        this.source = new Location(source, 0, 0, "");
        value = tree;
        read(path.strip());
    }

    Assignment(String text) {
        source = new Location("--set " + text, 0, 0, "");
        if (text.length() > ConfigReader.MOST_YAML) {
            throw new ConfigException(source,
                    String.format(Locale.ROOT, "this has %,d characters, and %,d are the most. "
                            + "Put it into the pipeline's file.", text.length(), ConfigReader.MOST_YAML));
        }
        int equals = text.indexOf('=');
        if (equals < 1 || text.substring(0, equals).isBlank()) {
            throw new ConfigException(source, "expected key=value, for example train.epochs=3.");
        }
        value = text.substring(equals + 1);
        read(text.substring(0, equals).strip());
    }

    private void read(String path) {
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (step.find()) {
            String between = path.substring(end, step.start());
            if (!between.equals(steps.isEmpty() || step.group(1) == null ? "" : ".")) {
                break;
            }
            steps.add(step.group());
            end = step.end();
        }
        if (end != path.length() || steps.isEmpty()) {
            throw new ConfigException(source, "'" + Echo.of(path)
                    + "' is no path. Write keys with dots between them and list items in brackets, for example "
                    + "network[0].conv2d.filters=4.");
        }
        requireFewSteps();
    }

    private void requireFewSteps() {
        if (steps.size() > ConfigReader.MOST_LEVELS) {
            throw new ConfigException(source, "the path has " + steps.size() + " steps, and " + ConfigReader.MOST_LEVELS
                    + " are the most. Name a key that exists, for example train.epochs=3.");
        }
    }

    ConfigNode applyTo(ConfigNode root) {
        return set(root, source, 0);
    }

    private ConfigNode set(ConfigNode node, Location at, int depth) {
        if (depth == steps.size()) {
            return replanted(value instanceof ConfigNode tree ? tree : parsed((String) value, at), at);
        }
        String step = steps.get(depth);
        return step.startsWith("[") ? setItem(node, at, depth) : setKey(node, at, step, depth);
    }

    private ConfigNode parsed(String text, Location at) {
        try {
            return ConfigNode.yaml(source.source(), text);
        } catch (ConfigException e) {
            throw new ConfigException(at, e.problem(), e); // without the line, which is always 1
        }
    }

    private ConfigNode setItem(ConfigNode node, Location at, int depth) {
        String step = steps.get(depth);
        int index = Integer.parseInt(step.substring(1, step.length() - 1));
        if (!(node instanceof Items list)) {
            throw new ConfigException(at, "there is no list here to take item " + index + " of, but " + node + ".");
        }
        if (index >= list.items().size()) {
            throw new ConfigException(at, "there is no item " + index + ". " + switch (list.items().size()) {
                case 0 -> "The list is empty.";
                case 1 -> "The list has one item, [0].";
                default -> "The list has items [0] to [" + (list.items().size() - 1) + "].";
            });
        }
        List<ConfigNode> items = new ArrayList<>(list.items());
        items.set(index, set(items.get(index), at.item(index), depth + 1));
        return new Items(list.at(), items);
    }

    private ConfigNode setKey(ConfigNode node, Location at, String key, int depth) {
        Location place = at.key(key);
        Keys keys = switch (node) {
            case Keys map -> map;
            case Scalar scalar when scalar.kind() == Kind.NULL -> new Keys(at, List.of());
            // the short form of a component, 'loss: softmax-cross-entropy', opens to hold its keys or those beside it
            case Scalar scalar when scalar.text().equals(key) -> new Keys(scalar.at(), List.of());
            case Scalar scalar when scalar.kind() == Kind.TEXT -> new Keys(scalar.at(),
                    List.of(new Entry(scalar.at(), scalar.text(), new Scalar(scalar.at(), Kind.NULL, ""))));
            default -> throw new ConfigException(place, "there is no key '" + Echo.of(key) + "' under " + node
                    + (node instanceof Items ? ". Name an item of the list first: " + at.item(0).path() + "." : "."));
        };
        ConfigNode empty = new Scalar(place, Kind.NULL, "");
        Entry entry = keys.find(key).orElse(new Entry(place, key, empty));
        Entry changed = new Entry(entry.at(), key, set(entry.value(), place, depth + 1));
        List<Entry> entries = new ArrayList<>(keys.entries());
        int index = entries.indexOf(entry);
        if (index < 0) {
            entries.add(changed);
        } else {
            entries.set(index, changed);
        }
        return new Keys(keys.at(), entries);
    }

    /** The value's tree as if it stood at the path. */
    private static ConfigNode replanted(ConfigNode node, Location at) {
        return switch (node) {
            case Scalar scalar -> new Scalar(at, scalar.kind(), scalar.text());
            case Items list -> {
                List<ConfigNode> items = new ArrayList<>();
                for (ConfigNode item : list.items()) {
                    items.add(replanted(item, at.item(items.size())));
                }
                yield new Items(at, items);
            }
            case Keys keys -> new Keys(at, keys.entries().stream().map(entry -> new Entry(at.key(entry.key()),
                    entry.key(), replanted(entry.value(), at.key(entry.key())))).toList());
        };
    }
}
