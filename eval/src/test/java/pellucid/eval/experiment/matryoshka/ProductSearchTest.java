package pellucid.eval.experiment.matryoshka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.metric.InformationRetrievalEvaluator;
import pellucid.eval.metric.RankingCutoffs;
import pellucid.eval.metric.RankingScores;
import pellucid.eval.retrieval.Role;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;

class ProductSearchTest {
    @TempDir
    private Path folder;

    @Test
    void searchesByShortenedVectorsAsThoughTheyWereEncodedShort() throws IOException {
        StudyData data = StudyData.of(HomeDepot.read(SampleShop.write(folder), null), 42);
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, data, 42);
        SentenceEncoder encoder = SentenceEncoder.load(TinyBert.unpack(folder), Backends.get());
        int[] dims = {32, 8, 4};
        List<ArmResult.Scores> scores = new ProductSearch(split).scores(encoder, dims, EncodeProgress.SILENT);

        InformationRetrievalEvaluator evaluator =
                new InformationRetrievalEvaluator("direct", split.set(), new RankingCutoffs(List.of(10), 10, 10));
        for (int i = 0; i < dims.length; i++) {
            RankingScores direct = evaluator.scores(
                    encoder.encode(evaluator.documents(), shortened(Role.DOCUMENT.options(encoder), dims[i])),
                    encoder.encode(evaluator.queries(), shortened(Role.QUERY.options(encoder), dims[i])));
            assertThat(scores.get(i).dims()).isEqualTo(dims[i]);
            assertThat(scores.get(i).recall()).isEqualTo(direct.perQuery("recall@10"));
            assertThat(scores.get(i).reciprocalRank()).isEqualTo(direct.perQuery("mrr@10"));
        }
        assertThat(scores.get(0).recall()).isNotEqualTo(scores.get(2).recall());
    }

    private static EncodeOptions shortened(EncodeOptions options, int numbers) {
        return options.withTruncateDim(numbers).withNormalization(Normalization.ALWAYS);
    }
}
