/**
 * The safetensors file format: named tensors and a map of strings, in one file that any tool can read and that holds
 * no code. Reading trusts nothing in the file; writing leaves either the old file or the whole new one.
 */
@NullMarked
package cnn.core.safetensors;

import org.jspecify.annotations.NullMarked;
