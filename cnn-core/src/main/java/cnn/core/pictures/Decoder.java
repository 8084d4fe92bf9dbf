package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.PictureFiles;
import cnn.core.image.ByteImage;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.image.ImageException;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decodes picture files on all processors and brings the pictures to one size. No more are in memory than processors work,
 * besides what the receiver keeps.
 */
final class Decoder {
    /** After so many skipped files only their number is told. */
    private static final int NOTES = 10;

    private final DataSource.Request request;
    private final @Nullable Sized first;
    private volatile @Nullable Path needy;

    private Decoder(DataSource.Request request, @Nullable Sized first) {
        this.request = request;
        this.first = first;
    }

    /** A file and how large its picture is. */
    private record Sized(Path file, int height, int width) {
    }

    /** Who takes files' contents and pictures, from any thread, those of each file once. */
    interface Receiver {
        /** Takes what a file holds, before it is decoded. */
        default void content(int file, byte[] bytes) {
        }

        /**
         * Takes a picture.
         *
         * @param original its shape before it was resized
         */
        void picture(int file, ByteImage picture, Shape original) throws IOException;
    }

    /** Where nobody says how large pictures are to be, the first one that can be read does. */
    static Decoder of(DataSource.Request request, List<PictureFiles> parts) {
        if (request.height() > 0 && request.width() > 0) {
            return new Decoder(request, null);
        }
        Decoder open = new Decoder(request, null);
        for (PictureFiles part : parts) {
            for (Path file : part.files()) {
                try {
                    Shape shape = request.shape(ImageDecoder.decode(file).shape());
                    return new Decoder(request, new Sized(file, shape.height(), shape.width()));
                } catch (ImageException e) {
                    open.requireDamage(file, e); // decoding them all tells of it
                }
            }
        }
        return open;
    }

    /** Rows of every picture. */
    int height() {
        return first == null ? Math.max(1, request.height()) : first.height;
    }

    /** Columns of every picture. */
    int width() {
        return first == null ? Math.max(1, request.width()) : first.width;
    }

    /** Channels that a picture may have. */
    int mostChannels() {
        return request.channels() == 0 ? 3 : request.channels();
    }

    /** The file at which memory ran out, where it did. */
    @Nullable
    Path needy() {
        return needy;
    }

    /**
     * Decodes all files.
     *
     * @return what is wrong with each; null where nothing is
     * @throws IOException what the receiver throws
     */
    @Nullable
    ImageException[] decode(PictureFiles files, Receiver receiver) throws IOException {
        ImageException[] faults = new ImageException[files.size()];
        Progress progress = new Progress(faults.length);
        AllProcessors.run(faults.length, i -> {
            Path file = files.files().get(i);
            try {
                byte[] content = ImageDecoder.content(file);
                receiver.content(i, content);
                ByteImage decoded = ImageDecoder.decode(file.toString(), content);
                receiver.picture(i, sized(file, decoded), decoded.shape());
            } catch (ImageException e) {
                requireDamage(file, e);
                faults[i] = e;
            } catch (OutOfMemoryError e) {
                needy = needy == null ? file : needy;
                throw e;
            }
            progress.tell();
        });
        return faults;
    }

    /** Where the machine's limit is the fault, calling the file damaged would make the model depend on -Xmx. */
    void requireDamage(Path file, ImageException fault) {
        VirtualMachineError limit = Exhaustion.in(fault);
        if (limit instanceof OutOfMemoryError) {
            needy = needy == null ? file : needy;
            throw limit;
        }
        if (limit != null) {
            throw fault;
        }
    }

    private ByteImage sized(Path file, ByteImage image) {
        Shape wanted = request.shape(image.shape());
        if (first != null && (wanted.height() != first.height || wanted.width() != first.width)) {
            throw new IllegalArgumentException("The pictures differ in size: '" + Echo.path(first.file) + "' is "
                    + first.height + "×" + first.width + " pixels (height × width), '" + Echo.path(file) + "' is "
                    + wanted.height() + "×" + wanted.width() + ". Set preprocess.size, for example preprocess: {size: "
                    + "64x64}.");
        }
        return image.fitted(wanted, request.resize());
    }

    /** Tells what was skipped, or throws where nothing may be. */
    void report(PictureFiles files, @Nullable ImageException[] faults) {
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
            request.notes()
                    .accept("Skipped " + skipped + " of " + Count.of(faults.length, "file") + " in '" + files.folder()
                            + "' that could not be read.");
        }
    }

    /** Who watches is told one number after the other. */
    final class Progress {
        private final AtomicInteger done = new AtomicInteger();
        private final int count;

        Progress(int count) {
            this.count = count;
        }

        void tell() {
            synchronized (done) {
                request.progress().read(done.incrementAndGet(), count);
            }
        }
    }

    Progress progress(int count) {
        return new Progress(count);
    }
}
