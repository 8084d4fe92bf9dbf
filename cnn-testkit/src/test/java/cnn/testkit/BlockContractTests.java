package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.testkit.FaultyScale.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockContractTests {
    private static final Shape SHAPE = Shape.image(3, 2, 5);

    /** What is wrong with {@link Pair}. */
    enum Wrong {
        NOTHING, UNUSED, GRADIENT, DIFFERENT, MUTE, CURELESS
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
