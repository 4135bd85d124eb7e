package pellucid.bench.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import pellucid.tensor.InputException;

/** Everyone who can multiply here. */
public final class MatrixProducts {
    private MatrixProducts() {}

    /** Ours first, then the peers that are on the class path. */
    public static List<MatrixProduct> all() {
        List<MatrixProduct> products =
                new ArrayList<>(List.of(new PackedProduct(), new SimdProduct(), new EjmlProduct(), new NaiveProduct()));
        ServiceLoader.load(MatrixProduct.class).forEach(products::add);
        return products;
    }

    /** The one of this name. */
    public static MatrixProduct byName(String name) {
        List<MatrixProduct> all = all();
        return all.stream()
                .filter(product -> product.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no matrix product '" + name + "' here, only "
                        + String.join(
                                ", ", all.stream().map(MatrixProduct::name).toList())
                        + "; the peers need the Maven profile bench"));
    }
}
