package cnn.testkit;

import cnn.api.data.DataSource;
import cnn.api.data.PictureDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every data source. A test class implements this and lists the source in the configurations that matter:
 *
 * {@snippet :
 * class DigitsTests implements DataSourceContract {
 *     public List<DataSource> sources() {
 *         return List.of(new Digits("src/test/resources/digits"));
 *     }
 * }
 * }
 */
public interface DataSourceContract {
    /** The source in the configurations to be tested. Each must open. */
    List<DataSource> sources();

    /**
     * What a source is opened with: relative paths start where the tests run, images come as they are. A source that lets
     * the request decode its pictures needs cnn-core on the test path, which brings the decoder. For other wishes change
     * what this gives: {@code DataSourceContract.super.request().folder(pictures).shaped(16, 16, 3)}.
     */
    default DataSource.Request request() {
        return DataSource.Request.of(Path.of(""), note -> {
        }).decoder(ServiceLoader.load(PictureDecoder.class).findFirst().orElse(PictureDecoder.NONE));
    }

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfDataSources() {
        return Check.tests(sources().stream().map(source -> new DataSourceCase(source, request())).toList(),
                DataSourceChecks.ALL);
    }
}
