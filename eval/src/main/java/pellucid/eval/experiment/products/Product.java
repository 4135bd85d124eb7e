package pellucid.eval.experiment.products;

/**
 * A product of a shop.
 *
 * @param category the first part of its place in the shop's tree, what is to be found out
 * @param name what it is sold as
 * @param brand blank where the table has none
 * @param description some sentences, cleaned
 */
public record Product(String id, String category, String name, String brand, String description) {
    Product in(String other) {
        return new Product(id, other, name, brand, description);
    }
}
