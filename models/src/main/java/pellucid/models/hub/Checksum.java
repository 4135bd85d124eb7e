package pellucid.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the hub says a file's digest is. Large files (Git LFS) are known by the SHA-256 of their bytes, the others by their
 * Git blob id, the SHA-1 of {@code "blob SIZE\0"} and the bytes; the hub gives either as the ETag.
 *
 * @param algorithm SHA-256 or SHA-1
 * @param hex the digest in lower-case hexadecimal
 */
record Checksum(String algorithm, String hex) {
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"?([0-9a-fA-F]{40}|[0-9a-fA-F]{64})\"?");
    private static final int SHA_256_HEX_LENGTH = 64;

    /** Reads an ETag; one that is neither kind of digest says nothing about the content. */
    static Optional<Checksum> ofETag(String etag) {
        Matcher matcher = ETAG.matcher(etag.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String hex = matcher.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(new Checksum(hex.length() == SHA_256_HEX_LENGTH ? "SHA-256" : "SHA-1", hex));
    }

    /** Whether this vouches for the content against anyone; SHA-1 only finds accidents. */
    boolean isSha256() {
        return algorithm.equals("SHA-256");
    }

    /** The digest that the file on this disk has, of the same kind. */
    String of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException everyJvmHasBoth) {
            throw new IllegalStateException(everyJvmHasBoth);
        }
        if (!isSha256()) {
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
