/**
 * The arithmetic under the layers in SIMD, at whatever width the processor has. The only package that knows the Vector
 * API, an incubating module of the JDK, which is there only with {@code --add-modules jdk.incubator.vector}.
 */
@NullMarked
package cnn.layers.kernel.simd;

import org.jspecify.annotations.NullMarked;
