package pellucid.models.hub;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The latest answer to a request, with what the hub itself said in this answer and those before it. The server to which the
 * hub redirects has ETags of its own, which may look like a SHA-256 and are none.
 *
 * @param hub the hub's address
 * @param response the latest answer
 * @param checksum what the hub says the content's digest is
 * @param linkedSize what the hub says the content's size is
 * @param commit the commit that the hub took the file from
 */
record HubAnswer(
        URI hub,
        HttpResponse<InputStream> response,
        Optional<Checksum> checksum,
        OptionalLong linkedSize,
        Optional<String> commit) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** Before the first answer. */
    static HubAnswer none(URI hub) {
        return new HubAnswer(hub, null, Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    /** This answer, which was a redirect, and the one to which it led. */
    HubAnswer followedBy(HttpResponse<InputStream> next) {
        if (!isHub(next)) {
            return new HubAnswer(hub, next, checksum, linkedSize, commit);
        }
        HttpHeaders headers = next.headers();
        OptionalLong size = headers.firstValueAsLong("X-Linked-Size");
        return new HubAnswer(
                hub,
                next,
                headers.firstValue("X-Linked-Etag")
                        .or(() -> headers.firstValue("ETag"))
                        .flatMap(Checksum::ofETag)
                        .or(() -> checksum),
                size.isPresent() ? size : linkedSize,
                headers.firstValue("X-Repo-Commit")
                        .filter(name -> COMMIT.matcher(name).matches())
                        .or(() -> commit));
    }

    private boolean isHub(HttpResponse<?> answer) {
        return hub.getAuthority().equalsIgnoreCase(answer.uri().getAuthority());
    }

    /** Whether the hub answers, and not a server that it redirects to. */
    boolean isFromHub() {
        return isHub(response);
    }

    int status() {
        return response.statusCode();
    }

    InputStream body() {
        return response.body();
    }

    /** The length the sender announces, or -1. */
    long length() {
        return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    /** The hub's word for an error, such as {@code RepoNotFound}; empty where there is none. */
    String errorCode() {
        return response.headers().firstValue("X-Error-Code").orElse("");
    }

    /** Where to go on, if this is a redirect that says where. */
    Optional<URI> redirect() {
        if (!REDIRECTS.contains(status())) {
            return Optional.empty();
        }
        try {
            return response.headers().firstValue("Location").map(response.uri()::resolve);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
