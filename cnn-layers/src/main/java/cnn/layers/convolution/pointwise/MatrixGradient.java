package cnn.layers.convolution.pointwise;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;

/**
 * The gradient of a matrix that rows of inputs were multiplied with: (inputs of a row × outputs of a row), summed over
 * all rows. It is cut by inputs, so that each task sums its part over the whole batch, and no partial sums have to be
 * added.
 */
final class MatrixGradient {
    /** Floats of a task: a million multiply-adds for a batch of 64, and 64 KiB. */
    private static final int TASK_FLOATS = 1 << 14;
    /** The kernels' tile has so many inputs. */
    private static final int TILE_INPUTS = 8;
    /** Rows of the batch of which two vectors of outputs stay in the nearest cache while a task's tiles go by. */
    private static final int CHUNK_ROWS = 192;

    private final int inputs;
    private final int outputs;
    private final int taskInputs;
    private final int tasks;
    private final Windows part;
    private final Windows lastPart;

    MatrixGradient(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        taskInputs = Math.max(1, TASK_FLOATS / outputs / TILE_INPUTS) * TILE_INPUTS;
        tasks = (inputs + taskInputs - 1) / taskInputs;
        part = part(Math.min(taskInputs, inputs));
        lastPart = part(inputs - (tasks - 1) * taskInputs);
    }

    private Windows part(int count) {
        return new Windows(new int[] {0}, count, inputs, outputs, outputs);
    }

    int tasks() {
        return tasks;
    }

    /** Does one of the tasks: overwrites its part of {@code sums}. */
    void sum(Products products, float[] in, float[] gradient, int rows, float[] sums, int task) {
        Windows mine = task == tasks - 1 ? lastPart : part;
        int first = task * taskInputs;
        int at = first * outputs;
        products.outerProducts(mine, in, first, gradient, 0, Math.min(CHUNK_ROWS, rows), sums, at);
        for (int row = CHUNK_ROWS; row < rows; row += CHUNK_ROWS) {
            products.addOuterProducts(mine, in, row * inputs + first, gradient, row * outputs,
                    Math.min(CHUNK_ROWS, rows - row), sums, at);
        }
    }
}
