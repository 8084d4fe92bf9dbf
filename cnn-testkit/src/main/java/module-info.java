/** Contract tests that a plug-in's author runs on their own layer, optimizer or augmenter. */
module cnn.testkit {
    requires transitive cnn.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;
}
