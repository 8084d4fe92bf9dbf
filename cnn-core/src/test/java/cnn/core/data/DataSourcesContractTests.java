package cnn.core.data;

import cnn.api.Id;
import cnn.api.data.DataSource;
import cnn.api.data.PictureFiles;
import cnn.testkit.DataSourceContract;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** The core's own sources keep the contract that the test kit gives to plug-ins. */
class DataSourcesContractTests implements DataSourceContract {
    @TempDir private static Path folder;

    private static void image(String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 12; p++) {
            image.getRaster().setSample(p % 4, p / 4, 0, grey + p);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    /** A source like a plug-in's: the request decodes its pictures. */
    @Id("two")
    record Two(String one, String other) implements DataSource {
        @Override
        public Splits open(Request request) {
            List<Path> files = Stream.of(one, other).map(request.folder()::resolve).toList();
            return new Splits(request.pictures(PictureFiles.of(request.folder(), files)).labelled(List.of("a", "b"),
                    new int[] {0, 1}), null, null);
        }
    }

    @Override
    public List<DataSource> sources() {
        try {
            StringBuilder table = new StringBuilder("file,red,big,x,kind\n");
            for (int i = 0; i < 6; i++) {
                image("pictures/dark/" + i + ".png", i);
                image("pictures/light/" + i + ".png", 200 + i);
                table.append("pictures/light/").append(i).append(".png,").append(i % 2).append(",1,").append(i / 3.0)
                        .append(i < 3 ? ",low\n" : ",high\n");
            }
            Files.writeString(folder.resolve("list.csv"), table);
            Files.createDirectories(folder.resolve("svhn"));
            try (InputStream file = DataSourcesContractTests.class.getResourceAsStream("svhn-plain.mat")) {
                Files.copy(file, folder.resolve("svhn/train_32x32.mat"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ImageFolder pictures = ImageFolder.of("pictures");
        CsvFile list = CsvFile.of("list.csv", CsvTarget.label("kind"));
        return List.of(pictures, SplitData.test(pictures, 0.25).validation(0.25),
                RelabelData.of(pictures, Map.of("dark", "all", "light", "all")), LimitData.of(pictures, 2),
                Svhn.of("svhn"), list,
                list.targets(Map.of("tags", CsvTarget.labels("red", "big"))),
                list.targets(Map.of("tags", CsvTarget.labels("red", "big"), "place", CsvTarget.numbers("x"))),
                new Two("pictures/dark/1.png", "pictures/light/1.png"));
    }

    @Override
    public DataSource.Request request() {
        return DataSourceContract.super.request().folder(folder);
    }
}
