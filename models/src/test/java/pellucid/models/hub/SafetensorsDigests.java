package pellucid.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists a safetensors file as name, type, shape and SHA-256 of each tensor, with a reader of its own. */
final class SafetensorsDigests {
    private SafetensorsDigests() {}

    static List<String> of(Path file) throws IOException, GeneralSecurityException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(bytes.getLong(0));
        JsonNode header = new ObjectMapper().readTree(bytes.array(), Long.BYTES, headerLength);
        Map<String, String> lines = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tensor : header.properties()) {
            if (tensor.getKey().equals("__metadata__")) {
                continue;
            }
            List<String> shape = new ArrayList<>();
            tensor.getValue().path("shape").forEach(size -> shape.add(size.asText()));
            int begin = tensor.getValue().path("data_offsets").path(0).asInt();
            int end = tensor.getValue().path("data_offsets").path(1).asInt();
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes.array(), Long.BYTES + headerLength + begin, end - begin);
            lines.put(
                    tensor.getKey(),
                    String.join(
                            "\t",
                            tensor.getKey(),
                            tensor.getValue().path("dtype").asText(),
                            String.join("x", shape),
                            HexFormat.of().formatHex(sha256.digest())));
        }
        return List.copyOf(lines.values());
    }
}
