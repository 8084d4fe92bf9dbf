package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.testkit.FaultyScale.Fault;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

class LayerContractTests {
    private static final Shape SHAPE = Shape.image(3, 2, 5);

    @TestFactory
    Stream<? extends org.junit.jupiter.api.DynamicNode> acceptsACorrectLayer() {
        LayerContract contract = () -> List.of(LayerCase.of(new FaultyScale(Fault.NONE), SHAPE),
                LayerCase.of(new FaultyScale(Fault.NONE), Shape.vector(7)),
                LayerCase.of(new FaultyScale(Fault.NONE), SHAPE).between(0.5f, 1));
        return contract.keepsTheContractOfLayers();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HALF_GRADIENT | agree with central | the gradient of input 0 at example",
        "HALF_GRADIENT | agree with central | always 0.500 times what it should be: a factor is missing",
        "FIRST_EXAMPLE_ONLY | agree with central | Only examples after the first are wrong: check the offset",
        "NO_WEIGHT_GRADIENT | agree with central | gradient of layer/weights at (",
        "NO_WEIGHT_GRADIENT | agree with central | It is 0 wherever it is wrong: backward leaves a contribution out",
        "ADDS_GRADIENT | overwrites gradients | backward adds to the gradient of layer/weights at index 0",
        "SKIPS_GRADIENT | overwrites gradients | backward does not write the gradient of input 0 at index 0",
        "SKIPS_GRADIENT | writes every gradient | numbers of the input gradient unwritten",
        "ALLOCATES | allocates nothing | backward of a batch of 3 allocates",
        "WRITES_PAST_END | nothing else | wrote past the end of the output",
        "USES_ARRAY_LENGTH | nothing else | wrote past the end of the output, at index 30 of 30 floats",
        "LEAVES_A_HOLE | nothing else | left 1 of 30 numbers of the output unwritten",
        "READS_SCRATCH | nothing else | or made them from numbers that nobody wrote",
        "ORDER_OF_TASKS | any order of tasks | is not the same when the tasks run in reverse order",
        "CHANGES_INPUT | nothing else | forward in training changed the input at index 0",
        "CHANGES_WEIGHTS | nothing else | changed the parameter layer/weights at index 0",
        "IGNORES_WANTED | nobody wants | asks for the gradient of input 0, which nobody wants",
        "IGNORES_FROZEN | frozen parameters | backward asks for the gradient of layer/weights, which is frozen",
        "FROZEN_ALONE | frozen parameters | the gradient of input 0 differs where [weights] is frozen",
        "DENIES_GRADIENT | no gradient where | backward gives input 0 a gradient, but passesGradient says false",
        "NOT_IN_PLACE | place of inputs | it says that it works in the place of input 0, but there its output is 0.0 at example 0",
        "EPILOGUE_BY_INDEX | epilogue | An epilogue without side inputs must do the same to numbers that lie elsewhere",
        "BESIDE_SLICE | wider output | as a slice of 10 channels, from channel 3 on, it gives 0.0 at channel 2 of pixel 0 instead of nothing",
        "RANDOM_PREDICTION | chance from the pass | its prediction depends on pass.randomKey()",
        "OWN_CHANCE | same bits every time | the output is not the same a second time",
        "MIXES_EXAMPLES | every example by itself | example 1 of a batch of 3 gives",
        "HIDDEN_NUMBERS | all in its record | is not the same after it was bound anew",
        "NESTED_LOOP | nothing else | a task calls pass.run",
        "LATE_HANDLE | nothing else | asks for a parameter or a buffer after bind has returned",
        "LATE_PACKED | nothing else | forward in prediction reads a buffer that it asked for with packedForTraining",
        "KEEPS_STATE | several threads | when 4 threads use it at once, its results differ from those of one thread"})
    void catches(Fault fault, String clause, String message) {
        LayerCase faulty = LayerCase.of(new FaultyScale(fault), SHAPE);
        assertThatThrownBy(() -> check(clause, faulty)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("Layer 'layer' FaultyScale[fault=" + fault + "] on (3, 2, 5):\n")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void catchesEveryFault(Fault fault) {
        LayerCase faulty = LayerCase.of(new FaultyScale(fault), SHAPE);
        assertThat(LayerChecks.ALL).anySatisfy(
                check -> assertThatThrownBy(() -> check.body().accept(faulty)).isInstanceOf(AssertionError.class));
    }

    @Test
    void saysWhatIsWrongInThreeParts() {
        LayerCase faulty = LayerCase.of(new FaultyScale(Fault.IGNORES_WANTED), SHAPE);
        assertThatThrownBy(() -> check("nobody wants", faulty)).hasMessage("""
                Layer 'layer' FaultyScale[fault=IGNORES_WANTED] on (3, 2, 5):
                backward asks for the gradient of input 0, which nobody wants. Ask pass.wantsInputGradient(0) first, \
                as the first layer of a network is never asked for it.""");
    }

    @Test
    void rejectsShapesAsTheEngineDoes() {
        assertThatThrownBy(
                () -> BoundLayer.of("block2/scale", new FaultyScale(Fault.NONE), List.of(Shape.image(3, 3, 11))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'block2/scale' FaultyScale[fault=NONE] cannot take (3, 3, 11):\n"
                        + "99 is too many. Use 98.");
    }

    @Test
    void asksForChanceWhereItIsAnnounced() {
        LayerCase silent = LayerCase.of(new FaultyScale(Fault.NONE), SHAPE).withChance();
        assertThatThrownBy(() -> check("chance from the pass", silent))
                .hasMessageContaining("in training, another pass.randomKey() gives the same output");
    }

    @Test
    void needsAnId() {
        assertThatThrownBy(() -> check("with an id", LayerCase.of(new NoId(), SHAPE)))
                .hasMessageContaining("has no @Id").hasMessageContaining("Write @Id(\"no-id\") above the record");
        assertThatThrownBy(() -> check("with an id", LayerCase.of(new BadId(), SHAPE)))
                .hasMessageContaining("the id 'Bad_Id' has not the form of an id");
    }

    @Test
    void needsARecordOfValues() {
        Layer noRecord = in -> Bound.view(in.input());
        assertThatThrownBy(() -> check("with an id", LayerCase.of(noRecord, SHAPE)))
                .hasMessageContaining("is no record");
        assertThatThrownBy(() -> check("with an id", LayerCase.of(new WithArray(new float[1]), SHAPE)))
                .hasMessageContaining("component 'factors' is an array, which equals only itself");
        assertThatThrownBy(() -> check("with an id", LayerCase.of(new Identity(1), SHAPE)))
                .hasMessageContaining("is not equal to it");
    }

    @Test
    void acceptsAView() {
        LayerCase view = LayerCase.of(new View(), SHAPE);
        assertThatCode(() -> LayerChecks.ALL.stream()
                .filter(check -> !check.fact().equals("gives the same bits on all kernels"))
                .forEach(check -> check.body().accept(view))).doesNotThrowAnyException();
    }

    /** This module has no kernels on its path. */
    @Test
    void skipsWhatItCannotCompare() {
        assertThatThrownBy(() -> check("on all kernels", LayerCase.of(new View(), SHAPE)))
                .isInstanceOf(TestAbortedException.class).hasMessageContaining("No kernels are on the test path. "
                        + "Add cnn-layers to the test dependencies.");
    }

    @Test
    void judgesKinksAtOtherPoints() {
        LayerCase kinked = LayerCase.of(new Fold(1), SHAPE);
        assertThatCode(() -> check("agree with central", kinked)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("agree with central", LayerCase.of(new Fold(1.05f), SHAPE)))
                .hasMessageContaining("1.050 times");
    }

    @Test
    void saysSoWhereThereIsNoGradientToCompareWith() {
        assertThatThrownBy(() -> check("in prediction agree", LayerCase.of(new Fold(0), SHAPE)))
                .hasMessageContaining("has a kink or a jump there");
    }

    @Test
    void refusesAnEmptyListOfCases() {
        LayerContract contract = List::of;
        assertThatThrownBy(contract::keepsTheContractOfLayers).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing would be tested");
    }

    @Test
    void namesItsTestsByCaseAndFact() {
        LayerContract contract = () -> List.of(LayerCase.of(new View(), SHAPE));
        var container = contract.keepsTheContractOfLayers().toList().getFirst();
        assertThat(container.getDisplayName()).isEqualTo("View[] on (3, 2, 5)");
        assertThat(container.getChildren().map(child -> (DynamicTest) child).map(DynamicTest::getDisplayName))
                .contains("backward overwrites gradients", "allocates nothing");
    }

    @Test
    void aLayerThatRefusesItsCaseFailsOneClause() {
        LayerContract contract = () -> List.of(LayerCase.of(new FaultyScale(Fault.NONE), Shape.vector(99)));
        List<Throwable> failures = contract.keepsTheContractOfLayers().flatMap(container -> container.getChildren())
                .map(test -> catchThrowable(((DynamicTest) test).getExecutable()::execute)).filter(Objects::nonNull)
                .toList();
        assertThat(failures).hasSize(LayerChecks.ALL.size() - 1);
        assertThat(failures.getFirst()).isInstanceOf(AssertionError.class)
                .hasMessage("Clause 'takes the inputs of its case':\n"
                        + "Layer 'layer' FaultyScale[fault=NONE] cannot take (99):\n99 is too many. Use 98.");
        assertThat(failures.subList(1, failures.size())).allSatisfy(
                failure -> assertThat(failure).isInstanceOf(TestAbortedException.class));
    }

    private static void check(String clause, LayerCase one) {
        List<Check<LayerCase>> matching = LayerChecks.ALL.stream().filter(check -> check.fact().contains(clause))
                .toList();
        assertThat(matching).isNotEmpty();
        matching.forEach(check -> check.body().accept(one));
    }

    /** The sum of two inputs; whoever wants the first one's gradient gets the second one's too. */
    @Id("both")
    public record Both() implements Layer, Op {
        @Override
        public Bound bind(Binding in) {
            return Bound.of(in.inputs().getFirst(), this);
        }

        @Override
        public void forward(Forward pass) {
            for (int i = 0; i < 2 * pass.batch(); i++) {
                pass.output()[i] = pass.input(0)[i] + pass.input(1)[i];
            }
        }

        @Override
        public void backward(Backward pass) {
            for (int input = 0; input < 2 && pass.wantsInputGradient(0); input++) {
                System.arraycopy(pass.outputGradient(), 0, pass.inputGradient(input), 0, 2 * pass.batch());
            }
        }
    }

    @Test
    void asksForTheGradientOfEachInputAlone() {
        LayerCase both = LayerCase.of(new Both(), Shape.vector(2), Shape.vector(2));
        assertThatThrownBy(() -> check("nobody wants", both)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("left 6 of 6 numbers of the input gradient 1 unwritten");
    }

    /** Doubles every number, says that it gives them as they are, and takes branches for what the first one gives. */
    @Id("liar")
    public record Liar(int inputs) implements Layer, Op {
        @Override
        public Bound bind(Binding in) {
            return Bound.of(in.inputs().getFirst(), this);
        }

        @Override
        public void forward(Forward pass) {
            for (int i = 0; i < 2 * pass.batch(); i++) {
                pass.output()[i] = 2 * pass.input()[i];
            }
        }

        @Override
        public void backward(Backward pass) {
            for (int i = 0; i < 2 * pass.batch(); i++) {
                pass.inputGradient()[i] = 2 * pass.outputGradient()[i];
            }
        }

        @Override
        public LinearMap linearMap() {
            return LinearMap.identity(Shape.vector(2));
        }

        @Override
        public Bound merge(List<LinearMap> branches, Binding in) {
            return Bound.of(in.input(), this);
        }
    }

    @Test
    void asksForTheLinearMapThatAnOpSaysItIs() {
        assertThatThrownBy(() -> check("linear map", LayerCase.of(new Liar(1), Shape.vector(2))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("forward in prediction gives ").hasMessageContaining(
                        " at example 0, (0), but the linear map that it says it is gives ");
        assertThatThrownBy(
                () -> check("linear map", LayerCase.of(new Liar(2), Shape.vector(2), Shape.vector(2))))
                .hasMessageContaining("it says that it is a linear map but takes 2 inputs. Return null from linearMap");
    }

    @Test
    void asksForTheBranchesThatAnOpMerges() {
        assertThatThrownBy(
                () -> check("merges branches", LayerCase.of(new Liar(2), Shape.vector(2), Shape.vector(2))))
                .isInstanceOf(AssertionError.class).hasMessageContaining("with its branches merged it gives ")
                .hasMessageEndingWith("Add the weights of all branches, each in its place, and their biases.");
    }

    record NoId() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(in.input());
        }
    }

    @Id("Bad_Id")
    record BadId() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(in.input());
        }
    }

    @Id("with-array")
    record WithArray(float[] factors) implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(in.input());
        }
    }

    @Id("identity")
    public record Identity(int number) implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(in.input());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Id("view")
    public record View() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(Shape.vector(in.input().size()));
        }
    }
}
