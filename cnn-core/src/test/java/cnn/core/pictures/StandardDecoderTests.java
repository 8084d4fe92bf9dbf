package cnn.core.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Request;
import cnn.api.data.Image;
import cnn.api.data.ImageCache;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import cnn.api.data.Resize;
import cnn.core.data.ImageFolder;
import cnn.core.image.ImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request decodes for a source is what the folder source reads. */
class StandardDecoderTests {
    /** A big-endian Exif block whose only field says that the picture lies on its side. */
    private static final String ON_ITS_SIDE = "4578696600004d4d002a00000008000101120003000000010006000000000000";

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();
    private List<Path> files;

    @BeforeEach
    void pictures() throws IOException {
        Path all = Files.createDirectories(folder.resolve("all"));
        files = List.of(Files.write(all.resolve("1.png"), picture("png", 9, 14)),
                Files.write(all.resolve("2.jpg"), onItsSide(picture("jpeg", 12, 7))),
                Files.write(all.resolve("3.gif"), picture("gif", 7, 12)));
    }

    private static byte[] picture(String format, int height, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(height);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static byte[] onItsSide(byte[] jpeg) {
        byte[] exif = HexFormat.of().parseHex(ON_ITS_SIDE);
        return ByteBuffer.allocate(jpeg.length + 4 + exif.length).put(jpeg, 0, 2).putShort((short) 0xFFE1)
                .putShort((short) (2 + exif.length)).put(exif).put(jpeg, 2, jpeg.length - 2).array();
    }

    private Request request() {
        return Request.of(folder, notes::add).decoder(new StandardDecoder());
    }

    private static float[] read(DataSet data, int index) {
        Image image = Image.of(data.shape());
        data.read(index, image);
        return image.pixels();
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void theSameBitsWhicheverWayAPictureComesIn(Resize resize) throws IOException {
        for (int channels : new int[] {1, 3}) {
            Request request = request().shaped(8, 6, channels).resize(resize);
            DataSet expected = ImageFolder.of("").open(request).train();
            Pictures held = request.pictures(PictureFiles.of(folder, files));
            Pictures mapped = request.cache(new ImageCache(folder.resolve(".caches"), 0))
                    .pictures(PictureFiles.of(folder, files));
            try (DataSet ofHeld = held.labelled(List.of("all"), new int[3]);
                    DataSet ofMapped = mapped.labelled(List.of("all"), new int[3])) {
                for (int i = 0; i < files.size(); i++) {
                    float[] pixels = read(expected, i);
                    byte[] bytes = Files.readAllBytes(files.get(i));
                    assertThat(request.picture(files.get(i)).pixels()).isEqualTo(pixels);
                    assertThat(request.picture("x", bytes).pixels()).isEqualTo(pixels);
                    assertThat(request.picture("x", new ByteArrayInputStream(bytes)).pixels()).isEqualTo(pixels);
                    assertThat(read(ofHeld, i)).isEqualTo(pixels);
                    assertThat(read(ofMapped, i)).isEqualTo(pixels);
                    assertThat(List.of(ofHeld.name(i), ofMapped.name(i))).containsOnly(expected.name(i));
                }
            }
        }
    }

    @Test
    void whatIsLeftOpenIsAsInTheFile() {
        assertThat(request().picture(files.getFirst()).shape()).isEqualTo(Shape.image(9, 14, 3));
        assertThat(request().picture(files.get(1)).shape()).as("turned upright").isEqualTo(Shape.image(7, 12, 3));
        assertThat(request().shaped(0, 0, 1).picture(files.getFirst()).shape()).isEqualTo(Shape.image(9, 14, 1));
        assertThatThrownBy(() -> request().shaped(4, 4, 2).picture(files.getFirst()))
                .hasMessageStartingWith("An image with 3 channels cannot be given 2.");
    }

    @Test
    void partsGetOneShape() throws IOException {
        Path grey = folder.resolve("grey.pgm");
        Files.writeString(grey, "P2 12 7 255\n" + "9 ".repeat(84));
        List<Pictures> parts = request().pictures(List.of(PictureFiles.of(folder, List.of(grey)),
                PictureFiles.of(folder, files.subList(1, 3))));
        assertThat(parts).extracting(Pictures::shape).containsOnly(Shape.image(7, 12, 3));
        assertThatThrownBy(() -> request().pictures(PictureFiles.of(folder, files)))
                .hasMessageStartingWith("The pictures differ in size: ");
    }

    @Test
    void damageIsToldAsTheFolderTellsIt() throws IOException {
        Path damaged = Files.write(folder.resolve("all/0.png"), Arrays.copyOf(picture("png", 9, 9), 60));
        List<Path> all = IntStream.rangeClosed(0, files.size()).mapToObj(i -> i == 0 ? damaged : files.get(i - 1))
                .toList();
        Request request = request().shaped(4, 4, 3);
        Request strict = new Request(folder, 4, 4, 3, true, 0, notes::add).decoder(new StandardDecoder());
        String message = catchMessage(() -> ImageFolder.of("").open(strict));
        assertThat(message).startsWith("Cannot read the image '" + damaged + "': ");
        assertThat(catchMessage(() -> strict.pictures(PictureFiles.of(folder, all)))).isEqualTo(message);
        assertThat(catchMessage(() -> request.picture(damaged))).isEqualTo(message);

        ImageFolder.of("").open(request);
        List<String> told = List.copyOf(notes);
        notes.clear();
        Pictures pictures = request.pictures(PictureFiles.of(folder, all));
        assertThat(notes).isEqualTo(told).hasSize(2);
        assertThat(IntStream.range(0, pictures.size()).map(pictures::file)).containsExactly(1, 2, 3);
        assertThat(pictures.name(0)).isEqualTo("all/1.png");
    }

    private static String catchMessage(ThrowingCallable work) {
        Throwable thrown = catchThrowable(work);
        assertThat(thrown).isInstanceOf(ImageException.class);
        return thrown.getMessage();
    }

    @Test
    void whatIsInMemoryIsCalledByItsName() {
        assertThatThrownBy(() -> request().picture("entry 7", new byte[0]))
                .hasMessage("Cannot read the image 'entry 7': the file is empty. Remove it.");
        assertThatThrownBy(() -> request().picture("entry 8", InputStream.nullInputStream()))
                .hasMessage(
                        "Cannot read the image 'entry 8': nothing is left to read in it. Give a stream that stands at "
                                + "the start of an image file.");
    }

    @Test
    void aPathInAnArchiveIsAFile() throws IOException {
        float[] expected = request().shaped(5, 5, 3).picture(files.getFirst()).pixels();
        URI zip = URI.create("jar:" + folder.resolve("all.zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = archive.getPath("/pets/1.png");
            Files.createDirectories(inside.getParent());
            Files.copy(files.getFirst(), inside);
            Pictures pictures = request().shaped(5, 5, 3)
                    .pictures(PictureFiles.of(archive.getPath("/"), List.of(inside)));
            assertThat(read(pictures.labelled(List.of("a"), new int[1]), 0)).isEqualTo(expected);
            assertThat(pictures.name(0)).isEqualTo("pets/1.png");
        }
    }
}
