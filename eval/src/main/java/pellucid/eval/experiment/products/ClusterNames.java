package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Clusters by what they have most of. The largest overlap of a cluster and a category gives the cluster the category's
 * name, then the largest overlap of those that are left, and so on; a cluster whose own largest category was given away is
 * called another of that.
 */
final class ClusterNames {
    private static final String MOSTLY = "mostly ";

    private final List<String> categories;
    private final int[] clusters;
    private final long[][] counts;
    private final String[] names;

    /**
     * @param labels the category of each product
     * @param clusters the number of each product's cluster
     */
    ClusterNames(List<String> labels, int[] clusters) {
        this.categories = labels.stream().distinct().sorted().toList();
        this.clusters = clusters;
        this.counts = new long[Arrays.stream(clusters).max().orElseThrow() + 1][categories.size()];
        for (int i = 0; i < clusters.length; i++) {
            counts[clusters[i]][categories.indexOf(labels.get(i))]++;
        }
        this.names = new String[counts.length];
        name();
    }

    private void name() {
        Set<Integer> given = new HashSet<>();
        for (int round = 0; round < Math.min(counts.length, categories.size()); round++) {
            int bestCluster = -1;
            int bestCategory = -1;
            for (int cluster = 0; cluster < counts.length; cluster++) {
                int own = largest(cluster);
                if (names[cluster] == null
                        && !given.contains(own)
                        && (bestCluster < 0 || counts[cluster][own] > counts[bestCluster][bestCategory])) {
                    bestCluster = cluster;
                    bestCategory = own;
                }
            }
            if (bestCluster < 0) {
                break;
            }
            given.add(bestCategory);
            names[bestCluster] = MOSTLY + categories.get(bestCategory);
        }
        List<String> taken = new ArrayList<>(Arrays.asList(names));
        for (int cluster = 0; cluster < names.length; cluster++) {
            for (int number = 2; names[cluster] == null; number++) {
                String name = MOSTLY + categories.get(largest(cluster)) + " (" + number + ")";
                if (!taken.contains(name)) {
                    names[cluster] = name;
                    taken.add(name);
                }
            }
        }
    }

    private int largest(int cluster) {
        int largest = 0;
        for (int category = 1; category < categories.size(); category++) {
            largest = counts[cluster][category] > counts[cluster][largest] ? category : largest;
        }
        return largest;
    }

    /** The name of each product's cluster. */
    List<String> names() {
        return Arrays.stream(clusters).mapToObj(cluster -> names[cluster]).toList();
    }

    /** All names: each category's in the place that the category has among the sorted ones, others where none is. */
    List<String> legend() {
        List<String> others = Arrays.stream(names)
                .filter(name -> !isOfCategory(name))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> legend = new ArrayList<>();
        for (String category : categories) {
            if (Arrays.asList(names).contains(MOSTLY + category)) {
                legend.add(MOSTLY + category);
            } else if (!others.isEmpty()) {
                legend.add(others.remove(0));
            }
        }
        legend.addAll(others);
        return legend;
    }

    private boolean isOfCategory(String name) {
        return categories.stream().anyMatch(category -> name.equals(MOSTLY + category));
    }
}
