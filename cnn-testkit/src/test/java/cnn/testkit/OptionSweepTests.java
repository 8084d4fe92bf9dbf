package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import org.junit.jupiter.api.Test;

class OptionSweepTests {
    private static final Shape SHAPE = Shape.image(3, 2, 5);

    /** Two numbers within an option. */
    public record Window(int height, int width) {
        public Window {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("A window was given " + height + " by " + width
                        + ". Use 1 or more for each.");
            }
        }
    }

    /** Lays out as many numbers as it is told to. */
    @Id("careful")
    public record Careful(Window window, int times) implements Layer {
        public Careful {
            if (times < 0) {
                throw new IllegalArgumentException("Careful was given " + times + " times. Use 0 or more.");
            }
        }

        @Override
        public Bound bind(Binding in) {
            in.scratch(Math.multiplyExact(Math.multiplyExact(window.height, window.width), times));
            return Bound.view(in.input());
        }
    }

    @Id("careless")
    public record Careless(Window window) implements Layer {
        @Override
        public Bound bind(Binding in) {
            in.scratch(window.height * window.width);
            return Bound.view(in.input());
        }
    }

    @Id("divides")
    public record Divides(int by) implements Layer {
        @Override
        public Bound bind(Binding in) {
            in.scratch(Math.abs(100 / by));
            return Bound.view(in.input());
        }
    }

    @Id("mumbles")
    public record Mumbles(int least) implements Layer {
        public Mumbles {
            if (least < 1) {
                throw new IllegalArgumentException("bad");
            }
        }

        @Override
        public Bound bind(Binding in) {
            return Bound.view(in.input());
        }
    }

    @Id("trusting")
    public record Trusting(double factor) implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(in.input());
        }
    }

    private static LayerCase on(Layer layer) {
        return LayerCase.of(layer, SHAPE);
    }

    @Test
    void acceptsWhatIsTakenOrRefusedWithWords() {
        LayerCase careful = on(new Careful(new Window(1, 2), 3));
        assertThatCode(() -> OptionSweep.takesWholeNumbersOrRefuses(careful)).doesNotThrowAnyException();
    }

    @Test
    void catchesAProductThatPassesIntWithinOneOption() {
        assertThatThrownBy(() -> OptionSweep.takesWholeNumbersOrRefuses(on(new Careless(new Window(1, 2)))))
                .isInstanceOf(AssertionError.class).hasMessageContaining("it asks for a buffer of 0 floats an example");
    }

    @Test
    void catchesRawExceptionsAndMumbling() {
        assertThatThrownBy(() -> OptionSweep.takesWholeNumbersOrRefuses(on(new Divides(1)))).hasMessageContaining(
                "bind of Divides[by=0] fails with java.lang.ArithmeticException: / by zero. Check options in the "
                        + "record's compact constructor");
        assertThatThrownBy(() -> OptionSweep.takesWholeNumbersOrRefuses(on(new Mumbles(1)))).hasMessageContaining(
                "Mumbles[0] is refused with java.lang.IllegalArgumentException: bad. Check options");
    }

    @Test
    void catchesNumbersThatAreNone() {
        Subject subject = new Subject("It");
        assertThatThrownBy(() -> OptionSweep.refusesWhatIsNoNumber(subject, new Trusting(1))).hasMessage("""
                It:
                it takes Trusting[factor=NaN]. Refuse numbers that are NaN or infinite in the compact constructor: \
                comparisons such as !(rate >= 0 && rate < 1) do so.""");
        assertThatCode(() -> OptionSweep.takesHugeNumbersOrRefuses(on(new Trusting(1)))).doesNotThrowAnyException();
    }
}
