package cnn.report;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.layer.Param;
import cnn.core.network.Node;
import cnn.core.text.Count;
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
        for (Node node : report.model().network().nodes()) {
            for (Param param : node.params()) {
                Shape shape = param.shape();
                if (param.trained() && shape.rank() == 4 && shape.dim(0) * shape.dim(1) > 1) {
                    return section(node.name(), shape, report.model().weights().values(param));
                }
            }
        }
        return null;
    }

    private static Section section(String layer, Shape shape, float[] weights) {
        int filters = shape.dim(3);
        Element grid = Element.styled("div", "filters");
        for (int f = 0; f < Math.min(MOST, filters); f++) {
            grid.add(Thumbnail.of(picture(shape, weights, f)).element("filter " + (f + 1)));
        }
        return Section.of("filters", "Filters", "The weights of the first convolution, " + layer + ": "
                + Count.of(filters, "filter") + " of " + shape.dim(0) + " × " + shape.dim(1) + " pixels"
                + (shape.dim(2) == 3 ? ", as colours" : "")
                + ". Grey is 0, the largest weight of each is black or white."
                + (filters > MOST ? " The first " + MOST + " are shown." : ""), Element.styled("div", "card", grid));
    }

    /** One filter, of which 0 is grey: in colour over three channels, else the mean over its channels. */
    private static Image picture(Shape shape, float[] weights, int filter) {
        int channels = shape.dim(2);
        int filters = shape.dim(3);
        Image image = Image.of(Shape.image(shape.dim(0), shape.dim(1), channels == 3 ? 3 : 1));
        float[] pixels = image.pixels();
        float most = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (channels == 3) {
                pixels[i] = weights[i * filters + filter];
            } else {
                for (int c = 0; c < channels; c++) {
                    pixels[i] += weights[(i * channels + c) * filters + filter] / channels;
                }
            }
            most = Math.max(most, Math.abs(pixels[i]));
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = most == 0 ? 0.5f : 0.5f + pixels[i] / most / 2;
        }
        return image;
    }
}
