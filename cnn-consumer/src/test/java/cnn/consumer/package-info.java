/**
 * The framework as a stranger meets it: its artifacts on a class path, a module path, in a run-time image, in one merged
 * jar. Small projects are written to a folder, compiled and run in a JVM of their own.
 */
package cnn.consumer;
