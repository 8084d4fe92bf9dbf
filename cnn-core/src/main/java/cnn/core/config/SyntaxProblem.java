package cnn.core.config;

import cnn.core.text.Echo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Says in one line, and in a user's words, what the parser says in many and in its own. */
final class SyntaxProblem {
    /** The YAML parser's "while scanning …" and then the problem, each followed by its place and the line's text. */
    private static final Pattern PLACE = Pattern.compile("([^\n]+)\n in 'reader', line (\\d+), column (\\d+)");

    private SyntaxProblem() {
    }

    static ConfigException exception(String language, Location root, JsonProcessingException e) {
        String text = String.valueOf(e.getOriginalMessage());
        JsonLocation token = e.getLocation();
        List<MatchResult> places = new ArrayList<>(PLACE.matcher(text).results().toList());
        if (places.isEmpty()) {
            Location at = token == null ? root : root.at(token.getLineNr(), token.getColumnNr());
            return new ConfigException(at, sentence(language, text.lines().findFirst().orElse("")), e);
        }
        String problem = places.getLast().group(1).strip();
        // what is never closed is found at the end of the file; where it was opened is of more use
        boolean open = problem.contains("end of stream") || problem.contains("<stream end>");
        MatchResult place = open ? places.getFirst() : places.getLast();
        return new ConfigException(root.at(Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3))),
                open ? "a quote or bracket that opens here is never closed. Close it." : sentence(language, problem),
                e);
    }

    private static String sentence(String language, String problem) {
        if (problem.contains("\\t(TAB)")) {
            return "a tab stands where only spaces can. Indent with spaces.";
        } else if (problem.startsWith("expected <block end>")) {
            return "this line does not fit those before it. Check its indentation.";
        } else if (problem.startsWith("mapping values are not allowed")) {
            return "a key cannot stand here. Check the indentation, and put text that contains ': ' in quotes.";
        } else if (problem.startsWith("Expected a field name")) {
            return "a key must be a word. Put text that starts with [ or { in quotes.";
        }
        return "this is no " + language + ": " + Echo.of(problem.replaceFirst("\\.?( \\(Do not use .*)?$", ""))
                + ". Check commas, brackets and quotes.";
    }
}
