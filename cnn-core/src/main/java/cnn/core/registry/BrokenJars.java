package cnn.core.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** Finds the jars that Java passes over without a word: what is no zip file, is cut short, or may not be read. */
final class BrokenJars {
    private BrokenJars() {
    }

    /** One line for each such jar on the class path of a loader and of those behind it. */
    static List<String> on(ClassLoader loader) {
        List<String> problems = new ArrayList<>();
        for (Path file : ClassPathFiles.of(loader)) {
            if (!Files.isRegularFile(file)) {
                continue; // a folder; what does not exist is usual on class paths
            }
            try {
                new ZipFile(file.toFile()).close(); // costs little: the class loader has it open
            } catch (IOException e) {
                problems.add("The file '" + file + "' on the class path is no jar that can be read (" + reason(file, e)
                        + "), so nothing in it is found. Copy or build it again, or take it off the path.");
            }
        }
        return problems;
    }

    private static String reason(Path file, IOException e) {
        try {
            if (Files.size(file) == 0) {
                return "it is empty";
            }
        } catch (IOException size) {
            // the first reason is the better one
        }
        return !Files.isReadable(file) ? "there is no permission" : String.valueOf(e.getMessage());
    }
}
