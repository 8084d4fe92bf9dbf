package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourceContractTests {
    private static final AtomicInteger OPENED = new AtomicInteger();

    enum Fault {
        NONE, EMPTY, NO_SHAPE, SAME_NAMES, OTHER_PARTS, HALF_A_LABEL, WRITES_BESIDE, LEAVES_A_PIXEL, BYTES, OTHER_EACH_TIME, NOT_TWICE
    }

    /** Noise with two labels and a number, wrong in one way. */
    @Id("faulty-noise")
    record FaultyNoise(Fault fault) implements DataSource {
        @Override
        public Splits open(Request request) {
            Noise train = new Noise(fault, fault == Fault.EMPTY ? 0 : 5, request.seed() + OPENED.incrementAndGet());
            return new Splits(train, null, new Noise(fault == Fault.OTHER_PARTS ? Fault.SAME_NAMES : fault, 3, 9));
        }
    }

    private static final class Noise implements DataSet {
        private final Fault fault;
        private final int size;
        private final long opened;
        private boolean closed;

        private Noise(Fault fault, int size, long opened) {
            this.fault = fault;
            this.size = size;
            this.opened = opened;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Shape shape() {
            return fault == Fault.NO_SHAPE ? Shape.vector(12) : Shape.image(3, 4, 1);
        }

        @Override
        public List<Target> targets() {
            return List.of(Target.labels("red", fault == Fault.SAME_NAMES ? "red" : "big").name("tags"),
                    Target.numbers("x").name("place"));
        }

        @Override
        public void readTargets(int index, float[] into, int at) {
            into[at] = index % 2;
            into[at + 1] = fault == Fault.HALF_A_LABEL ? 0.5f : 1;
            into[at + 2] = index;
            if (fault == Fault.WRITES_BESIDE) {
                into[at + 3] = 0;
            }
        }

        @Override
        public void read(int index, Image target) {
            long key = Rng.key(index, fault == Fault.OTHER_EACH_TIME ? opened : 1);
            for (int i = fault == Fault.LEAVES_A_PIXEL ? 1 : 0; i < 12; i++) {
                target.pixels()[i] = Rng.uniform(key, i) * (fault == Fault.BYTES ? 255 : 1);
            }
        }

        @Override
        public void close() {
            if (closed && fault == Fault.NOT_TWICE) {
                throw new IllegalStateException("closed already");
            }
            closed = true;
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectSource() {
        DataSourceContract contract = () -> List.of(new FaultyNoise(Fault.NONE));
        return contract.keepsTheContractOfDataSources();
    }

    @Test
    void withoutTheCoreOnThePathItsRequestSaysWhatDecodes() {
        DataSource.Request request = ((DataSourceContract) List::of).request();
        assertThatThrownBy(() -> request.picture("x", new byte[1]))
                .hasMessageContaining("take DataSourceContract.request(), with cnn-core on the test path");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "EMPTY | opens | it has 0 images to learn from",
        "NO_SHAPE | opens | its training images have the shape (12)",
        "SAME_NAMES | describes | Give each class, label or number a name of its own",
        "OTHER_PARTS | describes | its test part has the targets",
        "HALF_A_LABEL | gives every | image 0 of its training part has 0.5 for the label 'big' of a target of several labels",
        "WRITES_BESIDE | gives every | readTargets writes beside the 3 numbers of image 0",
        "LEAVES_A_PIXEL | reads every | of image 0 of its training part is NaN, or was left unwritten",
        "BYTES | reads every | Overwrite every pixel with a number in [0, 1]",
        "OTHER_EACH_TIME | same bits | image 0 of its training part is another when it is read or opened again",
        "NOT_TWICE | closed twice | closing its images again fails with java.lang.IllegalStateException: closed already"})
    void catches(Fault fault, String clause, String message) {
        Check<DataSourceCase> check = DataSourceChecks.ALL.stream().filter(one -> one.fact().contains(clause))
                .findFirst()
                .orElseThrow();
        DataSourceCase faulty = new DataSourceCase(new FaultyNoise(fault), DataSource.Request.of(Path.of(""), note -> {
        }));
        assertThatThrownBy(() -> check.body().accept(faulty)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Data source FaultyNoise[fault=" + fault + "]:\n")
                .hasMessageContaining(message);
    }
}
