package cnn.report;

import cnn.core.text.Count;
import cnn.explain.Filters;
import cnn.report.markup.Element;
import cnn.report.picture.Thumbnail;
import org.jspecify.annotations.Nullable;

/** The windows that the first convolution looks through, as pictures. */
final class FiltersSection {
    private static final int MOST = 128;

    private FiltersSection() {
    }

    /** The filters; null where no layer has windows of several pixels. */
    static @Nullable Section of(Report report) {
        return Filters.of(report.model()).stream().filter(one -> one.height() * one.width() > 1).findFirst()
                .map(FiltersSection::section).orElse(null);
    }

    private static Section section(Filters filters) {
        Element grid = Element.styled("div", "filters");
        int side = Math.max(filters.height(), filters.width());
        for (int f = 0; f < Math.min(MOST, filters.count()); f++) {
            grid.add(Thumbnail.of(filters.picture(f, side)).element("filter " + (f + 1)));
        }
        return Section.of("filters", "Filters", "The weights of the first convolution, " + filters.layer() + ": "
                + Count.of(filters.count(), "filter") + " of " + filters.height() + " × " + filters.width() + " pixels"
                + (filters.channels() == 3
                        ? ", as the colours that they look for. Grey is 0."
                        : ". Red is what a filter adds, blue what it takes away, each by its largest weight.")
                + (filters.count() > MOST ? " The first " + MOST + " are shown." : ""),
                Element.styled("div", "card", grid));
    }
}
