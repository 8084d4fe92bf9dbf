package cnn.consumer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The artifacts as this project's dependencies brought them. */
final class Framework {
    private static final String TEST = ".*[/\\\\](junit|opentest4j|apiguardian|assertj|byte-buddy|surefire|cnn-testkit)[^/\\\\]*"
            + "([/\\\\]target[/\\\\]classes)?";
    private static final String GUICE = ".*[/\\\\](cnn-guice|cnn-examples|guice|guava|failureaccess|listenablefuture|jakarta|"
            + "aopalliance|error_prone|j2objc)[^/\\\\]*([/\\\\]target[/\\\\]classes)?";

    private static final String ONNX = ".*[/\\\\](cnn-onnx|onnx-protobuf)[^/\\\\]*([/\\\\]target[/\\\\]classes)?";
    private static final String AUGMENT = ".*[/\\\\](cnn-augment|cnn-zoo)[^/\\\\]*([/\\\\]target[/\\\\]classes)?";

    private Framework() {
    }

    /** Everything on this project's class path. */
    static List<Path> all() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(entry -> Files.exists(entry) && !entry.endsWith("test-classes")).toList();
    }

    /** What an application needs that is wired by Guice. */
    static List<Path> withGuice() {
        return all().stream().filter(entry -> !matches(entry, TEST) && !matches(entry, ONNX)).toList();
    }

    /** What an application needs that reads ONNX files: cnn-onnx, cnn-core, cnn-layers, and what these bring. */
    static List<Path> onnx() {
        return all().stream()
                .filter(entry -> !matches(entry, TEST) && !matches(entry, GUICE) && !matches(entry, AUGMENT))
                .toList();
    }

    /** What an application needs otherwise: cnn-core, cnn-layers, cnn-augment, and what these bring. */
    static List<Path> plain() {
        return withGuice().stream().filter(entry -> !matches(entry, GUICE)).toList();
    }

    /** What the author of a plug-in compiles against. */
    static List<Path> api() {
        return all().stream().filter(entry -> matches(entry, ".*[/\\\\](cnn-api|jspecify)[^/\\\\]*"
                + "([/\\\\]target[/\\\\]classes)?")).toList();
    }

    private static boolean matches(Path entry, String pattern) {
        // a module that was not packaged yet is its folder of classes: only its last three names count
        int names = entry.getNameCount();
        return ("/" + entry.subpath(Math.max(0, names - (entry.endsWith("classes") ? 3 : 1)), names)).matches(pattern);
    }
}
