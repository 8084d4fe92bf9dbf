package cnn.layers.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Java source in the making: lines, indented by the blocks that are open, of at most {@value #WIDTH} characters. */
final class Code {
    private static final int WIDTH = 120;
    private static final String INDENT = "    ";
    /** A space at which no line ends. */
    private static final char BOUND = '\u00a0';

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** One line. */
    void line(String format, Object... values) {
        text.append(INDENT.repeat(depth)).append(format.formatted(values)).append('\n');
    }

    /** An empty line. */
    void gap() {
        text.append('\n');
    }

    /** The line that opens a block. */
    void open(String format, Object... values) {
        line(format + " {", values);
        depth++;
    }

    /** Closes the innermost block. */
    void close() {
        depth--;
        line("}");
    }

    /** Ends a block and begins its sister: {@code } else {}. */
    void reopen(String words) {
        depth--;
        line("} %s {", words);
        depth++;
    }

    /** A Javadoc comment of one line, or of several where the words need them. */
    void javadoc(String words) {
        String one = "/** " + words + " */";
        if (!words.contains("\n") && depth * INDENT.length() + one.length() <= WIDTH) {
            line("%s", one);
            return;
        }
        line("/**");
        for (String paragraph : words.split("\n")) {
            wrap(" * ", " * ", paragraph.isEmpty() ? List.of("") : List.of(paragraph.split(" ")));
        }
        line(" */");
    }

    /** The head of a method, its parameters on as many lines as they need; opens its block. */
    void method(String modifiers, String name, List<String> parameters) {
        list(modifiers + " " + name, parameters, ") {");
        depth++;
    }

    /** A statement, on as many lines as it needs. What stands in innermost brackets stays together. */
    void statement(String text) {
        String bound = Pattern.compile("\\([^()]*\\)").matcher(text)
                .replaceAll(call -> call.group().replace(' ', BOUND));
        wrap("", INDENT + INDENT, Stream.of(bound.split(" ")).map(word -> word.replace(BOUND, ' ')).toList());
    }

    /** A statement that calls a method, its arguments on as many lines as they need. */
    void call(String head, List<String> arguments) {
        list(head, arguments, ");");
    }

    private void list(String head, List<String> items, String end) {
        List<String> words = new ArrayList<>();
        for (String item : items) {
            words.add((words.isEmpty() ? head + "(" : "") + item + (words.size() < items.size() - 1 ? "," : end));
        }
        wrap("", INDENT + INDENT, words);
    }

    private void wrap(String first, String next, List<String> words) {
        int room = WIDTH - depth * INDENT.length();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : words) {
            if (!empty && line.length() + 1 + word.length() > room) {
                line(line);
                line.setLength(0);
                line.append(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        line(line);
    }

    private void line(StringBuilder line) {
        line("%s", line.toString().stripTrailing());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
