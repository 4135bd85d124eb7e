package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

/** Everything that can go wrong with a download; each time the cache must be as it was. */
class HubRefusalTest extends LocalHub {
    @Test
    void givesUpOnEndlessRedirects() throws IOException {
        hub.instead.put(
                "config.json",
                exchange ->
                        FakeHub.redirect(exchange, 302, exchange.getRequestURI().getPath()));
        assertRefused("redirects more than 10 times");
    }

    @Test
    void refusesAMissingShard() throws IOException {
        hub.files.remove("model.safetensors");
        hub.put("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"part-1.safetensors\"}}");
        assertRefused("lacks part-1.safetensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json"})
    void refusesBytesThatAreNotThoseAnnounced(String file) throws IOException {
        byte[] changed = hub.files.get(file).clone();
        changed[3] ^= 1;
        hub.instead.put("cdn/" + file, exchange -> FakeHub.send(exchange, changed));
        if (file.equals("config.json")) {
            hub.instead.put(file, exchange -> {
                exchange.getResponseHeaders().add("ETag", "\"" + "1".repeat(40) + "\"");
                FakeHub.send(exchange, changed);
            });
        }
        assertRefused(file + " arrived with the SHA-", "and the hub announced");
    }

    @Test
    void refusesAnotherSizeThanAnnounced() throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> {
            exchange.getResponseHeaders().add("X-Linked-Size", "17");
            exchange.getResponseHeaders().add("X-Linked-Etag", FakeHub.sha256(weights));
            FakeHub.send(exchange, weights);
        });
        assertRefused("arrived with 400000 bytes and the hub announced 17");
    }

    @Test
    void refusesWeightsThatTheListContradictsOrThatNothingVouchesFor() throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> FakeHub.send(exchange, weights));
        hub.instead.put("api", exchange -> FakeHub.send(exchange, listing("2".repeat(64))));
        assertRefused("the hub announced " + "2".repeat(64));
        hub.instead.put("api", exchange -> FakeHub.send(exchange, "[]".getBytes(StandardCharsets.UTF_8)));
        assertRefused("gives no SHA-256 for model.safetensors");
        hub.instead.remove("api");
        assertRefused("gives no SHA-256 for model.safetensors");
    }

    @Test
    void skipsOptionalFilesAndRefusesMissingOnes() throws IOException {
        hub.files.remove("1_Pooling/config.json");
        assertRefused("lacks 1_Pooling/config.json");
        hub.put("1_Pooling/config.json", "{}");
        byte[] weights = hub.files.remove("model.safetensors");
        assertRefused("lacks model.safetensors");
        hub.files.put("model.safetensors", weights);
        byte[] tokenizer = hub.files.remove("tokenizer.json");
        assertRefused("neither tokenizer.json nor vocab.txt");
        hub.files.put("tokenizer.json", tokenizer);
        byte[] config = hub.files.remove("config.json");
        assertRefused("has no config.json there (HTTP 404)");
        hub.files.put("config.json", config);

        hub.files.remove("sentence_bert_config.json");
        hub.files.remove("modules.json");
        assertThat(find(NAME).folder().resolve("config.json")).exists();
    }

    @Test
    void refusesPathsThatLeadOutOfTheFolder() throws IOException {
        hub.put("modules.json", "[{\"path\": \"../../evil\", \"type\": \"x.Pooling\"}]");
        assertRefused("'../../evil'", "may lead out of the model's folder");
    }

    @Test
    void saysThatAModelIsGated() throws IOException {
        hub.instead.put("model.safetensors", exchange -> exchange.sendResponseHeaders(403, -1));
        assertRefused(NAME + " is gated (HTTP 403)", "accept its terms");
        hub.instead.put("modules.json", exchange -> {
            exchange.getResponseHeaders().add("X-Error-Code", "GatedRepo");
            exchange.sendResponseHeaders(401, -1);
        });
        assertRefused(NAME + " is gated (HTTP 401)");
        hub.instead.put("modules.json", exchange -> exchange.sendResponseHeaders(401, -1));
        assertRefused(NAME + " does not exist there, or is private or gated (HTTP 401)");
    }

    @Test
    void namesOtherAnswers() throws IOException {
        hub.instead.put("tokenizer.json", exchange -> exchange.sendResponseHeaders(503, -1));
        assertRefused("the request for tokenizer.json", "was HTTP 503");
        hub.instead.clear();
        hub.instead.put("cdn/model.safetensors", exchange -> exchange.sendResponseHeaders(404, -1));
        assertRefused("the request for model.safetensors", "was HTTP 404");
        hub.instead.clear();
        hub.instead.put("modules.json", exchange -> {
            exchange.getResponseHeaders().add("X-Error-Code", "RepoNotFound");
            exchange.sendResponseHeaders(404, -1);
        });
        assertRefused(NAME + " does not exist there (HTTP 404)");
    }

    @Test
    void refusesADownloadThatBreaksOff() throws IOException {
        hub.instead.put("cdn/model.safetensors", exchange -> {
            exchange.sendResponseHeaders(200, 400_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
        });
        assertRefused("model.safetensors: the transfer broke off", "try again");
    }

    @Test
    void refusesADownloadThatFallsSilent() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        hub.instead.put("cdn/model.safetensors", exchange -> {
            exchange.sendResponseHeaders(200, 400_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThatThrownBy(() -> resolver(hub.address(), false, Duration.ofSeconds(1))
                            .find(NAME))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("nothing came for 1 s");
            assertNothingIsLeft();
        } finally {
            end.countDown();
        }
    }

    @Test
    void saysThatThereIsNoConnection() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertThatThrownBy(() -> resolver(closed, false, Duration.ofSeconds(5)).find(NAME))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no connection to " + closed);
        assertNothingIsLeft();
    }

    @Test
    void asksNobodyWhenOffline() throws IOException {
        assertThatThrownBy(() ->
                        resolver(hub.address(), true, Duration.ofSeconds(5)).find(NAME))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("HF_HUB_OFFLINE");
        assertThat(hub.requests).isEmpty();
        assertNothingIsLeft();
    }
}
