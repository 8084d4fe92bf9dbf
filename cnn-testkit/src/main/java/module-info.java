/** Contract tests that a plug-in's author runs on their own layer, optimizer or augmenter. */
module cnn.testkit {
    requires transitive cnn.api;
    requires java.management;
    requires jdk.management; // the thread's allocation counter
    requires transitive org.junit.jupiter.api;

    exports cnn.testkit;

    uses cnn.api.data.PictureDecoder;
    uses cnn.api.kernel.FamilyProvider;
    uses cnn.api.kernel.KernelsProvider;
}
