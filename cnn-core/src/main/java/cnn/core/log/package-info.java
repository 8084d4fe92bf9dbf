/**
 * What the framework says beside its results: through SLF4J where an application has set it up, else its warnings, one
 * line each, to standard error. Not exported.
 */
@NullMarked
package cnn.core.log;

import org.jspecify.annotations.NullMarked;
