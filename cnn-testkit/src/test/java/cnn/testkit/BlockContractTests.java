package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.testkit.FaultyScale.Fault;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

class BlockContractTests {
    private static final Shape SHAPE = Shape.image(3, 2, 5);

    /** What is wrong with {@link Pair}. */
    enum Wrong {
        NOTHING, UNUSED, GRADIENT, DIFFERENT, MUTE, CURELESS, REFUSES, THROWS
    }

    /** Two scales one behind the other, wrong in one way. */
    @Id("pair")
    public record Pair(Wrong wrong) implements Block {
        private static int expansions;

        @Override
        public Signal expand(Expansion in) {
            if (in.input().shape().rank() == 1 && wrong != Wrong.MUTE) {
                throw wrong == Wrong.CURELESS
                        ? new cnn.api.ShapeException("Block\nno")
                        : in.reject("it takes an image", "Give it one");
            }
            if (wrong == Wrong.REFUSES) {
                throw in.reject("it takes nothing at all", "Take something");
            }
            if (wrong == Wrong.THROWS) {
                throw new IllegalArgumentException("no");
            }
            if (wrong == Wrong.UNUSED) {
                in.add("unused", new FaultyScale(Fault.NONE));
            }
            in.add("first", new FaultyScale(Fault.NONE), in.input());
            String name = wrong == Wrong.DIFFERENT ? "second" + ++expansions : "second";
            return in.add(name, new FaultyScale(wrong == Wrong.GRADIENT ? Fault.HALF_GRADIENT : Fault.NONE));
        }
    }

    /** Entries as they are given. */
    @Id("body")
    public record Body(List<Entry> entries) implements Block {
        @Override
        public Signal expand(Expansion in) {
            return in.add("inner", new Pair(Wrong.NOTHING), in.add(entries));
        }
    }

    private static BlockContract contract(Wrong wrong) {
        return () -> List.of(BlockCase.of(new Pair(wrong), SHAPE).giving(SHAPE),
                BlockCase.of(new Pair(wrong), Shape.vector(4)).refused());
    }

    @TestFactory
    Stream<DynamicContainer> acceptsACorrectBlock() {
        BlockContract blocks = () -> List.of(BlockCase.of(new Body(List.of(Entry.of("a", new FaultyScale(Fault.NONE)),
                Entry.of(new Pair(Wrong.NOTHING)).from("a"), Entry.of(new FaultyScale(Fault.NONE)))), SHAPE));
        return Stream.concat(contract(Wrong.NOTHING).keepsTheContractOfBlocks(), blocks.keepsTheContractOfBlocks());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UNUSED | uses what each of its layers gives | 9",
        "REFUSES | writes out the same layers every time | 10",
        "THROWS | writes out the same layers every time | 10"})
    void oneMistakeFailsOneClause(Wrong wrong, String clause, int skipped) {
        List<DynamicTest> tests = contract(wrong).keepsTheContractOfBlocks().findFirst().orElseThrow().getChildren()
                .map(DynamicTest.class::cast).toList();
        List<Throwable> failures = tests.stream().map(test -> catchThrowable(test.getExecutable()::execute))
                .filter(Objects::nonNull).toList();
        assertThat(failures.getFirst()).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Clause '" + clause + "':\n");
        assertThat(failures.subList(1, failures.size())).hasSize(skipped).allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(TestAbortedException.class).hasMessageContaining("Not tried, since the clause '" + clause
                        + "' fails. Mend that first."));
    }

    @Test
    void aRefusalNamesTheBlock() {
        assertThat(failure(Wrong.REFUSES)).hasMessage("Clause 'writes out the same layers every time':\n"
                + "Block Pair[wrong=REFUSES] cannot take (3, 2, 5):\nit takes nothing at all. Take something.");
    }

    @Test
    void anExceptionOfExpandNamesTheBlockAndTheCure() {
        assertThat(failure(Wrong.THROWS)).hasMessage("Clause 'writes out the same layers every time':\n"
                + "Pair[wrong=THROWS] on (3, 2, 5):\nit threw java.lang.IllegalArgumentException: no. Refuse inputs that "
                + "cannot work with in.reject(problem, remedy), and options in the record's constructor.")
                .hasRootCauseMessage("no");
    }

    private static Throwable failure(Wrong wrong) {
        return contract(wrong).keepsTheContractOfBlocks().findFirst().orElseThrow().getChildren()
                .map(test -> catchThrowable(((DynamicTest) test).getExecutable()::execute)).filter(Objects::nonNull)
                .findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UNUSED | uses what each | the output of its layer unused is used by no other layer",
        "GRADIENT | in training agree | always 0.500 times what it should be: a factor is missing",
        "DIFFERENT | same layers every time | written out twice, layer 2 is second",
        "MUTE | refuses what does not fit | it takes these inputs, which it should refuse",
        "CURELESS | refuses what does not fit | it says \"no\", which names no cure"})
    void findsTheFault(Wrong wrong, String clause, String message) {
        DynamicTest test = contract(wrong).keepsTheContractOfBlocks().flatMap(DynamicContainer::getChildren)
                .map(DynamicTest.class::cast).filter(one -> one.getDisplayName().contains(clause)).findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> test.getExecutable().execute()).isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void findsAnotherShape() {
        BlockCase one = BlockCase.of(new Pair(Wrong.NOTHING), SHAPE).giving(Shape.image(3, 2, 4));
        assertThatThrownBy(() -> BlockChecks.givesItsShape(one)).hasMessageContaining(
                "its output is (3, 2, 5) but should be (3, 2, 4)");
    }
}
