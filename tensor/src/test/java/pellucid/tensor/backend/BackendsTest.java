package pellucid.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.backend.ejml.EjmlBackend;
import pellucid.tensor.backend.ejml.EjmlProvider;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.tensor.backend.reference.ReferenceProvider;

class BackendsTest {
    private final String before = System.getProperty(Backends.PROPERTY);

    @AfterEach
    void restoreTheProperty() {
        choose(before);
    }

    private static void choose(String name) {
        if (name == null) {
            System.clearProperty(Backends.PROPERTY);
        } else {
            System.setProperty(Backends.PROPERTY, name);
        }
    }

    @Test
    void theLadderGoesFromTheBestDownAndKeepsRefusals() {
        List<Backends.Rung> ladder = Backends.ladder();
        assertThat(ladder).extracting(rung -> rung.provider().rank()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ladder).extracting(rung -> rung.provider().name()).contains("abacus", "ejml", "reference");
        assertThat(ladder.get(0).runs()).isFalse();
        assertThat(ladder.get(0).refusal()).isEqualTo(RefusingProvider.REFUSAL);
    }

    @Test
    void autoTakesTheFirstThatRuns() {
        Backend best = Backends.best(List.of(
                new Backends.Rung(new RefusingProvider(), RefusingProvider.REFUSAL),
                new Backends.Rung(new EjmlProvider(), null),
                new Backends.Rung(new ReferenceProvider(), null)));
        assertThat(best).isInstanceOf(EjmlBackend.class);
        assertThatThrownBy(() -> Backends.best(List.of(new Backends.Rung(new RefusingProvider(), "no"))))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("META-INF/services");
    }

    @Test
    void theProviderIsFoundFromThreadsWithoutAClassLoader() throws InterruptedException {
        int[] rungs = new int[1];
        Thread bare = new Thread(() -> rungs[0] = Backends.ladder().size());
        bare.setContextClassLoader(null);
        bare.start();
        bare.join();
        assertThat(rungs[0]).isEqualTo(Backends.ladder().size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aBackendAskedForByNameThatCannotRunIsAnError() {
        assertThatThrownBy(() -> Backends.byName("abacus"))
                .isInstanceOf(BackendException.class)
                .hasMessage("the backend 'abacus' cannot run here: " + RefusingProvider.REFUSAL);
        choose("abacus");
        assertThatThrownBy(Backends::get).isInstanceOf(BackendException.class);
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> Backends.byName("fpga"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("no backend 'fpga' (-Dpellucid.backend)")
                .hasMessageContaining("ejml, reference");
    }

    @Test
    void thePropertyChoosesAndTheChoiceIsShared() {
        choose("Reference");
        Backend first = Backends.get();
        assertThat(first).isExactlyInstanceOf(ReferenceBackend.class).isSameAs(Backends.get());
        choose("ejml");
        assertThat(Backends.get()).isInstanceOf(EjmlBackend.class);
        assertThat(Backends.byName("ejml")).isNotSameAs(Backends.get());
    }
}
