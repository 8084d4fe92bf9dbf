/** The command line. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Guice and XChart are
module cnn.cli {
    requires cnn.api;
    requires cnn.core;
    requires cnn.examples;
    requires cnn.explain;
    requires cnn.guice;
    requires cnn.onnx;
    requires cnn.report;
    requires cnn.vision;
    requires com.fasterxml.jackson.databind;
    requires com.google.guice;
    requires info.picocli;
    requires java.desktop;
    requires java.net.http;
    requires me.tongfei.progressbar;
    requires org.jspecify;
    requires org.knowm.xchart;

    opens cnn.cli to info.picocli;
}
