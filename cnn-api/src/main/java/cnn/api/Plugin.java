package cnn.api;

import java.util.List;

/**
 * A set of components that a jar contributes, found by {@link java.util.ServiceLoader}. Each component is a record
 * that carries an {@link Id} and implements one of the contracts: layer, initializer, optimizer, schedule, loss,
 * metric, augmenter or data source.
 *
 * <p>A record that has a public constructor without arguments needs no plugin class: its own name in
 * {@code META-INF/services/cnn.api.layer.Layer} (or the contract it implements) is enough.
 */
public interface Plugin {
    /** The component records, in the order in which {@code ./cnn plugins} lists them. */
    List<Class<? extends Record>> components();
}
