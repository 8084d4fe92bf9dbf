/**
 * Weights of other frameworks: {@link cnn.core.interop.StateDict} reads and writes them as safetensors files, under the
 * names and in the layouts of PyTorch and Keras. Nothing here knows a layer: what is where follows from the names and shapes
 * of parameters, and from where images become vectors.
 */
@NullMarked
package cnn.core.interop;

import org.jspecify.annotations.NullMarked;
