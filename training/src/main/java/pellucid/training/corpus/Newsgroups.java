package pellucid.training.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import pellucid.tensor.InputException;
import pellucid.training.data.InputFile;

/**
 * The messages of 20 Newsgroups (Lang, "NewsWeeder: Learning to Filter Netnews", 1995), read from the archive as
 * published: {@code 20news-bydate.tar.gz} and its kin, with one file a message in a folder a group. The group is the
 * label; the split is {@code train} or {@code test} where the outer folder's name ends in one of them.
 */
public final class Newsgroups implements Documents {
    private final CorpusFile archive;
    private final Set<MessagePart> left;

    /** @param left which parts of the messages to leave out */
    public Newsgroups(CorpusFile archive, Set<MessagePart> left) {
        this.archive = Objects.requireNonNull(archive, "archive");
        this.left = left.isEmpty() ? EnumSet.noneOf(MessagePart.class) : EnumSet.copyOf(left);
    }

    @Override
    public Counts read(Consumer<Document> sink) {
        long documents = 0;
        long malformed = 0;
        try (InputStream in = archive.open();
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String[] folders = entry.getName().split("/");
                if (!entry.isFile() || folders.length < 2) {
                    continue;
                }
                ReplacingReader reader =
                        new ReplacingReader(new ByteArrayInputStream(tar.readAllBytes()), archive.encoding());
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                malformed += reader.malformed();
                documents++;
                sink.accept(new Document(
                        MessagePart.without(left, text.toString()), folders[folders.length - 2], split(folders[0])));
            }
        } catch (ZipException e) {
            throw new InputException(
                    archive.name() + " is no .tar.gz archive (" + e.getMessage()
                            + "); give the 20 Newsgroups as published, 20news-bydate.tar.gz",
                    e);
        } catch (IOException e) {
            throw InputFile.unreadable(archive.name(), e);
        }
        if (documents == 0) {
            throw new InputException(archive.name() + " holds no message; give the 20 Newsgroups as published, "
                    + "20news-bydate.tar.gz");
        }
        return new Counts(documents, malformed);
    }

    private static String split(String folder) {
        if (folder.endsWith("train")) {
            return "train";
        }
        return folder.endsWith("test") ? "test" : null;
    }
}
