package pellucid.tensor.backend.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.Backend;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The contract suite must catch what goes wrong in the training of word vectors. */
class Word2VecFaultTest {
    /** A fault, and the check that has to find it. */
    record Fault(String name, String check, Backend backend) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaught(Fault fault) {
        Check check = BackendContract.checks().stream()
                .filter(candidate -> candidate.name().equals(fault.check))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.run(fault.backend, new ReferenceBackend()))
                .isInstanceOf(AssertionError.class)
                .hasMessageNotContaining("threw");
    }

    @Test
    void updatesInTheOrderOfThreadsAreCaught() {
        Check check =
                BackendContract.checks(threads -> threads < 3 ? new ReferenceBackend() : new LastRowsFirst()).stream()
                        .filter(candidate -> candidate.name().equals("threads: word vectors on 1 to 4 threads"))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> check.run(new ReferenceBackend(), new ReferenceBackend()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("with 3 threads");
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("examples of a batch see each other", "word2vec: the mean of the inputs", new Sequential()),
                new Fault("windows of a batch see each other", "word2vec: each input by itself", new Sequential()),
                new Fault(
                        "examples in sequence do not see each other", "word2vec: each input by itself", new Batches()),
                new Fault("pairs of a window see each other", "word2vec: each input by itself", new PairByPair()),
                new Fault("losses without labels", "word2vec: scores of every size", new LossesOfZeros()),
                new Fault("one half of the batch after the other", "word2vec: each input by itself", new Halves()));
    }

    /** Passes both operations on with other settings or labels. */
    private abstract static class Changed extends ReferenceBackend {
        Word2Vec settings(Word2Vec given) {
            return given;
        }

        Tensor labels(Tensor given) {
            return given;
        }

        @Override
        public void word2vecMean(
                Tensor input,
                Tensor output,
                Segments inputs,
                Tensor inputIds,
                Segments targets,
                Tensor targetIds,
                Tensor labels,
                Word2Vec settings,
                Tensor losses) {
            super.word2vecMean(
                    input, output, inputs, inputIds, targets, targetIds, labels(labels), settings(settings), losses);
        }

        @Override
        public void word2vecEach(
                Tensor input,
                Tensor output,
                Segments inputs,
                Tensor inputIds,
                Segments targets,
                Tensor targetIds,
                Tensor labels,
                Word2Vec settings,
                Tensor losses) {
            super.word2vecEach(
                    input, output, inputs, inputIds, targets, targetIds, labels(labels), settings(settings), losses);
        }
    }

    private static final class Sequential extends Changed {
        @Override
        Word2Vec settings(Word2Vec given) {
            return new Word2Vec(given.contextGradient(), ExampleOrder.SEQUENTIAL, given.learningRate());
        }
    }

    private static final class Batches extends Changed {
        @Override
        Word2Vec settings(Word2Vec given) {
            return new Word2Vec(given.contextGradient(), ExampleOrder.BATCH, given.learningRate());
        }
    }

    /** The gradients are right, the losses those of labels that are all 0. */
    private static final class LossesOfZeros extends ReferenceBackend {
        @Override
        public void word2vecEach(
                Tensor input,
                Tensor output,
                Segments inputs,
                Tensor inputIds,
                Segments targets,
                Tensor targetIds,
                Tensor labels,
                Word2Vec settings,
                Tensor losses) {
            if (losses != null) {
                Tensor inputCopy = zeros(input.dtype(), input.shape());
                Tensor outputCopy = zeros(output.dtype(), output.shape());
                copy(input, inputCopy);
                copy(output, outputCopy);
                Tensor none = zeros(labels.dtype(), labels.shape());
                super.word2vecEach(inputCopy, outputCopy, inputs, inputIds, targets, targetIds, none, settings, losses);
            }
            super.word2vecEach(input, output, inputs, inputIds, targets, targetIds, labels, settings, null);
        }
    }

    /** What word2vec.c does: each pair of a word and a target sees the updates of the pairs before it. */
    private static final class PairByPair extends ReferenceBackend {
        @Override
        public void word2vecEach(
                Tensor input,
                Tensor output,
                Segments inputs,
                Tensor inputIds,
                Segments targets,
                Tensor targetIds,
                Tensor labels,
                Word2Vec settings,
                Tensor losses) {
            if (losses != null || settings.order() == ExampleOrder.BATCH) {
                super.word2vecEach(input, output, inputs, inputIds, targets, targetIds, labels, settings, losses);
                return;
            }
            Segments one = Segments.ofLengths(1);
            for (int example = 0; example < inputs.count(); example++) {
                for (int i = inputs.start(example); i < inputs.end(example); i++) {
                    Segments own = Segments.ofLengths(targets.length(example));
                    int from = targets.start(example);
                    int to = targets.end(example);
                    Tensor id = inputIds.slice(0, i, i + 1);
                    word2vec(
                            input,
                            output,
                            one,
                            id,
                            own,
                            targetIds.slice(0, from, to),
                            labels.slice(0, from, to),
                            settings.contextGradient(),
                            settings.learningRate());
                }
            }
        }
    }

    /** Two calls for one batch. */
    private static final class Halves extends ReferenceBackend {
        @Override
        public void word2vecEach(
                Tensor input,
                Tensor output,
                Segments inputs,
                Tensor inputIds,
                Segments targets,
                Tensor targetIds,
                Tensor labels,
                Word2Vec settings,
                Tensor losses) {
            int half = inputs.count() / 2;
            for (int part = 0; part < 2; part++) {
                int first = part == 0 ? 0 : half;
                int last = part == 0 ? half : inputs.count();
                if (first < last) {
                    super.word2vecEach(
                            input,
                            output,
                            some(inputs, first, last),
                            inputIds.slice(0, inputs.start(first), inputs.end(last - 1)),
                            some(targets, first, last),
                            targetIds.slice(0, targets.start(first), targets.end(last - 1)),
                            labels.slice(0, targets.start(first), targets.end(last - 1)),
                            settings,
                            losses == null ? null : losses.slice(0, first, last));
                }
            }
        }
    }

    private static Segments some(Segments segments, int first, int last) {
        int[] lengths = new int[last - first];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = segments.length(first + i);
        }
        return Segments.ofLengths(lengths);
    }

    /** Adds updates from the last row to the first: equal numbers, other bits. */
    private static final class LastRowsFirst extends ReferenceBackend {
        @Override
        public void scatterAddRows(Tensor rows, Tensor ids, Tensor table) {
            for (int i = ids.dim(0) - 1; i >= 0; i--) {
                super.scatterAddRows(rows.slice(0, i, i + 1), ids.slice(0, i, i + 1), table);
            }
        }
    }
}
