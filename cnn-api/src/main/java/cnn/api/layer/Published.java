package cnn.api.layer;

import java.util.List;

/**
 * What a {@link Block} implements besides whose weights others publish: it knows what their programs call its layers, so that a
 * file of such weights can be read into the network, and written from it, without a list of names.
 */
public interface Published {
    /** The names of each program that has this network as it is configured, the best known first; empty where none has. */
    List<PublishedNames> published();
}
