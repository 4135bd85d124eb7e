package pellucid.training.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.bert.BertConfig;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Activation;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import pellucid.training.CheckpointPlan;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingOptions;
import pellucid.training.data.Batch;

/** Students of tiny-bert. */
class DistillationTest {
    private static final Path TINY_BERT = Path.of("../models/src/main/resources/pellucid/models/tiny-bert");
    private static final TrainingListener NOBODY = new TrainingListener() {};

    private final SentenceEncoder teacher = SentenceEncoder.load(TINY_BERT, Backends.get());
    private final TrainingOptions options = TrainingOptions.DEFAULTS
            .withMaxSteps(60)
            .withBatchSize(8)
            .withLearningRate(3e-3)
            .withDropout(0);

    private static List<String> texts(int count, long seed) {
        String[] words = "the cat sat on a mat and dog ran world search of music sea 12".split(" ");
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = 2 + random.nextInt(8); w > 0; w--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void aStudentComesToRelateWhatItsTeacherRelates() {
        StudentConfig config = new StudentConfig(1, 16, 2);
        Distillation distillation = new Distillation(RelationDistillation::v1, options, 4);
        RelationDistillation method = RelationDistillation.v1(teacher);
        List<String> heldOut = texts(24, 2);
        Agreement before = Agreement.of(method, config.untrained(teacher, 4), heldOut);
        SentenceEncoder student = distillation.student(teacher, config, texts(64, 1), NOBODY);
        Agreement after = Agreement.of(method, student, heldOut);
        assertThat(after.divergence()).isLessThan(0.7 * before.divergence());
        assertThat(after.sameToken()).isGreaterThan(before.sameToken() + 0.1);
        assertThat(Agreement.of(method, teacher, heldOut)).isEqualTo(new Agreement(0, 1));
        SentenceEncoder again = distillation.student(teacher, config, texts(64, 1), NOBODY);
        assertThat(again.encode(heldOut).rows())
                .containsExactly(student.encode(heldOut).rows());
    }

    @Test
    void relationHeadsAreFree() {
        SentenceEncoder student = new StudentConfig(3, 24, 3).untrained(teacher, 1);
        Batch batch = new Batch(List.of(texts(4, 3)), null);
        RelationDistillation method = RelationDistillation.v2(teacher, 8);
        assertThat(method.relations()).hasSize(3);
        double loss = method.backward(student, batch, Dropouts.NONE, 1);
        assertThat(loss).isPositive().isCloseTo(method.value(student, batch), within(1e-9));
        for (Parameter parameter : student.model().parameters().all()) {
            boolean beyond =
                    parameter.name().matches("encoder\\.layer\\.2\\.(attention\\.output|intermediate|output).*");
            assertThat(parameter.gradient() == null).as(parameter.name()).isEqualTo(beyond);
        }
        for (Parameter parameter : teacher.model().parameters().all()) {
            assertThat(parameter.gradient()).isNull();
        }
    }

    @Test
    void theScaleIsTheGradients() {
        Batch batch = new Batch(List.of(texts(3, 3)), null);
        float[][] gradients = new float[2][];
        for (int i = 0; i < 2; i++) {
            SentenceEncoder student = new StudentConfig(1, 16, 2).untrained(teacher, 1);
            RelationDistillation.v1(teacher).backward(student, batch, Dropouts.NONE, i == 0 ? 1 : 0.5);
            gradients[i] = student.model()
                    .parameters()
                    .get("embeddings.LayerNorm.weight")
                    .gradient()
                    .toFloats();
        }
        for (int i = 0; i < gradients[0].length; i++) {
            assertThat(gradients[1][i]).isEqualTo(gradients[0][i] / 2, within(1e-9f));
        }
    }

    @Test
    void anAssistantIsAsDeepAsTheTeacherAndAsWideAsTheStudent() {
        BertConfig large = new BertConfig(30522, 1024, 24, 16, 4096, 512, 2, 0, Activation.GELU, 1e-12, .1, .1);
        StudentConfig small = new StudentConfig(6, 384, 12);
        assertThat(small.needsAssistant(large)).isTrue();
        assertThat(new StudentConfig(12, 384, 12).needsAssistant(large)).isFalse();
        assertThat(new StudentConfig(6, 512, 16).needsAssistant(large)).isFalse();
        assertThat(small.assistant(large)).isEqualTo(new StudentConfig(24, 384, 12, 1536));
        Distillation distillation = new Distillation(RelationDistillation::v1, options.withMaxSteps(2), 4);
        SentenceEncoder student =
                distillation.studentOfAssistant(teacher, new StudentConfig(1, 16, 2), texts(16, 1), NOBODY);
        assertThat(student.model().bert().config().numHiddenLayers()).isEqualTo(1);
    }

    @Test
    void theAssistantAndTheStudentKeepTheirCheckpointsApart(@TempDir Path folder) throws IOException {
        TrainingOptions saved = options.withMaxSteps(2)
                .withCheckpoints(CheckpointPlan.in(folder).withResume(true));
        Distillation distillation = new Distillation(RelationDistillation::v1, saved, 4);
        StudentConfig config = new StudentConfig(2, 16, 2);
        SentenceEncoder student = distillation.studentOfAssistant(teacher, config, texts(16, 1), NOBODY);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).containsOnly("assistant", "student");
        }
        SentenceEncoder alone = new Distillation(RelationDistillation::v1, options.withMaxSteps(2), 4)
                .studentOfAssistant(teacher, config, texts(16, 1), NOBODY);
        assertThat(student.encode("a text")).containsExactly(alone.encode("a text"));
    }

    @Test
    void theLayerThatTeaches() {
        BertConfig tiny = teacher.model().bert().config();
        assertThat(RelationDistillation.chosenLayer(tiny)).isEqualTo(2);
        assertThat(RelationDistillation.chosenLayer(deep(24, 30_522))).isEqualTo(21);
        assertThat(RelationDistillation.chosenLayer(deep(24, 50_265))).isEqualTo(19);
        assertThat(RelationDistillation.chosenLayer(deep(24, 250_002))).isEqualTo(19);
        assertThat(RelationDistillation.chosenLayer(deep(12, 50_265))).isEqualTo(12);
        assertThatThrownBy(() -> new RelationDistillation(teacher, Relation.all(2), 3))
                .hasMessageContaining("the teacher's layer is 3, counted from 1, and it has 2");
    }

    private static BertConfig deep(int layers, int vocabulary) {
        return new BertConfig(vocabulary, 64, layers, 4, 64, 512, 2, 0, Activation.GELU, 1e-12, .1, .1);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        Batch batch = new Batch(List.of(texts(2, 3)), null);
        SentenceEncoder otherHeads = new StudentConfig(1, 16, 4).untrained(teacher, 1);
        assertThatThrownBy(() -> RelationDistillation.v1(teacher).value(otherHeads, batch))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the student has 4 heads, the teacher 2");
        assertThat(RelationDistillation.v2(teacher, 4).value(otherHeads, batch)).isPositive();
        assertThatThrownBy(() -> Agreement.of(RelationDistillation.v1(teacher), otherHeads, List.of()))
                .hasMessageContaining("give at least one");
    }

    @Test
    void theDivergenceOfAgreementIsTheLossOfARelation() {
        SentenceEncoder student = new StudentConfig(2, 16, 2).untrained(teacher, 1);
        RelationDistillation method = RelationDistillation.v2(teacher, 4);
        List<String> some = texts(5, 3);
        double loss = method.value(student, new Batch(List.of(some), null));
        assertThat(Agreement.of(method, student, some).divergence()).isCloseTo(loss / 3, within(1e-9));
        // Beyond one batch, all tokens still count alike.
        List<String> many = texts(40, 3);
        double whole = method.value(student, new Batch(List.of(many), null));
        assertThat(Agreement.of(method, student, many).divergence()).isCloseTo(whole / 3, within(1e-7));
    }

    @Test
    void aTokensRelationToItselfDoesNotCount() {
        double[] teacher = {9, 2, 1, 3, 9, 4, 7, 6, 9};
        double[] student = {1, 8, 5, 4, 0, 3, 2, 1, 0};
        // The first token looks at the second in both, the second elsewhere, the third at the first in both.
        assertThat(Agreement.sameTokens(teacher, student, 3)).isEqualTo(2);
        assertThat(Agreement.sameTokens(teacher, teacher, 3)).isEqualTo(3);
    }
}
