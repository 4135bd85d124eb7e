package pellucid.models.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import pellucid.tensor.InputException;

/**
 * Where models are looked for. The system property wins over the environment variable.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>what</th><th>property</th><th>environment</th><th>default</th></tr>
 * <tr><td>hub</td><td>pellucid.hub</td><td>HF_ENDPOINT</td><td>https://huggingface.co</td></tr>
 * <tr><td>Hugging Face cache</td><td></td><td>HF_HUB_CACHE, HF_HOME/hub</td><td>~/.cache/huggingface/hub</td></tr>
 * <tr><td>our cache</td><td>pellucid.cache</td><td>PELLUCID_CACHE</td><td>~/.cache/pellucid</td></tr>
 * <tr><td>offline</td><td>pellucid.offline</td><td>HF_HUB_OFFLINE</td><td>false</td></tr>
 * </table>
 *
 * <p>{@code ~/.cache} is {@code XDG_CACHE_HOME} where that is set.
 *
 * @param hub the hub's address
 * @param huggingFaceCache the folder of {@code models--organisation--name} folders
 * @param cache the folder that converted and downloaded models are written into, below {@code models/}
 * @param offline never ask the hub
 * @param patience how long a connection may stay silent before it is given up
 */
public record HubSettings(URI hub, Path huggingFaceCache, Path cache, boolean offline, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> TRUE_WORDS = Set.of("1", "true", "yes", "on");

    /** The settings of this JVM. */
    public static HubSettings ofThisProcess() {
        return of(System::getProperty, System::getenv);
    }

    /**
     * The settings that properties and environment variables ask for; each look-up answers null for an unset name.
     *
     * @throws InputException if an address or a path makes no sense
     */
    public static HubSettings of(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        String caches = firstSet(environment.apply("XDG_CACHE_HOME"), properties.apply("user.home") + "/.cache");
        String huggingFaceHome = firstSet(environment.apply("HF_HOME"), caches + "/huggingface");
        return new HubSettings(
                address(firstSet(
                        properties.apply("pellucid.hub"), environment.apply("HF_ENDPOINT"), "https://huggingface.co")),
                path("HF_HUB_CACHE", firstSet(environment.apply("HF_HUB_CACHE"), huggingFaceHome + "/hub")),
                path(
                        "pellucid.cache",
                        firstSet(
                                properties.apply("pellucid.cache"),
                                environment.apply("PELLUCID_CACHE"),
                                caches + "/pellucid")),
                TRUE_WORDS.contains(
                        firstSet(properties.apply("pellucid.offline"), environment.apply("HF_HUB_OFFLINE"), "false")
                                .toLowerCase(Locale.ROOT)),
                PATIENCE);
    }

    private static String firstSet(String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        throw new IllegalArgumentException("the last value is the default and must be set");
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text.replaceAll("/+$", ""));
            if (address.getHost() != null
                    && ("https".equalsIgnoreCase(address.getScheme())
                            || "http".equalsIgnoreCase(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException unreadable) {
            // Answered below, like an address of another kind.
        }
        throw new InputException("the hub's address '" + text
                + "' is not an http or https address; set -Dpellucid.hub or HF_ENDPOINT to one such as"
                + " https://huggingface.co");
    }

    private static Path path(String setting, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException unreadable) {
            throw new InputException(setting + " is '" + text + "', which is no path; set it to a folder", unreadable);
        }
    }
}
