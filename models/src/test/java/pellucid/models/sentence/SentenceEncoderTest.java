package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.models.Goldens;
import pellucid.models.nn.Dropouts;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.Workers;

class SentenceEncoderTest {
    private final SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), Backends.get());
    private final List<String> texts = manyTexts(100);

    private static List<String> manyTexts(int count) {
        String[] words = "the cat sat on a mat and dog ran world search of music, sea! naïve 12 [SEP]".split(" ");
        Random random = new Random(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = random.nextInt(25); w > 0; w--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private List<float[]> rows(List<String> inputs, EncodeOptions options) {
        Embeddings embeddings = encoder.encode(inputs, options);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < embeddings.count(); i++) {
            rows.add(embeddings.row(i));
        }
        return rows;
    }

    private List<float[]> alone() {
        return texts.stream().map(encoder::encode).toList();
    }

    private static void assertSameBits(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Arrays.equals(actual.get(i), expected.get(i)))
                    .as("text " + i)
                    .isTrue();
        }
    }

    @Test
    void bitsDoNotDependOnTheCompany() {
        List<float[]> expected = alone();
        assertSameBits(rows(texts, EncodeOptions.DEFAULTS), expected);
        for (int tokens : new int[] {1, 7, 64, 100_000}) {
            assertSameBits(rows(texts, EncodeOptions.DEFAULTS.withTokensPerBatch(tokens)), expected);
        }
    }

    @Test
    void bitsDoNotDependOnTheOrder() {
        List<float[]> expected = new ArrayList<>(rows(texts, EncodeOptions.DEFAULTS));
        List<String> reversed = new ArrayList<>(texts);
        Collections.reverse(reversed);
        Collections.reverse(expected);
        assertSameBits(rows(reversed, EncodeOptions.DEFAULTS), expected);
    }

    @Test
    void bitsDoNotDependOnTheNumberOfThreads() {
        List<float[]> expected = rows(texts, EncodeOptions.DEFAULTS);
        try (Workers two = new Workers(2)) {
            // Work inside of work runs on one thread.
            List<List<float[]>> inside = Collections.synchronizedList(new ArrayList<>());
            two.run(2, i -> inside.add(rows(texts, EncodeOptions.DEFAULTS)));
            inside.forEach(rows -> assertSameBits(rows, expected));
        }
    }

    @Test
    void eightThreadsAtOnce() throws Exception {
        List<float[]> expected = rows(texts, EncodeOptions.DEFAULTS);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<float[]>>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                EncodeOptions options = EncodeOptions.DEFAULTS.withTokensPerBatch(50 + 40 * i);
                futures.add(pool.submit(() -> rows(texts, options)));
            }
            for (Future<List<float[]>> future : futures) {
                assertSameBits(future.get(), expected);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aStreamGivesTheSameWindowByWindow() {
        int count = SentenceEncoder.WINDOW + 500;
        List<String> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(i % 300 == 7 ? "the cat" : i % 1000 == 0 ? "a ".repeat(40) : "");
        }
        List<Embeddings> windows = new ArrayList<>();
        encoder.encodeStream(many.iterator(), EncodeOptions.DEFAULTS, windows::add);
        assertThat(windows).extracting(Embeddings::count).containsExactly(SentenceEncoder.WINDOW, 500);
        assertThat(windows.stream().mapToInt(Embeddings::truncated).sum()).isEqualTo(9);
        assertThat(windows.get(1).row(499)).containsExactly(encoder.encode(""));
        for (int i = 7; i < count; i += 2100) {
            Embeddings window = windows.get(i / SentenceEncoder.WINDOW);
            assertThat(window.row(i % SentenceEncoder.WINDOW)).containsExactly(encoder.encode("the cat"));
        }
    }

    @Test
    void aListOfSeveralWindowsGivesEachTextItsRow() {
        List<String> many = new ArrayList<>(Collections.nCopies(SentenceEncoder.WINDOW + 2, ""));
        many.set(3, "the cat");
        many.set(SentenceEncoder.WINDOW + 1, "a dog");
        Embeddings all = encoder.encode(many);
        assertThat(all.row(3)).containsExactly(encoder.encode("the cat"));
        assertThat(all.row(SentenceEncoder.WINDOW + 1)).containsExactly(encoder.encode("a dog"));
        assertThat(all.row(SentenceEncoder.WINDOW)).containsExactly(encoder.encode(""));
    }

    @Test
    void progressEndsAtTheTotal() {
        List<Long> seen = new ArrayList<>();
        EncodeOptions options = EncodeOptions.DEFAULTS.withProgress((finished, total) -> {
            assertThat(total).isEqualTo(100);
            seen.add(finished);
        });
        encoder.encode(texts, options);
        assertThat(seen).isSorted().endsWith(100L).hasSizeGreaterThan(2);
    }

    @Test
    void noTextsGiveNoRows() {
        Embeddings none = encoder.encode(List.of());
        assertThat(none.count()).isZero();
        assertThat(none.dimension()).isEqualTo(32);
        encoder.encodeStream(Collections.emptyIterator(), EncodeOptions.DEFAULTS, window -> {
            throw new AssertionError("nothing was to come");
        });
    }

    @Test
    void badInputIsExplained() {
        assertThatThrownBy(() -> encoder.encode(Arrays.asList("a", null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("text 1 (counted from 0) is null");
        assertThatThrownBy(() -> encoder.encode(texts, EncodeOptions.DEFAULTS.withPromptName("nothing")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no prompt 'nothing'")
                .hasMessageContaining("query");
        assertThatThrownBy(() -> EncodeOptions.DEFAULTS.withTruncateDim(-1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> EncodeOptions.DEFAULTS.withTokensPerBatch(-1)).isInstanceOf(InputException.class);
    }

    @Test
    void batchesHoldEachTextOnceLongestFirst() {
        int[][] ids = new int[200][];
        Random random = new Random(3);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = new int[1 + random.nextInt(60)];
        }
        MicroBatches batches = MicroBatches.of(ids, 100, 2);
        List<Integer> order = new ArrayList<>();
        for (int b = 0; b < batches.count(); b++) {
            int tokens = 0;
            for (int text : batches.texts(b)) {
                order.add(text);
                tokens += ids[text].length;
            }
            assertThat(tokens).isBetween(1, 100);
        }
        assertThat(order).hasSize(200).doesNotHaveDuplicates();
        for (int i = 1; i < order.size(); i++) {
            assertThat(ids[order.get(i)].length).isLessThanOrEqualTo(ids[order.get(i - 1)].length);
        }
        assertThat(MicroBatches.of(ids, 1, 2).count()).isEqualTo(200);
        assertThat(MicroBatches.of(new int[0][], 1, 2).count()).isZero();
    }

    @Test
    void batchesGetSmallerTowardsTheEndButNotTiny() {
        int[][] ids = new int[1000][8];
        MicroBatches batches = MicroBatches.of(ids, 1024, 4);
        List<Integer> sizes = new ArrayList<>();
        int left = 8000;
        for (int b = 0; b < batches.count(); b++) {
            int tokens = 8 * batches.texts(b).length;
            sizes.add(tokens);
            assertThat(tokens).isLessThanOrEqualTo(Math.max(left / 8, 256));
            left -= tokens;
        }
        assertThat(left).isZero();
        assertThat(sizes.get(0)).isEqualTo(1000);
        assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(tokens -> tokens >= 248);
        assertThat(sizes.get(sizes.size() - 2)).isLessThanOrEqualTo(256);
    }

    @Test
    void aPackedBatchGivesWhatEncodeGives() {
        TokenBatch batch = encoder.pack(texts);
        assertThat(batch.promptTokens()).isZero();
        float[] vectors = encoder.model().forward(batch, Dropouts.NONE).value().toFloats();
        assertThat(vectors).containsExactly(encoder.encode(texts).rows());
        Variable hidden = encoder.model().states(batch, Dropouts.NONE).last();
        assertThat(encoder.model().pool(hidden, batch).value().toFloats()).containsExactly(vectors);
    }
}
