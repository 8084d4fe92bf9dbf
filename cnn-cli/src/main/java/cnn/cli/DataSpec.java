package cnn.cli;

import cnn.api.data.DataSource;
import cnn.core.archive.Archive;
import cnn.core.config.ConfigNode;
import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.config.Key;
import cnn.core.config.Location;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what {@code --data} says, or an argument in its place: {@code ID}, {@code ID:PLACE} or {@code ID:{KEYS}}, where ID is a data source's and
 * PLACE is for its key {@code path}.
 */
final class DataSpec {
    private static final String PLACE = "path";

    private static final int MOST = 1_000_000;

    /** Where the text stands, for messages. */
    enum Asker {
        /** The option of this name. */
        DATA("--data", "--data "),
        /** The argument of that command. */
        DATA_CHECK("data check", "");

        private final String name;
        private final String before;

        Asker(String name, String before) {
            this.name = name;
            this.before = before;
        }
    }

    private DataSpec() {
    }

    /** The data source that the option {@code --data} says. */
    static DataSource parse(String spec, Registry registry) {
        return parse(spec, registry, Asker.DATA);
    }

    /**
     * The data source.
     *
     * @throws IllegalArgumentException saying what is wrong and what can be given
     */
    static DataSource parse(String spec, Registry registry, Asker asker) {
        if (spec.length() > MOST) {
            throw new IllegalArgumentException(asker.name + " " + Echo.of(spec) + ": more than " + MOST
                    + " characters cannot be meant. Give " + asker.before + "ID:PLACE or " + asker.before
                    + "'ID:{KEY: VALUE}'.");
        }
        int colon = spec.indexOf(':');
        String id = colon < 0 ? spec : spec.substring(0, colon);
        String rest = colon < 0 ? "" : spec.substring(colon + 1);
        Location at = new Location(asker.name + " " + spec, 0, 0, "");
        ConfigNode keys = new Keys(at, List.of());
        if (!registry.has(Contract.DATA_SOURCE, id)) {
            suggestPlace(spec, asker);
        }
        if (rest.stripLeading().startsWith("{")) {
            keys = ConfigNode.yaml(asker.name + " " + spec, rest);
        } else if (!rest.isEmpty()) {
            List<String> known = RecordCodec.keys(registry.find(Contract.DATA_SOURCE, id).type()).stream()
                    .map(Key::name).toList();
            if (!known.contains(PLACE)) {
                throw new IllegalArgumentException("Data source '" + Echo.of(id) + "' has no key '" + PLACE
                        + "', so it cannot take '" + Echo.of(rest) + "'. Give " + asker.before + id + ", or "
                        + asker.before + "'"
                        + id
                        + ":{KEY: VALUE}'" + (known.isEmpty() ? "." : " with: " + String.join(", ", known) + "."));
            }
            keys = new Keys(at, List.of(new Entry(at, PLACE, new Scalar(at, Kind.TEXT, rest))));
        }
        return new RecordCodec(registry).decode(DataSource.class, new Keys(at, List.of(new Entry(at, id, keys))));
    }

    /** A place without the source's id is the usual slip: says what it must have been. */
    private static void suggestPlace(String spec, Asker asker) {
        Path place;
        try {
            place = Path.of(spec);
        } catch (InvalidPathException e) {
            return;
        }
        if (Files.isDirectory(place)) {
            throw new IllegalArgumentException(
                    asker.name + " takes a data source's id before a folder, but was given '" + spec
                            + "'. Did you mean " + asker.before + kind(place) + ":" + spec + "?");
        }
        if (Files.isRegularFile(place) && Archive.isNamedSo(place)) {
            throw new IllegalArgumentException(asker.name
                    + " takes a data source's id before an archive, but was given '"
                    + spec + "'. Did you mean " + asker.before + (spec.contains("cifar") ? "cifar:" : "folder:") + spec
                    + "?");
        }
        if (Files.exists(place)) {
            throw new IllegalArgumentException(
                    asker.name + " takes a data source's id and a folder, but was given the file '"
                            + spec + "'. Give the folder that holds it: " + asker.before
                            + "folder:DIR for pictures, idx:DIR or cifar:DIR.");
        }
        if (!spec.contains(":") && (spec.contains("/") || spec.contains(File.separator))) {
            throw new IllegalArgumentException(
                    asker.name + " takes a data source's id before a folder, but was given '" + spec
                            + "', and there is no such folder either. Check the path, and write " + asker.before
                            + "folder:" + spec + ".");
        }
    }

    private static String kind(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
            if (names.stream().anyMatch(name -> name.matches(".*-(images|labels)[-.]idx[13]-ubyte(\\.gz)?"))) {
                return "idx";
            }
            if (names.contains("train_32x32.mat")) {
                return "svhn";
            }
            return names.stream().anyMatch(name -> name.matches("data_batch_\\d+\\.bin|train\\.bin"
                    + "|cifar-10-batches-bin|cifar-100-binary")) ? "cifar" : "folder";
        } catch (IOException | UncheckedIOException e) {
            return "folder"; // only a hint
        }
    }
}
