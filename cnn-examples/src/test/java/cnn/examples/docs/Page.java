package cnn.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One Markdown file of the project. */
record Page(Path file, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
    private static final Pattern COMMENT = Pattern.compile("<!-- (file|from|given|skip): (.*) -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param place file and line, for messages
     * @param language what stands behind the fence
     * @param directive {@code file} (written and run by the site's ConsoleTests), {@code from}, {@code given} or {@code skip}; empty for none
     * @param argument what the directive says
     * @param text the lines between the fences
     */
    record Block(String place, String language, String directive, String argument, String text) {
        @Override
        public String toString() {
            return place;
        }
    }

    /** Where the project's files are. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** Every page that the project's authors wrote. */
    static List<Page> all() {
        try (Stream<Path> files = Files.walk(root(), 12)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !root().relativize(file).toString().matches("(|.*/)(target|runs|out|\\..*)/.*"))
                    .sorted().map(Page::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All fenced blocks. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int start = i++;
            while (!lines.get(i).strip().equals("```")) {
                i++;
            }
            Matcher comment = COMMENT.matcher(start == 0 ? "" : lines.get(start - 1).strip());
            boolean directed = comment.matches();
            blocks.add(new Block(root().relativize(file) + ":" + (start + 1), fence.group(2),
                    directed ? comment.group(1) : "", directed ? comment.group(2) : "",
                    String.join("\n", lines.subList(start + 1, i)) + "\n"));
        }
        return blocks;
    }

    /** Targets of all links and pictures, outside of fenced blocks. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (FENCE.matcher(line).matches()) {
                fenced = !fenced;
            }
            Matcher link = LINK.matcher(line);
            while (!fenced && link.find()) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    /** Anchors of all headings, as links name them. */
    List<String> anchors() {
        return lines.stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
