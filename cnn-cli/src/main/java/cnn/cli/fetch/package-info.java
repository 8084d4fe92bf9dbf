/**
 * Known data sets from their official addresses: {@link cnn.cli.fetch.KnownData} says which there are,
 * {@link cnn.cli.fetch.Download} brings a file, whatever the server does. For the command line alone: no training fetches
 * anything.
 */
@NullMarked
package cnn.cli.fetch;

import org.jspecify.annotations.NullMarked;
