package cnn.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import org.junit.jupiter.api.Test;

class BoundTests {
    private static final Op NOTHING = new Op() {
        @Override
        public void forward(Forward pass) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void backward(Backward pass) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void takesBatchesOfAnySizeWhereItSaysNothing() {
        Bound bound = Bound.of(Shape.vector(3), NOTHING, 30);
        assertThat(bound.multiplyAdds()).isEqualTo(30);
        assertThat(bound.leastBatch()).isEqualTo(1);
        assertThat(bound.leastBatch(2)).isEqualTo(new Bound(Shape.vector(3), NOTHING, 30, 2));
    }

    @Test
    void aViewComputesNothing() {
        assertThat(Bound.view(Shape.vector(3)).op()).isNull();
        assertThat(Bound.view(Shape.vector(3)).multiplyAdds()).isZero();
    }

    @Test
    void whatCannotBeIsRefusedWithTheCure() {
        assertThatThrownBy(() -> Bound.of(null, NOTHING)).hasMessageContaining("needs the shape of its output")
                .hasMessageContaining("Bound.of(shape, op)");
        assertThatThrownBy(() -> Bound.of(Shape.vector(3), NOTHING, -1)).hasMessageContaining("-1 multiply-adds")
                .hasMessageContaining("as long");
        assertThatThrownBy(() -> Bound.of(Shape.vector(3), NOTHING).leastBatch(0)).hasMessageContaining("batches of 0");
    }

    @Test
    void anOpAbsorbsAndOffersNothingUnlessItSaysSo() {
        assertThat(NOTHING.epilogue(new Epilogue.Place(0, 1, true))).isNull();
    }
}
