package cnn.bench.networks;

import cnn.core.network.Network;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One row of the table: what is done with which network, at which batch size.
 *
 * @param name as the command line and the reports have it: {@code train-lenet5-b64}
 * @param task what is measured
 * @param batch examples at a time
 * @param network makes the network
 */
public record Workload(String name, Task task, int batch, Supplier<Network> network) {
    /** What is done with a network. */
    public enum Task {
        /** Forward, loss, backward, SGD with momentum. */
        TRAIN,
        /** Forward as in prediction. */
        INFER
    }

    /** All rows in the order of the table. */
    public static List<Workload> all() {
        return List.of(train("seed", 32, SeedNet::network), train("lenet5", 64, LeNet5::network),
                train("vgg-small", 64, VggSmall::network), train("resnet20", 128, ResNet::twenty),
                infer("lenet5", 1, LeNet5::network), infer("lenet5", 64, LeNet5::network),
                infer("vgg-small", 64, VggSmall::network), infer("resnet20", 128, ResNet::twenty),
                infer("resnet18", 1, ResNet::eighteen), infer("resnet18", 8, ResNet::eighteen),
                infer("mobilenet", 1, MobileNet::network), square(64, 56), square(128, 28), square(256, 14),
                square(512, 7), infer("conv1x1-64-256-at-56", 8, () -> Convolutions.pointwise(64, 256, 56)));
    }

    /** The row of this name. */
    public static Workload named(String name) {
        List<Workload> all = all();
        return all.stream().filter(row -> row.name.equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("There is no workload '" + name + "'. There are: "
                        + String.join(", ", all.stream().map(Workload::name).toList()) + "."));
    }

    /** Names of all rows with this task. */
    public static Stream<String> names(Task task) {
        return all().stream().filter(row -> row.task == task).map(Workload::name);
    }

    private static Workload square(int channels, int side) {
        return infer("conv3x3-" + channels + "-at-" + side, 8, () -> Convolutions.square(channels, side));
    }

    private static Workload train(String name, int batch, Supplier<Network> network) {
        return new Workload("train-" + name + "-b" + batch, Task.TRAIN, batch, network);
    }

    private static Workload infer(String name, int batch, Supplier<Network> network) {
        return new Workload("infer-" + name + "-b" + batch, Task.INFER, batch, network);
    }
}
