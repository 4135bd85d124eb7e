package pellucid.training.distill;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertModel;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.training.data.Batch;
import pellucid.training.loss.Columns;
import pellucid.training.loss.Labels;
import pellucid.training.loss.Objective;

/**
 * The relations between the tokens in a student's last layer are to be those of a teacher's.
 *
 * <pre>
 *   L = Σ over relations 1 / (heads · tokens) Σ over heads and tokens KL(teacher ‖ student)
 * </pre>
 *
 * <p>Columns: texts, one or more a row; no labels. The tokens of all texts of a batch count alike. What the last layer does
 * after its queries, keys and values has no part in this and is not trained by it.
 */
public final class RelationDistillation implements Objective {
    /** What MiniLMv2 takes for a teacher of BERT's base size; 64 for a large one. */
    public static final int RELATION_HEADS = 48;

    private final SentenceEncoder teacher;
    private final List<Relation> relations;
    private final int teacherLayer;
    private final boolean headByHead;

    private RelationDistillation(
            SentenceEncoder teacher, List<Relation> relations, int teacherLayer, boolean headByHead) {
        this.teacher = teacher;
        this.relations = List.copyOf(relations);
        this.teacherLayer = teacherLayer;
        this.headByHead = headByHead;
        int layers = teacher.model().bert().config().numHiddenLayers();
        if (relations.isEmpty()) {
            throw new InputException("minilm: there is no relation to learn; give at least one");
        }
        if (teacherLayer < 1 || teacherLayer > layers) {
            throw new InputException("minilm: the teacher's layer is " + teacherLayer + ", counted from 1, and it has "
                    + layers + "; give one of these");
        }
    }

    /**
     * Any relations of any layer.
     *
     * @param teacherLayer counted from 1, as the papers do
     */
    public RelationDistillation(SentenceEncoder teacher, List<Relation> relations, int teacherLayer) {
        this(teacher, relations, teacherLayer, false);
    }

    /** MiniLM: attention and value relations of the last layer; the student has as many heads as the teacher. */
    public static RelationDistillation v1(SentenceEncoder teacher) {
        BertConfig config = teacher.model().bert().config();
        int heads = config.numAttentionHeads();
        return new RelationDistillation(
                teacher,
                List.of(Relation.attention(heads), Relation.of(Relation.Part.VALUE, heads)),
                config.numHiddenLayers(),
                true);
    }

    /** MiniLMv2: query-query, key-key and value-value relations of {@link #chosenLayer}. */
    public static RelationDistillation v2(SentenceEncoder teacher, int relationHeads) {
        List<Relation> relations = new ArrayList<>();
        for (Relation.Part part : Relation.Part.values()) {
            relations.add(Relation.of(part, relationHeads));
        }
        return new RelationDistillation(
                teacher, relations, chosenLayer(teacher.model().bert().config()));
    }

    /**
     * The layer, counted from 1, that MiniLMv2 found to teach best: the 21st of BERT-large, the 19th of RoBERTa-large and
     * XLM-R-large (told by their vocabularies), the last of everything smaller.
     */
    public static int chosenLayer(BertConfig teacher) {
        if (teacher.numHiddenLayers() != 24) {
            return teacher.numHiddenLayers();
        }
        boolean ofRobertasKind = teacher.vocabSize() > 50_000;
        return ofRobertasKind ? 19 : 21;
    }

    @Override
    public double backward(SentenceEncoder student, Batch batch, Dropouts dropouts, double scale) {
        Variable loss = loss(student, batch, dropouts);
        affine(loss, scale, 0).backward();
        return loss.value().item();
    }

    @Override
    public double value(SentenceEncoder student, Batch batch) {
        NoGrad noGrad = NoGrad.open();
        try {
            return loss(student, batch, Dropouts.NONE).value().item();
        } finally {
            noGrad.close();
        }
    }

    private Variable loss(SentenceEncoder student, Batch batch, Dropouts dropouts) {
        expects().check(batch);
        List<String> texts = new ArrayList<>();
        batch.columns().forEach(texts::addAll);
        Pass pass = pass(student, texts, dropouts);
        return divergence(relations, pass.teacher(), pass.student(), pass.segments());
    }

    /**
     * What the relations of packed texts are made of.
     *
     * @param teacher [tokens, 3·hidden] of the teacher
     * @param student [tokens, 3·hidden] of the student; the widths may differ
     * @param segments where each text begins and ends
     */
    record Pass(Tensor teacher, Variable student, Segments segments) {}

    /** Both models' pass over some texts. */
    Pass pass(SentenceEncoder student, List<String> texts, Dropouts dropouts) {
        check(student.model().bert().config());
        TokenBatch tokens = student.pack(texts);
        Tensor taught;
        NoGrad noGrad = NoGrad.open();
        try {
            taught = queryKeyValue(teacher.model().bert(), teacherLayer, tokens, Dropouts.NONE)
                    .value();
        } finally {
            noGrad.close();
        }
        BertModel bert = student.model().bert();
        Variable learned = queryKeyValue(bert, bert.config().numHiddenLayers(), tokens, dropouts);
        return new Pass(taught, learned, tokens.segments());
    }

    private static Variable queryKeyValue(BertModel bert, int layer, TokenBatch tokens, Dropouts dropouts) {
        return bert.queryKeyValue(layer - 1, tokens.ids(), tokens.typeIds(), tokens.segments(), dropouts);
    }

    private void check(BertConfig student) {
        BertConfig own = teacher.model().bert().config();
        if (student.vocabSize() != own.vocabSize() || student.maxPositionEmbeddings() > own.maxPositionEmbeddings()) {
            throw new InputException("minilm: the student has " + student.vocabSize() + " tokens and "
                    + student.maxPositionEmbeddings() + " positions, the teacher " + own.vocabSize() + " and "
                    + own.maxPositionEmbeddings()
                    + "; both read the same tokens: make the student from a StudentConfig");
        }
        if (headByHead && student.numAttentionHeads() != own.numAttentionHeads()) {
            throw new InputException("minilm v1: the student has " + student.numAttentionHeads()
                    + " heads, the teacher " + own.numAttentionHeads()
                    + "; it compares head with head: give both the same number, or use v2");
        }
    }

    /**
     * The loss of packed texts.
     *
     * @param teacher [tokens, 3·hidden] of the teacher
     * @param student [tokens, 3·hidden] of the student; the widths may differ
     * @return one number
     */
    static Variable divergence(List<Relation> relations, Tensor teacher, Variable student, Segments segments) {
        Variable total = null;
        for (Relation relation : relations) {
            Variable sum = null;
            for (int s = 0; s < segments.count(); s++) {
                int from = segments.start(s);
                int to = segments.end(s);
                Variable taught = relation.logProbabilities(Variable.constant(teacher), from, to);
                Variable ratio = subtract(taught, relation.logProbabilities(student, from, to));
                Variable text = sum(multiply(unary(UnaryOp.EXP, taught), ratio));
                sum = sum == null ? text : add(sum, text);
            }
            Variable mean = affine(sum, 1.0 / ((double) relation.heads() * segments.total()), 0);
            total = total == null ? mean : add(total, mean);
        }
        return total;
    }

    /** What is compared. */
    public List<Relation> relations() {
        return relations;
    }

    /** Counted from 1. */
    public int teacherLayer() {
        return teacherLayer;
    }

    public SentenceEncoder teacher() {
        return teacher;
    }

    @Override
    public String name() {
        return "minilm";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 1, Columns.ANY, Labels.NONE);
    }
}
