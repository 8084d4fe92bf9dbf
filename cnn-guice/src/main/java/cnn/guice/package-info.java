/**
 * Guice at the edge: {@link cnn.guice.CnnModule} binds what the framework needs, {@link cnn.guice.Overrides} is how an
 * application binds something else. Nothing below knows of injection.
 */
@NullMarked
package cnn.guice;

import org.jspecify.annotations.NullMarked;
