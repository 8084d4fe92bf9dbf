/** The command line. */
@SuppressWarnings("requires-automatic") // XChart is one
module cnn.cli {
    requires cnn.api;
    requires cnn.core;
    requires cnn.examples;
    requires info.picocli;
    requires java.desktop;
    requires me.tongfei.progressbar;
    requires org.knowm.xchart;
    requires org.slf4j;
}
