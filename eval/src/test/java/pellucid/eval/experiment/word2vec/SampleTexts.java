package pellucid.eval.experiment.word2vec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Small texts in which words of a topic stand together, in the formats of the published ones. Who knows a document's words
 * knows its label.
 */
public final class SampleTexts {
    private static final List<String> TOPICS = List.of(
            "car automobile auto wheel road drive motor truck lorry engine tire speed",
            "dog hound cat kitten puppy animal bark tail paw fur leash bone",
            "bread loaf cheese butter baker oven flour dough cook meal dinner supper");
    private static final List<String> MOODS = List.of(
            "good great fine happy glad joyful love wonderful splendid marvelous",
            "bad poor awful sad unhappy sorrowful hate terrible dreadful horrible");
    private static final List<String> PLAIN = List.of("the", "the", "the", "of", "and", "a", "it", "was");
    private static final int LENGTH = 40;

    private SampleTexts() {}

    /** Some of the sample's files. */
    public static WordVectorData write(Path folder, int documents) throws IOException {
        return new WordVectorData(
                imdb(folder, documents),
                newsgroups(folder, documents),
                null,
                Files.writeString(
                        folder.resolve("questions.txt"),
                        ": capital-things\ncar road dog leash\ndog puppy cat kitten\n: gram1-things\ncar motor dog bark\n"),
                pairs(folder),
                null);
    }

    private static Path pairs(Path folder) throws IOException {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        for (String topic : TOPICS) {
            String[] own = topic.split(" ");
            for (int i = 0; i + 1 < own.length; i += 2) {
                lines.add(own[i] + "\t" + own[i + 1] + "\t" + (8 + 0.1 * i));
                String other =
                        TOPICS.get((TOPICS.indexOf(topic) + 1) % TOPICS.size()).split(" ")[i];
                lines.add(own[i] + "\t" + other + "\t" + (1 + 0.1 * i));
            }
        }
        return Files.writeString(folder.resolve("pairs.tsv"), lines.toString());
    }

    /** Reviews whose mood tells their sentiment. */
    public static Path imdb(Path folder, int documents) throws IOException {
        Random random = new Random(1);
        StringJoiner rows = new StringJoiner("\n", "split,sentiment,review\n", "\n");
        for (int i = 0; i < documents; i++) {
            rows.add((i % 4 < 2 ? "train" : "test") + "," + (i % 2 == 0 ? "positive" : "negative") + ",\""
                    + text(MOODS.get(i % 2), random) + ".<br /><br />" + text(MOODS.get(i % 2), random) + "\"");
        }
        return Files.writeString(folder.resolve("imdb.csv"), rows.toString());
    }

    private static Path newsgroups(Path folder, int documents) throws IOException {
        Random random = new Random(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < documents; i++) {
                int topic = i % TOPICS.size();
                byte[] message =
                        ("From: someone\n\n" + text(TOPICS.get(topic), random)).getBytes(StandardCharsets.ISO_8859_1);
                TarArchiveEntry entry = new TarArchiveEntry(
                        (i % 2 == 0 ? "bydate-train/" : "bydate-test/") + "topic." + topic + "/" + i);
                entry.setSize(message.length);
                tar.putArchiveEntry(entry);
                tar.write(message);
                tar.closeArchiveEntry();
            }
        }
        return Files.write(folder.resolve("groups.tar.gz"), bytes.toByteArray());
    }

    private static String text(String words, Random random) {
        String[] own = words.split(" ");
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < LENGTH; i++) {
            text.add(i % 2 == 0 ? own[random.nextInt(own.length)] : PLAIN.get(random.nextInt(PLAIN.size())));
        }
        return text.toString();
    }
}
