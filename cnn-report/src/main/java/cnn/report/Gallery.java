package cnn.report;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.evaluate.Answers;
import cnn.core.evaluate.ClassFigures;
import cnn.report.Report.Measured;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measured images with what was said to each. Belongs to one thread. */
final class Gallery {
    private static final int LONGEST = 40;

    private final DataSet images;
    private final List<String> classes;
    private final Answers answers;
    private final Image buffer;
    private final Map<Integer, Thumbnail> made = new HashMap<>();

    private Gallery(DataSet images, ClassFigures figures) {
        this.images = images;
        classes = figures.confusion().classes();
        answers = figures.answers();
        buffer = Image.of(images.shape());
    }

    /** The gallery; null where images have no class to be taken for. */
    static @Nullable Gallery of(@Nullable Measured measured) {
        ClassFigures figures = figures(measured);
        return figures == null ? null : new Gallery(measured.images(), figures);
    }

    /** How classes were told apart; null where there is one answer of another kind, or several. */
    static @Nullable ClassFigures figures(@Nullable Measured measured) {
        return measured != null && measured.evaluation().outputs().size() == 1
                && measured.evaluation().figures() instanceof ClassFigures classes ? classes : null;
    }

    Answers answers() {
        return answers;
    }

    /** A picture with its caption. */
    Element figure(int image) {
        Element caption = Element.of("figcaption");
        if (answers.correct(image)) {
            caption.add(said("good", image, 0), answers.ranks() > 1 ? said("other", image, 1) : List.of());
        } else {
            caption.add(said("bad", image, 0), label(image));
        }
        caption.add(Element.styled("span", "name", shortened(images.name(image))).with("title", images.name(image)));
        return Element.styled("figure", "shot", picture(image).element(words(image)), caption);
    }

    private Element said(String style, int image, int rank) {
        return Element.styled("span", "said " + style, Element.of("b", classes.get(answers.likely(image, rank))),
                Element.of("i", Words.roughly(answers.probability(image, rank))));
    }

    private Element label(int image) {
        return Element.styled("span", "said is", Element.of("b", classes.get(answers.actual(image))),
                Element.of("i", Words.roughly(answers.actualProbability(image))));
    }

    /** What a picture shows and was taken for, in words. */
    String words(int image) {
        String actual = classes.get(answers.actual(image));
        return answers.correct(image)
                ? actual + ", rightly taken for it, " + Words.roughly(answers.probability(image)) + " sure"
                : actual + ", taken for " + classes.get(answers.predicted(image)) + ", "
                        + Words.roughly(answers.probability(image)) + " sure";
    }

    /** The name of an image, its end where it is long. */
    String name(int image) {
        return shortened(images.name(image));
    }

    Thumbnail picture(int image) {
        return made.computeIfAbsent(image, i -> {
            CheckedData.read(images, i, buffer);
            return Thumbnail.of(buffer);
        });
    }

    static String shortened(String name) {
        return name.length() <= LONGEST ? name : "…" + name.substring(name.length() - LONGEST + 1);
    }
}
