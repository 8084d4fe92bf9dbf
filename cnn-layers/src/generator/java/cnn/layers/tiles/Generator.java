package cnn.layers.tiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the classes of the {@link Table}. */
public final class Generator {
    private Generator() {
    }

    /**
     * Writes what has changed and removes what is no longer in the table, so that a build compiles nothing anew for nothing.
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
        Path folder = Files.createDirectories(sources.resolve(TileClass.PACKAGE.replace('.', '/')));
        for (TileClass tiles : Table.CLASSES) {
            Path file = folder.resolve(tiles.name() + ".java");
            String source = tiles.source();
            if (!Files.exists(file) || !Files.readString(file).equals(source)) {
                Files.writeString(file, source);
            }
        }
        Set<Path> wanted = Table.CLASSES.stream().map(tiles -> folder.resolve(tiles.name() + ".java"))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java") && !wanted.contains(file))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
