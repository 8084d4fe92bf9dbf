package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.registry.Apart;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which decoder reads does not depend on what surrounds the framework. */
class ReadersTests {
    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "icc.jpg", "icc.png", "bmp", "gif", "tiff", "webp"})
    void theFrameworkMayLieInALoaderOfItsOwnWithoutServiceFiles(String name) throws Exception {
        byte[] file = file(name);
        byte[] expected = ImageDecoder.decode(name, file).pixels();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Apart apart = new Apart()) {
            for (ClassLoader context : new ClassLoader[] {null, apart, ClassLoader.getPlatformClassLoader()}) {
                Thread.currentThread().setContextClassLoader(context);
                assertThat(decode(apart, name, file)).as("%s", context).isEqualTo(expected);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void anApplicationsReaderIsNotAsked() {
        byte[] gif = file("gif");
        byte[] expected = ImageDecoder.decode("x", gif).pixels();
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Stranger stranger = new Stranger();
        registry.registerServiceProvider(stranger, ImageReaderSpi.class);
        try {
            registry.setOrdering(ImageReaderSpi.class, stranger, Readers.Native.GIF.provider());
            assertThat(ImageDecoder.decode("x", gif).pixels()).isEqualTo(expected);
        } finally {
            registry.deregisterServiceProvider(stranger, ImageReaderSpi.class);
        }
    }

    @Test
    void aReaderThatWasTakenOutIsNoFaultOfAFile() throws Exception {
        byte[] gifFile = file("gif"); // written before its reader is gone
        ImageReaderSpi gif = Readers.Native.GIF.provider();
        IIORegistry registry = IIORegistry.getDefaultInstance();
        registry.deregisterServiceProvider(gif);
        try (Apart apart = new Apart()) {
            assertThatThrownBy(() -> decode(apart, "x", gifFile)).cause()
                    .isInstanceOf(IllegalStateException.class).hasMessage("Java's own image reader com.sun.imageio."
                            + "plugins.gif.GIFImageReaderSpi is not in the registry of javax.imageio, though every JDK "
                            + "puts it there: the application or a library has taken it out. Leave it in, or read a "
                            + "picture of its format before it is taken out; pictures are then read by it all the "
                            + "same.");
            // whoever has read one keeps the reader
            assertThat(ImageDecoder.decode("x", gifFile).pixels()).isNotEmpty();
        } finally {
            registry.registerServiceProvider(gif);
        }
    }

    @Test
    void aBrokenServiceFileOnTheClassPathDoesNoHarm(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("javax.imageio.spi.ImageReaderSpi"), "no.such.Reader");
        Path image = Files.write(folder.resolve("x.gif"), file("gif"));
        assertThat(MemoryTests.run("file", image, folder.toString())).isEqualTo("read");
    }

    @Test
    void aClassLoaderThatThrowsMakesNoPictureDamaged(@TempDir Path folder) throws Exception {
        Path image = Files.write(folder.resolve("x.gif"), file("gif"));
        assertThat(MemoryTests.run("stopped", image)).isEqualTo("read");
    }

    private static byte[] decode(Apart apart, String name, byte[] file) throws ReflectiveOperationException {
        Class<?> decoder = apart.loadClass("cnn.core.image.ImageDecoder");
        assertThat(decoder).isNotSameAs(ImageDecoder.class);
        Object image = decoder.getMethod("decode", String.class, byte[].class).invoke(null, name, file);
        return (byte[]) image.getClass().getMethod("pixels").invoke(image);
    }

    private static byte[] file(String name) {
        BufferedImage noise = Encoded.noise(9, 7, BufferedImage.TYPE_INT_RGB);
        return name.contains(".")
                ? Encoded.resource(name)
                : name.equals("webp")
                        ? Vp8l.of(noise)
                        : Encoded.of(noise, name);
    }

    /** Says that it reads GIF, and does not. */
    private static final class Stranger extends ImageReaderSpi {
        Stranger() {
            super("x", "1", new String[] {"gif"}, null, null, "x", new Class<?>[] {ImageInputStream.class}, null,
                    false, null, null, null, null, false, null, null, null, null);
        }

        @Override
        public boolean canDecodeInput(Object source) {
            return true;
        }

        @Override
        public ImageReader createReaderInstance(Object extension) {
            throw new AssertionError("asked");
        }

        @Override
        public String getDescription(Locale locale) {
            return "";
        }
    }
}
