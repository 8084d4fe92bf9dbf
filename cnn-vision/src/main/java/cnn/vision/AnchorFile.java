package cnn.vision;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Anchors as text, as {@link Anchors#read} says. */
final class AnchorFile {
    private static final String CENTRES = "x,y,width,height";
    private static final String CORNERS = "left,top,right,bottom";
    private static final String BETWEEN = "\\s*[,;\\s]\\s*";

    private AnchorFile() {
    }

    static Anchors read(Path file) {
        List<String> lines = lines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String heading = lines.isEmpty()
                ? ""
                : String.join(",", lines.getFirst().toLowerCase(Locale.ROOT).split(BETWEEN));
        if (!heading.equals(CENTRES) && !heading.equals(CORNERS)) {
            throw new IllegalArgumentException("The anchors '" + Echo.path(file) + "' begin with '"
                    + Echo.of(lines.isEmpty() ? "" : lines.getFirst())
                    + "', but the first line says what the numbers below "
                    + "it are: " + CENTRES + " (of the centre) or " + CORNERS + ". Add it.");
        }
        float[] numbers = new float[4 * (lines.size() - 1)];
        for (int i = 1; i < lines.size(); i++) {
            put(file, i, lines.get(i), numbers);
        }
        return heading.equals(CENTRES) ? Anchors.ofCentres(numbers) : Anchors.ofCorners(numbers);
    }

    private static void put(Path file, int number, String line, float[] to) {
        String[] cells = line.split(BETWEEN);
        boolean fits = cells.length == 4;
        for (int i = 0; fits && i < 4; i++) {
            try {
                to[4 * (number - 1) + i] = Float.parseFloat(cells[i]);
                fits = Float.isFinite(to[4 * (number - 1) + i]);
            } catch (NumberFormatException e) {
                fits = false;
            }
        }
        if (!fits) {
            throw new IllegalArgumentException("Anchor " + number + " of '" + Echo.path(file) + "' is '" + Echo.of(line)
                    + "', but each has four numbers, such as 0.5,0.5,0.2,0.4. Write one a line.");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The anchors '" + Echo.path(file)
                    + "' are no text in UTF-8. Give a text file with four numbers a line.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The anchors '" + Echo.path(file) + "' cannot be read (" + Reason.of(e)
                    + "). Check the path.", e);
        }
    }
}
