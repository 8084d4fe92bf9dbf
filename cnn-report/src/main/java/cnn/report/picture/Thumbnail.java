package cnn.report.picture;

import cnn.api.data.Image;
import cnn.core.image.PngBytes;
import cnn.report.markup.Element;
import java.awt.image.BufferedImage;
import java.util.Base64;

/**
 * A small picture within a page: a PNG as a data URI, so that there is no file beside it.
 *
 * @param source the URI
 * @param width in pixels
 * @param height in pixels
 */
public record Thumbnail(String source, int width, int height) {
    private static final int MOST = 96;

    /** An image, averaged down where it is larger than 96 pixels. Grey for one channel, colour for three, else the mean. */
    public static Thumbnail of(Image image) {
        int factor = (Math.max(image.width(), image.height()) + MOST - 1) / MOST;
        int width = Math.max(1, image.width() / factor);
        int height = Math.max(1, image.height() / factor);
        boolean colour = image.channels() == 3;
        BufferedImage picture = new BufferedImage(width, height,
                colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < (colour ? 3 : 1); c++) {
                    picture.getRaster().setSample(x, y, c,
                            sample(image, x * factor, y * factor, factor, colour ? c : -1));
                }
            }
        }
        return of(picture);
    }

    /** The mean over a square of pixels, and over all channels where none is named, in [0, 255]. */
    private static int sample(Image image, int left, int top, int side, int channel) {
        double sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(image.height(), top + side); y++) {
            for (int x = left; x < Math.min(image.width(), left + side); x++) {
                int at = image.index(y, x);
                for (int c = Math.max(channel, 0); c <= (channel < 0 ? image.channels() - 1 : channel); c++) {
                    sum += image.pixels()[at + c];
                    count++;
                }
            }
        }
        return Math.clamp(Math.round(255 * sum / count), 0, 255);
    }

    /** A drawn picture. */
    public static Thumbnail of(BufferedImage picture) {
        return new Thumbnail("data:image/png;base64," + Base64.getEncoder().encodeToString(PngBytes.of(picture)),
                picture.getWidth(), picture.getHeight());
    }

    /** The picture in a page, with a word for who does not see it. Pixels of small ones stay sharp. */
    public Element element(String alternative) {
        return Element.of("img").with("src", source).with("alt", alternative).with("loading", "lazy")
                .with("class", Math.max(width, height) < 64 ? "picture small" : "picture");
    }
}
