package cnn.report;

import cnn.core.evaluate.Answers;
import cnn.core.text.Count;
import cnn.report.finding.Mislabelled;
import cnn.report.finding.Mislabelled.Candidate;
import cnn.report.finding.Remarkable;
import cnn.report.markup.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures at which to look first: the worst mistakes, the least sure, and those whose label may be wrong. */
final class GallerySection {
    private static final int MOST = 24;

    private GallerySection() {
    }

    /** The pictures; null where images have no class to be taken for. */
    static @Nullable Section of(Report report) {
        Gallery gallery = Gallery.of(report.measured());
        if (gallery == null) {
            return null;
        }
        Answers answers = gallery.answers();
        List<Integer> mistakes = Remarkable.mistakes(answers);
        List<Integer> doubtful = Mislabelled
                .of(answers, Gallery.figures(report.measured()).confusion().classes().size())
                .candidates().stream().map(Candidate::image).toList();
        return Section.of("pictures", "Pictures",
                "Above each name: what the model said and how sure it was, then what the "
                        + "label says.",
                Element.styled("div", "stack",
                        group(gallery, "Worst mistakes",
                                mistakes.isEmpty()
                                        ? "None."
                                        : Count.of(mistakes.size()) + " in all; those first whose right class "
                                                + "was held for least probable.",
                                mistakes),
                        group(gallery, "Least sure",
                                "The two most probable classes are closest, whether the answer is right or "
                                        + "not.",
                                Remarkable.leastSure(answers)),
                        group(gallery, "Labels to check", (doubtful.isEmpty()
                                ? "No image is"
                                : Count.of(doubtful.size(), "image") + (doubtful.size() == 1 ? " is" : " are"))
                                + " held for another class than the label says, as surely as the model knows that class "
                                + "(confident learning).", doubtful)));
    }

    private static Element group(Gallery gallery, String title, String lead, List<Integer> images) {
        Element shots = Element.styled("div", "shots");
        images.stream().limit(MOST).forEach(image -> shots.add(gallery.figure(image)));
        return Element.styled("div", "card", Element.of("h3", title), Element.styled("p", "lead", lead),
                images.isEmpty()
                        ? List.of()
                        : shots);
    }
}
