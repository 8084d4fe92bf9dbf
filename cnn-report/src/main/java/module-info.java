/** A run's and a model's report, and what a model makes of pictures: HTML files that need nothing else. */
module cnn.report {
    requires transitive cnn.core;
    requires transitive cnn.explain;
    requires com.fasterxml.jackson.databind;
    requires org.jspecify;

    exports cnn.report;
}
