package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.zoo.LeNet5;
import cnn.zoo.MobileNetV1;
import cnn.zoo.ResNet18;
import cnn.zoo.ResNetCifar;
import cnn.zoo.VggSmall;
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
        return List.of(train("seed", 32, SeedNet::network), train("lenet5", 64, Workload::leNet5),
                train("vgg-small", 64, Workload::vggSmall), train("resnet20", 128, Workload::resNet20),
                infer("lenet5", 1, Workload::leNet5), infer("lenet5", 64, Workload::leNet5),
                infer("vgg-small", 64, Workload::vggSmall), infer("resnet20", 128, Workload::resNet20),
                infer("resnet18", 1, Workload::resNet18), infer("resnet18", 8, Workload::resNet18),
                infer("mobilenet", 1, Workload::mobileNet), square(64, 56), square(128, 28), square(256, 14),
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

    /** (28, 28, 1) → (10). */
    private static Network leNet5() {
        return Network.of(Shape.image(28, 28, 1), LeNet5.of());
    }

    /** (32, 32, 3) → (10). */
    private static Network vggSmall() {
        return Network.of(Shape.image(32, 32, 3), VggSmall.of());
    }

    /** (32, 32, 3) → (10). */
    private static Network resNet20() {
        return Network.of(Shape.image(32, 32, 3), ResNetCifar.of(20));
    }

    /** (224, 224, 3) → (1000). */
    private static Network resNet18() {
        return Network.of(Shape.image(224, 224, 3), ResNet18.of());
    }

    /** (224, 224, 3) → (1000). */
    private static Network mobileNet() {
        return Network.of(Shape.image(224, 224, 3), MobileNetV1.of());
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
