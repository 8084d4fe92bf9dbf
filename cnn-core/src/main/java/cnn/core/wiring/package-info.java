/**
 * Guice at the edge: {@link cnn.core.wiring.CnnModule} binds what the framework needs, {@link cnn.core.wiring.Overrides}
 * is how an application binds something else. Nothing else in the framework knows of injection.
 */
@NullMarked
package cnn.core.wiring;

import org.jspecify.annotations.NullMarked;
