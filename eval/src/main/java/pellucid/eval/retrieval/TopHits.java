package pellucid.eval.retrieval;

import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/** The best hits of those offered so far. */
final class TopHits {
    private final int top;
    private final PriorityQueue<Hit> hits = new PriorityQueue<>(Collections.reverseOrder(Hit.BEST_FIRST));

    /** @param top how many to keep */
    TopHits(int top) {
        this.top = top;
    }

    void offer(Hit hit) {
        if (hits.size() < top) {
            hits.add(hit);
        } else if (Hit.BEST_FIRST.compare(hit, hits.element()) < 0) {
            hits.remove();
            hits.add(hit);
        }
    }

    boolean isFull() {
        return hits.size() == top;
    }

    /** The score of the last one that is kept, below which nothing gets in once the places are full. */
    double worst() {
        return hits.element().score();
    }

    /** Those kept, the best first. */
    List<Hit> ranked() {
        return hits.stream().sorted(Hit.BEST_FIRST).toList();
    }
}
