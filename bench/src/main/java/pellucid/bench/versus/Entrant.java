package pellucid.bench.versus;

/**
 * One of those who do the same work.
 *
 * @param name how tables call it
 * @param work one whole call of it; its result is kept where it can be checked, so that no compiler leaves it out
 */
public record Entrant(String name, Runnable work) {}
