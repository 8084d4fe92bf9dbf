package cnn.layers.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the classes of the {@link Table} and the {@link Transforms}. */
public final class Generator {
    private Generator() {
    }

    /**
     * Writes what has changed and removes what is no longer wanted, so that a build compiles nothing anew for nothing.
     *
     * @param arguments the folder of generated sources
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Give the folder for the generated sources, and nothing else.");
        }
        write(Path.of(arguments[0]));
    }

    static void write(Path sources) throws IOException {
        Set<Path> wanted = new HashSet<>();
        for (Generated type : Stream.concat(Table.CLASSES.stream(), Transforms.ALL.stream()).toList()) {
            Path folder = Files.createDirectories(sources.resolve(type.packageName().replace('.', '/')));
            Path file = folder.resolve(type.name() + ".java");
            String source = type.source();
            if (!Files.exists(file) || !Files.readString(file).equals(source)) {
                Files.writeString(file, source);
            }
            wanted.add(file);
        }
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java") && !wanted.contains(file))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
