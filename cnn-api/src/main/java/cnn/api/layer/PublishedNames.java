package cnn.api.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * What another program calls the layers of a block, and the parameters in them.
 *
 * {@snippet :
 * PublishedNames names = PublishedNames.by("torchvision").layer("stem/conv", "conv1").layer("stem/norm", "bn1")
 *         .layer("scores", "fc").build();
 * }
 *
 * @param program the other program: {@code torchvision}
 * @param names one for each layer with parameters, or for each parameter
 * @param remark what the other program computes otherwise, as a sentence for whoever reads its weights; empty where nothing
 */
public record PublishedNames(String program, List<Name> names, String remark) {
    public PublishedNames {
        names = List.copyOf(names);
    }

    /**
     * One name.
     *
     * @param path our layer, or parameter, below the block: {@code stem/conv}
     * @param other the other program's module, or parameter: {@code conv1}
     * @param axes of its weights there, where these have as many axes of length 1 more or fewer than such a layer's otherwise; 0
     *            for as many
     */
    public record Name(String path, String other, int axes) {
    }

    /** Starts the names of a program. */
    public static Builder by(String program) {
        return new Builder(program);
    }

    /** The same names in another program. */
    public PublishedNames in(String other) {
        return new PublishedNames(other, names, remark);
    }

    /** Collects names. Not for several threads. */
    public static final class Builder {
        private static final int MATRIX = 2;
        private static final int IMAGE = 4;

        private final String program;
        private final List<Name> names = new ArrayList<>();
        private String remark = "";

        private Builder(String program) {
            this.program = program;
        }

        /** A layer that is of the same kind there. */
        public Builder layer(String path, String module) {
            names.add(new Name(path, module, 0));
            return this;
        }

        /** A convolution of single pixels that is a fully connected layer there. */
        public Builder dense(String path, String module) {
            names.add(new Name(path, module, MATRIX));
            return this;
        }

        /** A fully connected layer that is a convolution of single pixels there. */
        public Builder convolution(String path, String module) {
            names.add(new Name(path, module, IMAGE));
            return this;
        }

        /**
         * A parameter by itself.
         *
         * @param path layer and parameter here: {@code scale/scale}
         * @param name of the parameter there
         * @param axes how many it has there
         */
        public Builder parameter(String path, String name, int axes) {
            names.add(new Name(path, name, axes));
            return this;
        }

        /** Says what the other program computes otherwise. */
        public Builder remark(String sentence) {
            remark = sentence;
            return this;
        }

        /** The names so far. */
        public PublishedNames build() {
            return new PublishedNames(program, names, remark);
        }
    }
}
