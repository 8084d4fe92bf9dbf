/** A run's and a model's report: one HTML file that needs nothing else. */
module cnn.report {
    requires transitive cnn.core;
    requires com.fasterxml.jackson.databind;
    requires org.jspecify;

    exports cnn.report;
}
