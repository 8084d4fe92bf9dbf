package cnn.vision;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.image.ByteImage;
import cnn.core.image.Placement;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;

/**
 * A picture in the size that a network takes, and the way back: where what the network found is in the picture itself.
 *
 * {@snippet :
 * FittedPicture fitted = FittedPicture.of(picture, Shape.image(640, 640, 3), Resize.PAD).bars(114);
 * List<Detection> found = fitted.toPicture(head.decode(network(fitted.tensor())));
 * }
 */
public final class FittedPicture {
    private final Shape picture;
    private final Placement place;
    private final Image image;

    private FittedPicture(Shape picture, Placement place, Image image) {
        this.picture = picture;
        this.place = place;
        this.image = image;
    }

    /**
     * The picture, resized as everywhere in this framework.
     *
     * @param input height, width and channels (1 or 3) that the network takes
     * @param resize what becomes of the proportions: {@code PAD} is what YOLO calls a letterbox
     */
    public static FittedPicture of(BufferedImage picture, Shape input, Resize resize) {
        return of(ByteImage.of(picture), input, resize);
    }

    /** The same of a picture that {@link cnn.core.image.ImageDecoder} has read, which turns photographs upright. */
    public static FittedPicture of(ByteImage picture, Shape input, Resize resize) {
        return new FittedPicture(picture.shape(), Placement.of(picture.shape(), input, resize),
                picture.fitted(input, resize).toImage());
    }

    /**
     * The same with bars of another grey than black beside the padded picture: 114 is YOLO's.
     *
     * @param grey 0 to 255
     */
    public FittedPicture bars(int grey) {
        if (grey < 0 || grey > 255) {
            throw new IllegalArgumentException(
                    "A grey is from 0 to 255 but was given as " + grey + ". Use for example 114.");
        }
        Image barred = Image.of(image.shape());
        barred.copyFrom(image);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (y < place.toTop() || y >= place.toTop() + place.toHeight() || x < place.toLeft()
                        || x >= place.toLeft() + place.toWidth()) {
                    int at = image.index(y, x);
                    for (int c = 0; c < image.channels(); c++) {
                        barred.pixels()[at + c] = grey / 255f;
                    }
                }
            }
        }
        return new FittedPicture(picture, place, barred);
    }

    /** What the network is to see: (H, W, C), values in [0, 1]. */
    public Image image() {
        return image;
    }

    /** The same as networks of other frameworks take it: 1×(C, H, W), values in [0, 1]. */
    public Tensor tensor() {
        return tensor(Collections.nCopies(image.channels(), 0.0), Collections.nCopies(image.channels(), 1.0));
    }

    /**
     * The same with each channel's values as {@code (value − mean) / deviation}.
     *
     * @param mean one number for each channel
     * @param deviation one number for each channel
     */
    public Tensor tensor(List<Double> mean, List<Double> deviation) {
        int channels = image.channels();
        if (mean.size() != channels || deviation.size() != channels) {
            throw new IllegalArgumentException(
                    "The picture has " + channels + " channels, but was given the means " + mean
                            + " and the deviations " + deviation + ". Give one of each for each channel.");
        }
        for (int c = 0; c < channels; c++) {
            if (!Double.isFinite(mean.get(c)) || !(deviation.get(c) > 0 && Double.isFinite(deviation.get(c)))) {
                throw new IllegalArgumentException(
                        "Channel " + c + " has the mean " + mean.get(c) + " and the deviation "
                                + deviation.get(c)
                                + ", but means are finite and deviations above 0. Use those of training, or 0 and 1.");
            }
        }
        int size = image.height() * image.width();
        float[] planes = new float[channels * size];
        for (int c = 0; c < channels; c++) {
            double less = mean.get(c);
            double by = deviation.get(c);
            for (int i = 0; i < size; i++) {
                planes[c * size + i] = (float) ((image.pixels()[i * channels + c] - less) / by);
            }
        }
        return new Tensor(Shape.of(1, channels, image.height(), image.width()), planes);
    }

    /** Where a place in the network's input is in the picture; what lies outside of the picture is cut off. */
    public Box toPicture(Box box) {
        return new Box(pictureX(box.left()), pictureY(box.top()), pictureX(box.right()), pictureY(box.bottom()))
                .within(picture.width(), picture.height());
    }

    /** The same for all that was found. */
    public List<Detection> toPicture(List<Detection> found) {
        return found.stream().map(one -> one.at(toPicture(one.box()))).toList();
    }

    /** Where a place in the picture is in the network's input. */
    public Box toInput(Box box) {
        return new Box(inputX(box.left()), inputY(box.top()), inputX(box.right()), inputY(box.bottom()));
    }

    /**
     * The classes of the picture's own pixels: of each the class where its middle lies. Pixels that the network did not see, which
     * were cut off, have the class of the nearest one that it saw.
     *
     * @param map of the network's input, at any resolution
     */
    public ClassMap toPicture(ClassMap map) {
        int[] classes = new int[picture.height() * picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            int row = nearest(inputY(y + 0.5f), map.height(), image.height());
            for (int x = 0; x < picture.width(); x++) {
                classes[y * picture.width() + x] = map.at(row, nearest(inputX(x + 0.5f), map.width(), image.width()));
            }
        }
        return new ClassMap(picture.height(), picture.width(), classes);
    }

    /** The same for a mask: which of the picture's own pixels belong to it. */
    public Mask toPicture(Mask mask) {
        int[] classes = new int[mask.height() * mask.width()];
        mask.pixels().stream().forEach(pixel -> classes[pixel] = 1);
        return toPicture(new ClassMap(mask.height(), mask.width(), classes)).mask(1);
    }

    private static int nearest(float place, int length, int ofInput) {
        return Math.clamp((int) Math.floor((double) place * length / ofInput), 0, length - 1);
    }

    private float pictureX(float x) {
        return place.fromLeft() + (x - place.toLeft()) * place.fromWidth() / place.toWidth();
    }

    private float pictureY(float y) {
        return place.fromTop() + (y - place.toTop()) * place.fromHeight() / place.toHeight();
    }

    private float inputX(float x) {
        return place.toLeft() + (x - place.fromLeft()) * place.toWidth() / place.fromWidth();
    }

    private float inputY(float y) {
        return place.toTop() + (y - place.fromTop()) * place.toHeight() / place.fromHeight();
    }
}
