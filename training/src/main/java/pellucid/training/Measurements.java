package pellucid.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers that listeners measure in one step, by name; they appear in the {@link StepReport} and so in the log. */
public final class Measurements {
    private final Map<String, Double> byName = new LinkedHashMap<>();

    public void put(String name, double value) {
        byName.put(name, value);
    }

    /** In the order in which they were measured. */
    public Map<String, Double> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
