/**
 * Which components exist: {@link cnn.core.registry.Registry} finds what the jars on the class path and module path
 * bring, and gives each by its contract and id. Nothing else asks {@link java.util.ServiceLoader}.
 */
@NullMarked
package cnn.core.registry;

import org.jspecify.annotations.NullMarked;
