package cnn.core.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The decoder of each format, taken by its class. Looking one up by the name of a format would give whichever comes first
 * in the registry of {@code javax.imageio}, and that depends on the thread's class loader, the order of jars, service
 * files that a merged jar has lost, and on what an application registers.
 */
final class Readers {
    /** A palette that is longer than pixels can tell loses none of them. */
    private static final String UNUSED_COLOURS = "Color map contains more colors than raster allows";

    /** The last strip has as many rows as are left; {@link TiffFile} has counted each strip's before. */
    private static final String FEW_ROWS = "strip/tileByteCount < required";

    private Readers() {
    }

    /** Reads with an open reader. */
    @FunctionalInterface
    interface Task<T> {
        T read(ImageReader reader) throws IOException, DecodeException;
    }

    /** Java's own; each is found when its first file is read, and kept. */
    enum Native {
        JPEG("jpeg.JPEG"), GIF("gif.GIF"), TIFF("tiff.TIFF");

        private final String name;
        private volatile ImageReaderSpi provider;

        Native(String name) {
            this.name = "com.sun.imageio.plugins." + name + "ImageReaderSpi";
        }

        ImageReaderSpi provider() {
            if (provider == null) {
                provider = find();
            }
            return provider;
        }

        private ImageReaderSpi find() {
            try {
                Class<?> type = Class.forName(name, false, ImageIO.class.getClassLoader());
                Object found = registry().getServiceProviderByClass(type);
                if (found instanceof ImageReaderSpi spi) {
                    return spi;
                }
            } catch (ClassNotFoundException e) {
                throw new MissingReaderException(name, e);
            }
            throw new MissingReaderException(name, null);
        }
    }

    /**
     * The registry, which on its first use loads whatever service files on the class path name. Where one of these is
     * broken, or the thread's class loader is (that of a web application that was stopped throws), it is made without them:
     * none is needed here.
     */
    private static IIORegistry registry() {
        try {
            return IIORegistry.getDefaultInstance();
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            try {
                return IIORegistry.getDefaultInstance();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /**
     * Opens a file with a provider's reader.
     *
     * @throws DecodeException where the reader complains about anything: what it passes over is filled with grey
     */
    static <T> T read(ImageReaderSpi provider, byte[] bytes, Task<T> task) throws IOException, DecodeException {
        return read(provider, new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)), task);
    }

    /** Opens a stream with a provider's reader, as a file's bytes; closes it. */
    static <T> T read(ImageReaderSpi provider, ImageInputStream stream, Task<T> task)
            throws IOException, DecodeException {
        ImageReader reader = provider.createReaderInstance(null);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (ImageInputStream input = stream) {
            reader.setInput(input, true, true);
            ImageDecoder.checkSize(reader.getWidth(0), reader.getHeight(0));
            T result = task.read(reader);
            for (String warning : warnings) {
                if (!warning.startsWith(UNUSED_COLOURS) && !warning.startsWith(FEW_ROWS)) {
                    throw new DecodeException("it is damaged (" + warning + ")");
                }
            }
            return result;
        } finally {
            reader.dispose();
        }
    }
}
