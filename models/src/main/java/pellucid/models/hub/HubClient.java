package pellucid.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import pellucid.models.JsonTree;

/**
 * Fetches files of one model from the hub, {@code HUB/MODEL/resolve/REVISION/FILE}. The hub's own answer carries the
 * file's digest and size ({@code X-Linked-Etag} and {@code X-Linked-Size}, or {@code ETag}) and the commit; the bytes often
 * come from another server, to which the hub redirects and whose word on the digest counts for nothing.
 */
final class HubClient {
    private static final int MOST_REDIRECTS = 10;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final URI hub;
    private final String model;
    private final Duration patience;
    private final TransferProgress progress;
    private final HttpClient http;
    /** The commit that the first answer named: all files are taken from the same one. */
    private String revision = "main";

    HubClient(URI hub, String model, Duration patience, TransferProgress progress) {
        this.hub = hub;
        this.model = model;
        this.patience = patience;
        this.progress = progress;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /** The commit the files came from, or {@code main} where the hub does not say. */
    String revision() {
        return revision;
    }

    /**
     * Fetches a file and checks its size and digest.
     *
     * @param file the path inside the model
     * @param target where to put it
     * @param mustHaveSha256 whether to refuse a file for which the hub gives no SHA-256
     * @return false if the model has no such file
     * @throws Refusal if the hub gives no permission, the bytes are not those it announced, or the connection fails
     */
    boolean fetch(String file, Path target, boolean mustHaveSha256) throws Refusal {
        try {
            HubAnswer answer = request("/" + model + "/resolve/" + revision + "/" + file);
            try (InputStream body = answer.body()) {
                if (!isThere(answer, file)) {
                    return false;
                }
                answer.commit().ifPresent(commit -> revision = commit);
                Download.save(body, file, answer.length(), target, patience, progress);
            }
            Optional<Checksum> checksum = answer.checksum();
            if (mustHaveSha256 && checksum.filter(Checksum::isSha256).isEmpty()) {
                checksum = Optional.of(listedChecksum(file));
            }
            verify(file, target, answer, checksum);
            return true;
        } catch (IOException failure) {
            throw new Refusal(file + ": " + describe(failure), failure);
        }
    }

    private boolean isThere(HubAnswer answer, String file) throws Refusal {
        String code = answer.errorCode();
        if (answer.status() == OK) {
            return true;
        }
        if (answer.status() == FORBIDDEN || code.equals("GatedRepo")) {
            throw new Refusal(
                    model + " is gated (HTTP " + answer.status() + "): accept its terms on the hub's page, fetch"
                            + " it with Hugging Face's own tool, and give the folder");
        }
        if (answer.status() == UNAUTHORIZED) {
            throw new UnknownModel(model + " does not exist there, or is private or gated (HTTP 401)");
        }
        if (code.equals("RepoNotFound") || code.equals("RevisionNotFound")) {
            throw new UnknownModel(model + " does not exist there (HTTP " + answer.status() + ")");
        }
        if (answer.status() == NOT_FOUND && answer.isFromHub()) {
            return false;
        }
        throw new Refusal("the answer to the request for " + file + " of " + model + " was HTTP " + answer.status());
    }

    private static void verify(String file, Path target, HubAnswer answer, Optional<Checksum> checksum)
            throws IOException, Refusal {
        long size = Files.size(target);
        if (answer.linkedSize().isPresent() && answer.linkedSize().getAsLong() != size) {
            throw new Refusal(file + " arrived with " + size + " bytes and the hub announced "
                    + answer.linkedSize().getAsLong() + "; try again");
        }
        if (checksum.isPresent()) {
            String found = checksum.get().of(target);
            if (!found.equals(checksum.get().hex())) {
                throw new Refusal(file + " arrived with the " + checksum.get().algorithm() + " " + found
                        + " and the hub announced " + checksum.get().hex()
                        + "; try again, and mistrust a proxy in between");
            }
        }
    }

    /** The SHA-256 from the hub's list of files, for a hub whose answer to the file itself carries none. */
    private Checksum listedChecksum(String file) throws IOException, Refusal {
        HubAnswer answer = request("/api/models/" + model + "/tree/" + revision + "?recursive=true");
        try (InputStream body = answer.body()) {
            if (answer.status() == OK && answer.isFromHub()) {
                for (JsonNode entry : JsonTree.read(body.readAllBytes())) {
                    Optional<Checksum> checksum =
                            Checksum.ofETag(entry.path("lfs").path("oid").asText());
                    if (entry.path("path").asText().equals(file) && checksum.isPresent()) {
                        return checksum.get();
                    }
                }
            }
        }
        throw new Refusal("the hub gives no SHA-256 for " + file
                + ", so nobody can tell whether it arrived whole; fetch it by hand and give the folder");
    }

    /** Asks the hub and follows its redirects, gathering what the hub itself says on the way. */
    private HubAnswer request(String path) throws IOException, Refusal {
        URI address = address(path);
        HubAnswer answer = HubAnswer.none(hub);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            answer = answer.followedBy(send(address));
            Optional<URI> next = answer.redirect();
            if (next.isEmpty()) {
                return answer;
            }
            answer.body().close();
            if ("https".equalsIgnoreCase(address.getScheme())
                    && !"https".equalsIgnoreCase(next.get().getScheme())) {
                throw new Refusal("a redirect leads from " + address.getHost() + " to a server without encryption");
            }
            address = next.get();
        }
        throw new Refusal("the hub redirects more than " + MOST_REDIRECTS + " times");
    }

    private URI address(String path) throws Refusal {
        try {
            return new URI(hub + path.replace(" ", "%20"));
        } catch (URISyntaxException unexpected) {
            throw new Refusal("'" + path + "' is no path on the hub", unexpected);
        }
    }

    private HttpResponse<InputStream> send(URI address) throws IOException, Refusal {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(patience)
                    .header("User-Agent", "pellucid")
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refusal("the download was interrupted", interrupted);
        } catch (IllegalArgumentException unusable) {
            throw new IOException("'" + address + "' cannot be asked for", unusable);
        }
    }

    private String describe(IOException failure) {
        if (failure instanceof ConnectException) {
            return "no connection to " + hub + "; check the network or the proxy";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no answer from " + hub + " within " + patience.toSeconds() + " s";
        }
        return "the transfer broke off (" + failure.getMessage() + "); try again";
    }
}
