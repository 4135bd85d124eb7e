package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Boosts chosen by a coordinate search: one boost after the other takes the value of the grid that scores best while the
 * others stay, as often around as something improves, until the trials are used up. It finds no optimum for certain; but
 * what was tried is known, and it is the same for every search.
 *
 * @param trials in the order in which they were made; the first has the boosts that are not tuned
 */
record BoostTuning(List<Trial> trials) {
    /** The values that are tried. */
    static final List<Double> GRID = List.of(0.0, 0.25, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0);

    /** The most trials for one search. */
    static final int TRIALS = 60;

    BoostTuning {
        trials = List.copyOf(trials);
    }

    /** Some boosts and what they scored on the tuning queries. */
    record Trial(Map<String, Double> boosts, double score) {
        Trial {
            boosts = new LinkedHashMap<>(boosts);
        }
    }

    /**
     * Searches.
     *
     * @param names of the boosts; each begins with 1
     * @param score of some boosts, larger for better
     */
    static BoostTuning of(Iterable<String> names, ToDoubleFunction<Map<String, Double>> score) {
        Map<String, Double> begin = new LinkedHashMap<>();
        names.forEach(name -> begin.put(name, 1.0));
        List<Trial> trials = new ArrayList<>();
        trials.add(new Trial(begin, score.applyAsDouble(begin)));
        Trial best = trials.get(0);
        Trial before = null;
        while (best != before) {
            before = best;
            for (String name : begin.keySet()) {
                for (double value : GRID) {
                    Map<String, Double> boosts = new LinkedHashMap<>(best.boosts());
                    boosts.put(name, value);
                    if (trials.size() < TRIALS && isNew(boosts, trials)) {
                        Trial trial = new Trial(boosts, score.applyAsDouble(boosts));
                        trials.add(trial);
                        best = trial.score() > best.score() ? trial : best;
                    }
                }
            }
        }
        return new BoostTuning(trials);
    }

    /** Boosts of nothing find nothing. */
    private static boolean isNew(Map<String, Double> boosts, List<Trial> trials) {
        return boosts.values().stream().anyMatch(boost -> boost > 0)
                && trials.stream().noneMatch(trial -> trial.boosts().equals(boosts));
    }

    /** Without tuning: all boosts 1. */
    Trial first() {
        return trials.get(0);
    }

    /** The best; among equals the earliest. */
    Trial best() {
        return trials.stream().reduce((a, b) -> b.score() > a.score() ? b : a).orElseThrow();
    }
}
