package cnn.cli.fetch;

import java.net.URI;

/**
 * A file of a known data set.
 *
 * @param name what it is called, here and where it comes from
 * @param address where it comes from
 * @param bytes how long it is
 * @param sha256 the hash of its content, in hexadecimal digits
 */
public record KnownFile(String name, URI address, long bytes, String sha256) {
    /** The same file at another place: a mirror's folder. */
    KnownFile at(URI folder) {
        String base = folder.toString();
        return new KnownFile(name, URI.create(base.endsWith("/") ? base : base + "/").resolve(name), bytes, sha256);
    }
}
