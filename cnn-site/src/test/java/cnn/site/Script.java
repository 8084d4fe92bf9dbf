package cnn.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page asks its reader to do: files to write, and commands with what they say.
 *
 * @param page path of the page
 * @param parts in order
 */
record Script(String page, List<Part> parts) {
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern FILE = Pattern.compile("<!-- file: (.*) -->");
    /** What differs from run to run and from machine to machine. */
    private static final List<List<String>> MASKS = List.of(
            List.of("(?m)^.* \\d+:\\d\\d left\\n", ""), // said on the way where it takes long
            List.of("  waited for data \\d+\\.\\d+ %", ""), List.of("\\b\\d[\\d,]* images/s", "# images/s"),
            List.of("\\b\\d+\\.\\d s\\b", "# s"), List.of("kernels (simd-\\d+|scalar)", "kernels #"),
            List.of("\\bon \\d+ threads?", "on # threads"));

    sealed interface Part {
        /** A file, with its name from where the commands are given. */
        record Text(String name, String text) implements Part {
        }

        record Command(String place, String line, String output) implements Part {
        }
    }

    static Script read(Path root, String page) {
        List<String> lines = new ProjectFiles(root).text(page).lines().toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int start = i;
            while (!lines.get(++i).equals("```")) {
                // to the end of the block
            }
            String directive = start == 0 ? "" : lines.get(start - 1);
            List<String> block = lines.subList(start + 1, i);
            Matcher file = FILE.matcher(directive);
            if (file.matches()) {
                parts.add(new Part.Text(file.group(1), String.join("\n", block) + "\n"));
            } else if (fence.group(1).equals("console") && !directive.startsWith("<!-- skip:")) {
                parts.addAll(commands(page, start + 2, block));
            }
        }
        return new Script(page, parts);
    }

    private static List<Part> commands(String page, int first, List<String> block) {
        List<Part> commands = new ArrayList<>();
        for (int i = 0; i < block.size();) {
            String place = page + ":" + (first + i);
            StringBuilder line = new StringBuilder(block.get(i).substring("$ ".length()));
            while (block.get(i++).endsWith("\\")) {
                line.append('\n').append(block.get(i));
            }
            StringBuilder output = new StringBuilder();
            while (i < block.size() && !block.get(i).startsWith("$ ")) {
                output.append(block.get(i++)).append('\n');
            }
            commands.add(new Part.Command(place, line.toString(), output.toString()));
        }
        return commands;
    }

    boolean hasCommands() {
        return parts.stream().anyMatch(Part.Command.class::isInstance);
    }

    /** With a sign in place of whatever a clock has told. */
    static String masked(String text) {
        String masked = text;
        for (List<String> mask : MASKS) {
            masked = masked.replaceAll(mask.get(0), mask.get(1));
        }
        return masked;
    }

    /** What a masked output must be; an ellipsis in the page stands for anything, on a line of its own for any lines. */
    static Pattern pattern(String shown) {
        String pattern = masked(shown).lines().map(line -> line.strip().equals("…")
                ? "(?:.*\\n)*?"
                : Pattern.compile("…").splitAsStream(line + "\n").map(Pattern::quote)
                        .reduce((one, other) -> one + ".*?" + other).orElse(""))
                .reduce("", String::concat);
        return Pattern.compile(pattern);
    }
}
