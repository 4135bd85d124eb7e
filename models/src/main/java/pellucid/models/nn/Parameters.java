package pellucid.models.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;

/**
 * The parameters of a model by name, in the order of its definition. Layers add theirs when the tree is gathered; the
 * values stay where they are.
 */
public final class Parameters {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final List<Variable> variables = new ArrayList<>();

    /** Adds a whole variable. */
    public void add(String name, Variable variable) {
        addRows(name, variable, 0, variable.value().dim(0));
    }

    /** Adds some rows of a variable. */
    public void addRows(String name, Variable variable, int from, int to) {
        if (byName.putIfAbsent(name, new Parameter(name, variable, from, to)) != null) {
            throw new IllegalStateException("two parameters have the name '" + name + "'; each layer needs its own");
        }
        if (variables.stream().noneMatch(known -> known == variable)) {
            variables.add(variable);
        }
    }

    /** All parameters in order. */
    public Collection<Parameter> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** @throws InputException if there is none of that name */
    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new InputException(
                    "the model has no parameter '" + name + "'; its " + byName.size() + " parameters begin with '"
                            + byName.keySet().stream().findFirst().orElse("") + "'");
        }
        return parameter;
    }

    /** The variables behind the parameters, each once. */
    public List<Variable> variables() {
        return Collections.unmodifiableList(variables);
    }

    /**
     * Takes parameters out of the training: their values stay as they are, and nothing computed from frozen parameters
     * alone leaves a tape.
     *
     * @param names says which parameters, by name
     * @throws InputException if it says so of some parts of a variable only (query, key and value are one)
     */
    public void freeze(Predicate<String> names) {
        Set<Variable> frozen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Parameter parameter : byName.values()) {
            if (names.test(parameter.name())) {
                frozen.add(parameter.variable());
            }
        }
        for (Parameter parameter : byName.values()) {
            if (frozen.contains(parameter.variable()) && !names.test(parameter.name())) {
                throw new InputException("'" + parameter.name()
                        + "' lies in one variable with a parameter that is to be frozen and would be frozen too;"
                        + " freeze query, key and value of a layer together");
            }
        }
        frozen.forEach(Variable::freeze);
    }

    /** Number of numbers in all parameters. */
    public long size() {
        long size = 0;
        for (Variable variable : variables) {
            size += variable.value().size();
        }
        return size;
    }
}
