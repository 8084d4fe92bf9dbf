package cnn.testkit;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.testkit.BlockWriting.Step;
import java.util.List;
import java.util.function.Consumer;

/** The clauses of {@link BlockContract}. */
final class BlockChecks {
    /** For inputs that a block takes. */
    static final List<Check<BlockCase>> TAKEN = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(one.subject(), one.block())),
            Check.fundamental("writes out the same layers every time", BlockChecks::writesOutTheSame),
            Check.fundamental("uses what each of its layers gives", BlockChecks::usesEveryLayer),
            new Check<>("gives the shape that it should", BlockChecks::givesItsShape),
            asLayer("forward writes the whole output and nothing else", LayerChecks::forwardWritesItsOutput),
            asLayer("backward writes every gradient and nothing else", LayerChecks::backwardWritesItsGradients),
            asLayer("gradients in training agree with central differences",
                    one -> new GradientCheck(new Trial(one), true).run()),
            asLayer("gradients in prediction agree with central differences",
                    one -> new GradientCheck(new Trial(one), false).run()),
            asLayer("predicts every example by itself", LayerChecks::predictsEveryExampleByItself),
            asLayer("gives the same bits every time", LayerChecks::givesTheSameBits),
            asLayer("gives the same bits in any order of tasks and on threads", LayerChecks::ignoresTaskOrder),
            asLayer("gives the same bits on all kernels", LayerChecks::ignoresKernels));

    /** For inputs that it must refuse. */
    static final List<Check<BlockCase>> REFUSED = List.of(
            new Check<>("refuses what does not fit, and tells the cure", BlockChecks::refuses));

    private BlockChecks() {
    }

    private static Check<BlockCase> asLayer(String fact, Consumer<LayerCase> body) {
        return new Check<>(fact, one -> body.accept(one.asLayer()));
    }

    private static List<Step> steps(BlockCase one) {
        return new BlockLayer(one.block()).steps(one.inputs());
    }

    static void writesOutTheSame(BlockCase one) {
        List<Step> first = steps(one);
        List<Step> second = steps(one);
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            String before = i < first.size() ? first.get(i).toString() : "nothing";
            String after = i < second.size() ? second.get(i).toString() : "nothing";
            if (!before.equals(after)) {
                throw one.subject().wrong(
                        "written out twice, layer " + (i + 1) + " is " + before + " and then " + after,
                        "Let expand follow from the record and the shapes alone, and give layers whose equals is a "
                                + "record's");
            }
        }
    }

    static void usesEveryLayer(BlockCase one) {
        List<Step> steps = steps(one);
        for (int i = 0; i < steps.size() - 1; i++) {
            int index = i;
            if (steps.stream().noneMatch(step -> step.inputs().contains(index))) {
                throw one.subject().wrong(
                        "the output of its layer " + steps.get(i).name() + " is used by no other layer",
                        "Name it among the inputs of another, or leave it out");
            }
        }
    }

    static void givesItsShape(BlockCase one) {
        Shape given = BoundLayer.of("block", new BlockLayer(one.block()), one.inputs()).output();
        if (one.output() != null && !given.equals(one.output())) {
            throw one.subject().wrong("its output is " + given + " but should be " + one.output(),
                    "Check strides, paddings and numbers of filters, or the shape in giving(…)");
        }
    }

    static void refuses(BlockCase one) {
        try {
            steps(one);
        } catch (ShapeException e) {
            String message = String.valueOf(e.getMessage());
            String said = message.substring(message.indexOf('\n') + 1);
            if (!said.matches("(?s).*\\S\\. \\S.*\\.")) {
                throw one.subject().wrong("it says \"" + said + "\", which names no cure",
                        "Say what is wrong and what to change: in.reject(\"the image is too small\", \"Use a larger one\")");
            }
            return;
        }
        throw one.subject().wrong("it takes these inputs, which it should refuse",
                "Check in.inputs() in expand and throw in.reject(problem, remedy)");
    }
}
