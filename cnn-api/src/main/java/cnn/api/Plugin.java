package cnn.api;

import java.util.List;

/**
 * A set of components that a jar contributes, found by {@link java.util.ServiceLoader}. Each component is a record
 * that carries an {@link Id} and implements one of the contracts: layer, block, initializer, optimizer, schedule, loss,
 * metric, augmenter or data source.
 *
 * <p>On the class path a record needs no plugin class: its own name in {@code META-INF/services/cnn.api.layer.Layer} (or
 * the contract that it implements) is enough. In a {@code module-info} the compiler wants a public constructor without
 * arguments of what {@code provides} names, which a plugin class has and a record with required components has not.
 */
public interface Plugin {
    /** The component records, in the order in which {@code ./cnn plugins} lists them. */
    List<Class<? extends Record>> components();
}
