package cnn.testkit;

import cnn.api.data.DataSource;
import java.nio.file.Path;
import java.util.List;
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

    /** What a source is opened with: relative paths start where the tests run, images come as they are. */
    default DataSource.Request request() {
        return DataSource.Request.of(Path.of(""), note -> {
        });
    }

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfDataSources() {
        return Check.tests(sources().stream().map(source -> new DataSourceCase(source, request())).toList(),
                DataSourceChecks.ALL);
    }
}
