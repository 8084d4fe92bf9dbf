package cnn.core.config;

import cnn.core.text.Echo;

/**
 * Where a value stands.
 *
 * @param source the file's name, or what else it came from
 * @param line from 1; 0 where there are no lines
 * @param column from 1; 0 where there are none
 * @param path keys and indices from the root: {@code network[3].conv2d.filters}; empty for the root
 */
public record Location(String source, int line, int column, String path) {
    /** Of values that were never written down. */
    static final Location NOWHERE = new Location("", 0, 0, "");

    /** The place of the value under a key. */
    Location key(String key) {
        return new Location(source, line, column, path.isEmpty() ? key : path + "." + key);
    }

    /** The place of a list's item. */
    Location item(int index) {
        return new Location(source, line, column, path + "[" + index + "]");
    }

    /** The same path in another line. */
    Location at(int newLine, int newColumn) {
        return new Location(source, newLine, newColumn, path);
    }

    /** {@code pipelines/x.yaml:12: network[3].conv2d}. */
    @Override
    public String toString() {
        String file = Echo.of(source);
        String keys = Echo.of(path);
        String place = line == 0 ? file : file + ":" + line;
        return keys.isEmpty() ? place : place.isEmpty() ? keys : place + ": " + keys;
    }
}
