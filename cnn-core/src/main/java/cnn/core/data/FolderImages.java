package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.core.image.ByteImage;
import cnn.core.image.Exhaustion;
import cnn.core.image.Fitting;
import cnn.core.image.ImageDecoder;
import cnn.core.image.ImageException;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decodes the files of an image folder and brings the pictures to one shape. */
final class FolderImages {
    /** After so many skipped files only their number is told. */
    private static final int NOTES = 10;

    private final DataSource.Request request;
    private final AtomicReference<@Nullable Sized> first = new AtomicReference<>();
    private final AtomicReference<@Nullable Sized> misfit = new AtomicReference<>();
    /** The first file at which memory ran out. */
    private final AtomicReference<@Nullable Path> needy = new AtomicReference<>();

    FolderImages(DataSource.Request request) {
        this.request = request;
        if (request.channels() != 0) {
            // said before any file is read
            Fitting.of(Shape.image(1, 1, 3), Shape.image(1, 1, request.channels()), request.resize());
        }
    }

    /** A file and how large its picture is. */
    private record Sized(Path file, int height, int width) {
    }

    /** The pictures of one part, without those that could not be read. */
    private record Decoded(FolderPart part, List<Integer> indices, List<ByteImage> images) {
        boolean hasColour() {
            return images.stream().anyMatch(image -> image.shape().channels() == 3);
        }
    }

    DataSource.Splits load(FolderPart.Parts parts) {
        checkMemory(parts);
        try {
            Decoded train = decode(parts.train());
            Decoded validation = parts.validation() == null ? null : decode(parts.validation());
            Decoded test = parts.test() == null ? null : decode(parts.test());
            int channels = train.hasColour() || validation != null && validation.hasColour()
                    || test != null && test.hasColour() ? 3 : 1;
            return new DataSource.Splits(dataSet(train, channels),
                    validation == null ? null : dataSet(validation, channels),
                    test == null ? null : dataSet(test, channels));
        } catch (OutOfMemoryError e) {
            throw tooLarge(parts.train().folder(), e);
        }
    }

    private void checkMemory(FolderPart.Parts parts) {
        long images = parts.train().files().size()
                + (parts.validation() == null ? 0 : parts.validation().files().size())
                + (parts.test() == null ? 0L : parts.test().files().size());
        long pixels = (long) Math.max(1, request.height()) * Math.max(1, request.width())
                * Math.max(1, request.channels());
        Memory.check("The pictures in '" + parts.train().folder() + "' would take",
                Memory.images(images, pixels), "Set a smaller preprocess.size, or give Java more,");
    }

    private IllegalArgumentException tooLarge(Path folder, @Nullable Throwable cause) {
        Path file = needy.get();
        return new IllegalArgumentException("The pictures in '" + Echo.path(folder) + "' do not fit into memory"
                + (file == null ? "" : ", which ran out at '" + Echo.path(file) + "'")
                + ". Give Java more memory, for example "
                + "-Xmx8g, set a smaller preprocess.size"
                + (file == null ? "." : ", or, where this picture is larger than others, save it smaller."), cause);
    }

    private Decoded decode(FolderPart part) {
        int count = part.files().size();
        ByteImage[] images = new ByteImage[count];
        ImageException[] faults = new ImageException[count];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, count).parallel().forEach(i -> {
            if (misfit.get() != null) {
                return;
            }
            try {
                images[i] = sized(part.files().get(i), ImageDecoder.decode(part.files().get(i)));
            } catch (ImageException e) {
                VirtualMachineError limit = Exhaustion.in(e);
                if (limit != null) {
                    // called damaged, it would leave the set, and the model would depend on -Xmx
                    needy.compareAndSet(null, part.files().get(i));
                    if (limit instanceof OutOfMemoryError) {
                        throw limit;
                    }
                    throw e;
                }
                faults[i] = e;
            } catch (OutOfMemoryError e) {
                needy.compareAndSet(null, part.files().get(i));
                throw e;
            }
            tell(done, count);
        });
        checkSizes();
        report(part, faults);
        List<Integer> indices = new ArrayList<>();
        List<ByteImage> decoded = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (images[i] != null) {
                indices.add(i);
                decoded.add(images[i]);
            }
        }
        checkClasses(part, indices);
        return new Decoded(part, indices, decoded);
    }

    private void tell(AtomicInteger done, int count) {
        synchronized (done) { // whoever watches is told one number after the other
            request.progress().read(done.incrementAndGet(), count);
        }
    }

    /** Brings a picture to what is asked for, and remembers the first that then differs in size from the others. */
    private ByteImage sized(Path file, ByteImage image) {
        Shape wanted = request.shape(image.shape());
        Sized own = new Sized(file, wanted.height(), wanted.width());
        first.compareAndSet(null, own);
        Sized other = first.get();
        if (other.height != own.height || other.width != own.width) {
            misfit.compareAndSet(null, own);
        }
        return image.fitted(wanted, request.resize());
    }

    private void checkSizes() {
        Sized one = first.get();
        Sized other = misfit.get();
        if (other != null) {
            throw new IllegalArgumentException("The pictures differ in size: '" + one.file + "' is " + one.height + "×"
                    + one.width + " pixels (height × width), '" + other.file + "' is " + other.height + "×"
                    + other.width + ". Set preprocess.size, for example preprocess: {size: 64x64}.");
        }
    }

    private void report(FolderPart part, ImageException[] faults) {
        int skipped = 0;
        for (ImageException fault : faults) {
            if (fault == null) {
                continue;
            }
            if (request.strict()) {
                throw fault;
            }
            if (skipped++ < NOTES) {
                request.notes().accept("Skipped a file. " + fault.getMessage());
            }
        }
        if (skipped > 0) {
            request.notes().accept("Skipped " + skipped + " of " + faults.length + " files in '" + part.folder()
                    + "' that could not be read.");
        }
    }

    private static void checkClasses(FolderPart part, List<Integer> indices) {
        int[] counts = new int[part.classes().size()];
        indices.forEach(i -> counts[part.labels()[i]]++);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new IllegalArgumentException("The class folder '" + part.folder().resolve(part.classes().get(c))
                        + "' has no image that can be read. Put PNG, JPEG, BMP, GIF, WebP, TIFF or PNM files "
                        + "into it, or move it out of '"
                        + part.folder() + "', where every folder is a class.");
            }
        }
    }

    private ByteImages dataSet(Decoded decoded, int channels) {
        FolderPart part = decoded.part;
        int size = decoded.images.size();
        byte[][] pixels = new byte[size][];
        int[] labels = new int[size];
        List<String> names = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ByteImage image = decoded.images.get(i);
            if (request.channels() == 0) {
                image = image.withChannels(channels);
            }
            pixels[i] = image.pixels();
            labels[i] = part.labels()[decoded.indices.get(i)];
            names.add(part.name(decoded.indices.get(i)));
        }
        int height = first.get().height;
        int width = first.get().width;
        Shape shape = Shape.image(height, width, request.channels() == 0 ? channels : request.channels());
        return new ByteImages(shape, part.classes(), labels, pixels, names);
    }
}
