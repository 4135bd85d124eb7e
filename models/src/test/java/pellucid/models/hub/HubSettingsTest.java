package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class HubSettingsTest {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void home() {
        properties.put("user.home", "/home/ada");
    }

    private HubSettings settings() {
        return HubSettings.of(properties::get, environment::get);
    }

    private static Path path(String path) {
        return Path.of(path).toAbsolutePath();
    }

    @Test
    void hasTheUsualPlacesByDefault() {
        HubSettings settings = settings();
        assertThat(settings.hub()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.huggingFaceCache()).isEqualTo(path("/home/ada/.cache/huggingface/hub"));
        assertThat(settings.cache()).isEqualTo(path("/home/ada/.cache/pellucid"));
        assertThat(settings.offline()).isFalse();
    }

    @Test
    void readsTheEnvironmentAndPropertiesBeforeIt() {
        environment.put("XDG_CACHE_HOME", "/xdg");
        assertThat(settings().huggingFaceCache()).isEqualTo(path("/xdg/huggingface/hub"));
        assertThat(settings().cache()).isEqualTo(path("/xdg/pellucid"));
        environment.put("HF_HOME", "/hf");
        assertThat(settings().huggingFaceCache()).isEqualTo(path("/hf/hub"));
        environment.put("HF_HUB_CACHE", "/hub");
        assertThat(settings().huggingFaceCache()).isEqualTo(path("/hub"));
        environment.put("PELLUCID_CACHE", "/ours");
        assertThat(settings().cache()).isEqualTo(path("/ours"));
        properties.put("pellucid.cache", "/mine");
        assertThat(settings().cache()).isEqualTo(path("/mine"));
        environment.put("HF_ENDPOINT", "https://mirror.example/");
        assertThat(settings().hub()).isEqualTo(URI.create("https://mirror.example"));
        properties.put("pellucid.hub", "http://127.0.0.1:8080/hub");
        assertThat(settings().hub()).isEqualTo(URI.create("http://127.0.0.1:8080/hub"));
        environment.put("HF_HUB_OFFLINE", "1");
        assertThat(settings().offline()).isTrue();
        properties.put("pellucid.offline", "false");
        assertThat(settings().offline()).isFalse();
        environment.put("HF_HUB_OFFLINE", "0");
        properties.put("pellucid.offline", "TRUE");
        assertThat(settings().offline()).isTrue();
    }

    @Test
    void treatsAnEmptyValueAsUnset() {
        environment.put("HF_HOME", "");
        properties.put("pellucid.cache", " ");
        assertThat(settings().huggingFaceCache()).isEqualTo(path("/home/ada/.cache/huggingface/hub"));
        assertThat(settings().cache()).isEqualTo(path("/home/ada/.cache/pellucid"));
    }

    @Test
    void refusesAnAddressThatIsNone() {
        for (String address :
                new String[] {"huggingface.co", "ftp://x.example", "http://", "http://a b", "file:///x"}) {
            properties.put("pellucid.hub", address);
            assertThatThrownBy(this::settings)
                    .as(address)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("'" + address.strip() + "'")
                    .hasMessageContaining("pellucid.hub");
        }
    }
}
