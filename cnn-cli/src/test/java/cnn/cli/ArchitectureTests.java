package cnn.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cnn.api.Id;
import cnn.api.data.Augmenter;
import cnn.api.data.DataSource;
import cnn.api.layer.Block;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.api.train.Optimizer;
import cnn.api.train.Schedule;
import cnn.api.train.WeightAverage;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.spi.FileSystemProvider;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What keeps the modules apart and the results reproducible. */
@AnalyzeClasses(packages = "cnn", importOptions = DoNotIncludeTests.class)
final class ArchitectureTests {
    private static final String[] OUTSIDE = {"java..", "org.jspecify.."};

    @ArchTest static final ArchRule apiDependsOnNothing = classes().that().resideInAPackage("cnn.api..").should()
            .onlyDependOnClassesThat().resideInAnyPackage(and("cnn.api.."))
            .because("everything points to the API");

    @ArchTest static final ArchRule layersSeeOnlyTheApi = classes().that().resideInAPackage("cnn.layers..").should()
            .onlyDependOnClassesThat().resideInAnyPackage(and("cnn.layers..", "cnn.api..", "jdk.incubator.vector.."))
            .because("layers are plug-ins like anybody's");

    @ArchTest static final ArchRule zooSeesOnlyTheApiAndTheLayers = classes().that().resideInAPackage("cnn.zoo..")
            .should().onlyDependOnClassesThat().resideInAnyPackage(and("cnn.zoo..", "cnn.layers..", "cnn.api.."))
            .because("ready networks are plug-ins like anybody's");

    @ArchTest static final ArchRule augmentersSeeOnlyTheApi = classes().that().resideInAPackage("cnn.augment..")
            .should()
            .onlyDependOnClassesThat().resideInAnyPackage(and("cnn.augment..", "cnn.api.."))
            .because("augmenters are plug-ins like anybody's");

    @ArchTest static final ArchRule testKitSeesOnlyTheApi = noClasses().that().resideInAPackage("cnn.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cnn.core..", "cnn.guice..", "cnn.layers..", "cnn.zoo..", "cnn.augment..",
                    "cnn.examples..",
                    "cnn.cli..")
            .because("a plug-in author needs no more than the API to test a layer");

    @ArchTest static final ArchRule coreSeesNoPlugin = noClasses().that().resideInAPackage("cnn.core..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("cnn.guice..", "cnn.layers..", "cnn.zoo..", "cnn.augment..", "cnn.testkit..",
                    "cnn.explain..", "cnn.report..", "cnn.onnx..", "cnn.vision..", "cnn.examples..",
                    "cnn.cli..")
            .because("the core must work with any layers");

    @ArchTest static final ArchRule explanationSeesNoPlugin = classes().that().resideInAPackage("cnn.explain..")
            .should()
            .onlyDependOnClassesThat().resideInAnyPackage(and("cnn.explain..", "cnn.core..", "cnn.api.."))
            .because("a model of any layers can be looked into");

    @ArchTest static final ArchRule theReportSeesNoPlugin = noClasses().that().resideInAPackage("cnn.report..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("cnn.guice..", "cnn.layers..", "cnn.zoo..", "cnn.augment..", "cnn.testkit..",
                    "cnn.examples..",
                    "cnn.cli..")
            .because("a model of any layers has a report");

    @ArchTest static final ArchRule onnxSeesTheCoreAndTheLayers = classes().that().resideInAPackage("cnn.onnx..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    and("cnn.onnx..", "cnn.core..", "cnn.layers..", "cnn.api..", "ai.onnx..", "shade.com.google.."))
            .because("a graph becomes a network of the bundled layers");

    @ArchTest static final ArchRule visionSeesTheCore = classes().that().resideInAPackage("cnn.vision..").should()
            .onlyDependOnClassesThat().resideInAnyPackage(and("cnn.vision..", "cnn.core..", "cnn.api.."))
            .because("boxes and masks are of any network, read from wherever");

    @ArchTest static final ArchRule oneRoomReadsProtobuf = noClasses().that()
            .resideOutsideOfPackage("cnn.onnx.file").should().dependOnClassesThat()
            .resideInAnyPackage("ai.onnx..", "shade.com.google..")
            .because("everything else works on records of our own");

    @ArchTest static final ArchRule examplesDoNotSeeTheCommandLine = noClasses().that()
            .resideInAPackage("cnn.examples..")
            .should().dependOnClassesThat().resideInAPackage("cnn.cli..").because("the command line sits on top");

    @ArchTest static final ArchRule onePackageUsesTheVectorApi = noClasses().that()
            .resideOutsideOfPackage("cnn.layers.kernel.simd..").should().dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..")
            .because("everything works on a Java without the incubating module");

    @ArchTest static final ArchRule guiceStaysAtTheEdge = noClasses().that()
            .resideOutsideOfPackages("cnn.guice", "cnn.examples..", "cnn.cli").should().dependOnClassesThat()
            .resideInAnyPackage("com.google..", "jakarta.inject..")
            .because("inside there are constructors and records, no injection");

    @ArchTest static final ArchRule theRegistryLoadsServices = noClasses().that()
            .resideOutsideOfPackages("cnn.core.registry", "cnn.core.log", "cnn.testkit").should().dependOnClassesThat()
            .areAssignableTo(ServiceLoader.class)
            .because(
                    "one place finds plug-ins, logs them and reports clashes; the test kit cannot see it, and tests on "
                            + "all kernels; the log asks whether SLF4J has a provider");

    @ArchTest static final ArchRule onePackageLogs = noClasses().that().resideOutsideOfPackage("cnn.core.log").should()
            .dependOnClassesThat().resideInAPackage("org.slf4j..")
            .because("SLF4J without a provider would hide a warning");

    @ArchTest static final ArchRule componentsAreRecords = classes().that().areAnnotatedWith(Id.class)
            .or(implementing(Layer.class, Block.class, Init.class, Loss.class, Metric.class, Optimizer.class,
                    Schedule.class, WeightAverage.class,
                    Augmenter.class, DataSource.class))
            .should().beRecords().because("the record codec stores configuration by its components");

    @ArchTest static final ArchRule packagesHaveNoCycles = slices().matching("cnn.(**)").should().beFreeOfCycles();

    @ArchTest static final ArchRule chanceIsPassedIn = noClasses().should().dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class, RandomGenerator.class)
            .orShould().callMethod(Math.class, "random").orShould().callMethod(StrictMath.class, "random")
            .orShould().callMethod(Collections.class, "shuffle", List.class)
            .because("what training produces depends on the seed alone");

    @ArchTest static final ArchRule nothingIsSet = noMethods().that().arePublic().and()
            .areDeclaredInClassesThat().areNotAssignableTo(FileSystemProvider.class).should()
            .haveNameMatching("set\\p{Lu}.*")
            .because("options are withers, and what exists does not change");

    @ArchTest static final ArchRule standardOutputBelongsToTheCommandLine = noClasses().that()
            .resideOutsideOfPackages("cnn.cli", "cnn.examples..").should().accessField(System.class, "out").orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("a library logs, and standard output holds results");

    @ArchTest static final ArchRule standardErrorIsForWarnings = noClasses().that()
            .resideOutsideOfPackages("cnn.cli", "cnn.core.log", "cnn.examples..").should()
            .accessField(System.class, "err")
            .because("a library logs, and writes there only where nobody has set up logging");

    @ArchTest static final ArchRule nothingIsSerializedByJava = noClasses()
            .that(not(assignableTo(Throwable.class).or(assignableTo(Enum.class)))).should()
            .beAssignableTo(Serializable.class).orShould().dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
            .because("files are read by whoever knows their format, and run no code");

    private static String[] and(String... packages) {
        String[] all = new String[packages.length + OUTSIDE.length];
        System.arraycopy(packages, 0, all, 0, packages.length);
        System.arraycopy(OUTSIDE, 0, all, packages.length, OUTSIDE.length);
        return all;
    }

    private static DescribedPredicate<JavaClass> implementing(Class<?>... contracts) {
        return DescribedPredicate.describe("implement a contract", type -> !type.isInterface()
                && List.of(contracts).stream().anyMatch(type::isAssignableTo));
    }
}
