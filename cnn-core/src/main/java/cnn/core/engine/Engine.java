package cnn.core.engine;

import cnn.api.kernel.Kernels;

/**
 * What computes: the arithmetic and the threads. Shared by all sessions of an application.
 *
 * @param kernels the kernel set
 * @param workers the threads
 */
public record Engine(Kernels kernels, Workers workers) {
}
