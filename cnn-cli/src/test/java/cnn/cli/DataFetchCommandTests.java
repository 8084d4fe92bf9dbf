package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.cli.fetch.KnownData;
import cnn.cli.fetch.KnownFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code data fetch} tells, and what it makes of files that are there. Fetching itself is DownloadTests'. */
class DataFetchCommandTests {
    private static final Path FASHION = Path.of("../../shared/data/fashion-mnist");

    @TempDir private Path folder;

    @Test
    void listsWhatCanBeFetched() {
        String list = CommandRun.of("data", "fetch", "--list").succeeds().out();
        assertThat(list).startsWith("name                       images  size          classes  to fetch  what\n")
                .contains("\nmnist             60,000 + 10,000  28x28 grey         10   11.6 MB  handwritten digits\n")
                .contains(
                        "\ncifar-100         50,000 + 10,000  32x32 colour      100  168.5 MB  photographs of 100 kinds of "
                                + "things\n")
                .contains("\nfashion-mnist\n  licence  MIT\n  cite     H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST")
                .contains("\n  from     https://www.cs.toronto.edu/~kriz/");
        JsonNode json = CommandRun.of("data", "fetch", "--list", "--json").succeeds().json();
        assertThat(json).hasSize(KnownData.all().size());
        assertThat(json.at("/0/files/0/sha256").textValue()).hasSize(64);
    }

    @Test
    void everyFileIsPinned() {
        for (KnownData data : KnownData.all()) {
            assertThat(data.files()).as(data.name()).isNotEmpty();
            assertThat(data.classes().size()).as(data.name()).isIn(0, data.classCount());
            for (KnownFile file : data.files()) {
                assertThat(file.sha256()).matches("[0-9a-f]{64}");
                assertThat(file.bytes()).isPositive();
                assertThat(file.address().getScheme()).isIn("http", "https");
                assertThat(file.address().getPath()).endsWith("/" + file.name());
            }
        }
    }

    /** Nothing is asked of a server where all is there: the address leads nowhere. */
    @Test
    void filesThatAreThereAreCheckedAndUsed() throws Exception {
        Assumptions.assumeTrue(Files.exists(FASHION), "no " + FASHION);
        Path out = Files.createDirectories(folder.resolve("fashion"));
        for (KnownFile file : KnownData.named("fashion-mnist").orElseThrow().files()) {
            Files.copy(FASHION.resolve(file.name()), out.resolve(file.name()));
        }
        CommandRun run = CommandRun.of("data", "fetch", "fashion-mnist", "--out", out, "--from", "http://127.0.0.1:9/")
                .succeeds();
        assertThat(run.out()).isEqualTo("pipeline  data: {idx: {path: '" + out
                + "', classes: ['t-shirt', trouser, pullover, "
                + "dress, coat, sandal, shirt, sneaker, bag, 'ankle boot']}}\n--data    idx:" + out
                + "\nlicence   MIT\n"
                + "cite      H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine "
                + "learning algorithms. 2017\n");
        assertThat(run.err()).startsWith("'" + out.resolve("train-images-idx3-ubyte.gz")
                + "' was there, 26.4 MB, and its SHA-256 is right.\n");
        assertThat(CommandRun.of("data", "check", "idx:" + out).out())
                .startsWith("looked at   70,000 pictures: training 60,000, test 10,000\nsizes       28x28 grey\n");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(CommandRun.of("data", "fetch").err())
                .startsWith("cnn: data fetch takes the name of a data set: mnist, "
                        + "fashion-mnist, kmnist, emnist-letters, emnist-digits, emnist-balanced, cifar-10, cifar-100, svhn. --list tells "
                        + "more of each.\n");
        CommandRun unknown = CommandRun.of("data", "fetch", "mnits");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("cnn: There is no data set 'mnits' to fetch. Did you mean 'mnist'? Known: mnist, ");
        for (String address : new String[] {"ftp://example.org", "example.org", "http:", "::"}) {
            assertThat(CommandRun.of("data", "fetch", "mnist", "--from", address).err())
                    .startsWith("cnn: --from takes the "
                            + "address of a folder with the files, but was given '" + address
                            + "'. Give one of http or https, for "
                            + "example --from https://example.org/mnist/.\n");
        }
        assertThat(CommandRun.of("data", "fetch", "mnist", "--stall", 0).err())
                .startsWith("cnn: --stall takes a number of seconds from 1 to 3600, but was given 0.\n");
    }
}
