package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pellucid.cuda.launch.Grid;

/** Tiles shrink until every multiprocessor has work. */
class ProductsTest {
    private final Products large = new Products(132, false);
    private final Products tensorCores = new Products(132, true);

    @Test
    void largeProductsHaveLargeTiles() {
        assertThat(large.side(32768, 384, 1)).isEqualTo(128);
        assertThat(large.side(256, 384, 100)).isEqualTo(128);
        assertThat(new Products(20, false).side(2048, 384, 1)).isEqualTo(128);
    }

    @Test
    void smallerOnesHaveSmallerTiles() {
        assertThat(large.side(4096, 384, 1)).isEqualTo(64);
        assertThat(large.side(256, 384, 1)).isEqualTo(32);
        assertThat(tensorCores.side(256, 384, 1)).isEqualTo(64);
    }

    @Test
    void fewRowsHaveAKernelInFloat32Only() {
        assertThat(large.isFew(8, 100_000, 100)).isTrue();
        assertThat(large.isFew(9, 100_000, 100)).isFalse();
        assertThat(large.isFewColumns(8)).isTrue();
        assertThat(large.isFewColumns(9)).isFalse();
        assertThat(tensorCores.isFew(1, 384, 1)).isFalse();
        assertThat(tensorCores.isFewColumns(1)).isFalse();
    }

    @Test
    void itAlsoComputesWhatWouldBeTooFewTiles() {
        assertThat(large.isFew(128, 384, 1)).isTrue();
        assertThat(large.isFew(256, 384, 1)).isFalse();
        assertThat(large.isFew(128, 384, 2)).isFalse();
        assertThat(new Products(1, false).isFew(9, 9, 1)).isFalse();
    }

    @Test
    void gridsReachOverRaggedEdges() {
        assertThat(Products.tiles(64, 65, 130, 3)).isEqualTo(Grid.blocks(6, 1, 3, 128));
        assertThat(Products.fewRows(9, 17, 2)).isEqualTo(Grid.blocks(2, 2, 2, 128));
    }
}
