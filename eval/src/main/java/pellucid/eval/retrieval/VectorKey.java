package pellucid.eval.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The SHA-256 digest of everything that vectors depend on: whatever changes, the key is another. */
public final class VectorKey {
    private final MessageDigest digest;

    public VectorKey() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** Adds texts; where one ends and the next begins counts, too. */
    public VectorKey texts(List<String> texts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(texts.size()).flip());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return this;
    }

    /** Adds the names, sizes and times of the files of a folder; their content is too much to read each time. */
    public VectorKey files(Path folder) {
        return files(folder, file -> true);
    }

    /** Adds the compiled program that a class belongs to, so that a change in its code is noticed. */
    public VectorKey program(Class<?> part) {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? this
                    : files(
                            Path.of(source.getLocation().toURI()),
                            file -> !Files.isDirectory(file)
                                    && (file.toString().endsWith(".class")
                                            || file.toString().endsWith(".jar")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private VectorKey files(Path root, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(root)) {
            return texts(files.filter(wanted).sorted().map(VectorKey::stamp).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of all that was added so far; nothing is added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
