package pellucid.models.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * The header of a safetensors file: its form in bytes and the rules that hold between its parts.
 *
 * @param tensors by name, in the header's order
 * @param metadata the file's own notes
 * @param dataStart where the data starts in the file, in bytes
 */
record SafetensorsHeader(Map<String, StoredTensor> tensors, Map<String, String> metadata, long dataStart) {
    /** The header's limit in the reference implementation. */
    private static final long MAX_BYTES = 100_000_000;

    /** Keeps the memory for a hostile header of 100 MB within bounds; the largest known models have 100,000 tensors. */
    private static final int MAX_NAMES = 1 << 18;

    private static final int PREFIX_BYTES = Long.BYTES;
    private static final int ALIGNMENT = 8;
    private static final int MAX_LISTED = 1_000;

    /** Reads and checks a header; afterwards every tensor's data is known to lie inside the file. */
    static SafetensorsHeader read(FileChannel channel, String file) throws IOException {
        long fileBytes = channel.size();
        if (fileBytes < PREFIX_BYTES) {
            throw new InputException(file + " has " + fileBytes
                    + " bytes; a safetensors file starts with the 8 bytes of its header's length: fetch it again");
        }
        InputStream start = new ChannelSlice(channel, 0, PREFIX_BYTES);
        long headerBytes = ByteBuffer.wrap(start.readNBytes(PREFIX_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (headerBytes < 0 || headerBytes > MAX_BYTES) {
            throw new InputException(file + " announces a header of " + Long.toUnsignedString(headerBytes)
                    + " bytes, and at most " + MAX_BYTES + " are allowed; it is not a safetensors file or is damaged");
        }
        if (headerBytes > fileBytes - PREFIX_BYTES) {
            throw new InputException(file + " announces a header of " + headerBytes + " bytes, but only "
                    + (fileBytes - PREFIX_BYTES) + " follow; the file is cut short or not a safetensors file");
        }
        long dataStart = PREFIX_BYTES + headerBytes;
        int first = new ChannelSlice(channel, PREFIX_BYTES, dataStart).read();
        if (first != '{') {
            throw new InputException(file + ": the header starts with "
                    + (first < 0 ? "nothing (it is empty)" : String.format("the byte 0x%02x", first))
                    + "; it must start with '{'");
        }
        String document = file + ": the header";
        try (StrictJson json = new StrictJson(document, new ChannelSlice(channel, PREFIX_BYTES, dataStart))) {
            SafetensorsHeader header = parse(json, file, dataStart);
            header.checkCoverage(file, fileBytes - dataStart);
            return header;
        } catch (IOException failure) {
            throw StrictJson.explain(document, failure);
        }
    }

    private static SafetensorsHeader parse(StrictJson json, String file, long dataStart) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = null;
        json.enterObject("the whole");
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (name.equals(TensorNames.METADATA)) {
                if (metadata != null) {
                    throw json.refuse("has the key " + TensorNames.METADATA + " twice");
                }
                metadata = parseMetadata(json);
            } else if (tensors.containsKey(name)) {
                throw json.refuse("has the tensor " + TensorNames.quote(name) + " twice");
            } else {
                tensors.put(name, parseTensor(json, file, name));
                checkNumberOfNames(json, tensors.size());
            }
        }
        json.end();
        return new SafetensorsHeader(
                Collections.unmodifiableMap(tensors),
                metadata == null ? Map.of() : Collections.unmodifiableMap(metadata),
                dataStart);
    }

    private static void checkNumberOfNames(StrictJson json, int count) {
        if (count > MAX_NAMES) {
            throw json.refuse("has more than " + MAX_NAMES + " names; no known model has that many");
        }
    }

    private static Map<String, String> parseMetadata(StrictJson json) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        json.enterObject(TensorNames.METADATA);
        for (String key = json.nextField(); key != null; key = json.nextField()) {
            String value = json.text(TensorNames.METADATA + " " + TensorNames.quote(key));
            if (metadata.put(key, value) != null) {
                throw json.refuse("has the key " + TensorNames.quote(key) + " twice in " + TensorNames.METADATA);
            }
            checkNumberOfNames(json, metadata.size());
        }
        return metadata;
    }

    private static StoredTensor parseTensor(StrictJson json, String file, String name) throws IOException {
        String tensor = "tensor " + TensorNames.quote(name);
        StoredType type = null;
        long[] shape = null;
        long[] offsets = null;
        json.enterObject(tensor);
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            boolean repeated;
            switch (field) {
                case "dtype" -> {
                    repeated = type != null;
                    type = parseType(json, tensor);
                }
                case "shape" -> {
                    repeated = shape != null;
                    shape = json.wholeNumbers("the shape of " + tensor, MAX_LISTED);
                }
                case "data_offsets" -> {
                    repeated = offsets != null;
                    offsets = json.wholeNumbers("the data_offsets of " + tensor, MAX_LISTED);
                }
                default ->
                    throw json.refuse("has the unknown field " + TensorNames.quote(field) + " for " + tensor
                            + "; only dtype, shape and data_offsets are known");
            }
            if (repeated) {
                throw json.refuse("has the field " + field + " twice for " + tensor);
            }
        }
        String missing = type == null ? "dtype" : shape == null ? "shape" : offsets == null ? "data_offsets" : null;
        if (missing != null) {
            throw json.refuse("has no " + missing + " for " + tensor);
        }
        if (offsets.length != 2) {
            throw json.refuse("has " + offsets.length + " data_offsets for " + tensor
                    + "; two are wanted, the begin and the end");
        }
        try {
            return new StoredTensor(name, type, shape, offsets[0], offsets[1]);
        } catch (InputException disagreement) {
            throw new InputException(file + ": " + disagreement.getMessage(), disagreement);
        }
    }

    private static StoredType parseType(StrictJson json, String tensor) throws IOException {
        String dtype = json.text("the dtype of " + tensor);
        for (StoredType type : StoredType.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw json.refuse("has the dtype " + TensorNames.quote(dtype) + " for " + tensor + "; those read here are "
                + Arrays.toString(StoredType.values()));
    }

    /** The tensors must cover the data exactly: then no byte has two meanings and none is hidden. */
    private void checkCoverage(String file, long dataBytes) {
        List<StoredTensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort((a, b) -> {
            int byBegin = Long.compare(a.begin(), b.begin());
            return byBegin != 0 ? byBegin : Long.compare(a.end(), b.end());
        });
        long covered = 0;
        for (StoredTensor tensor : inOrder) {
            String subject = file + ": tensor " + TensorNames.quote(tensor.name());
            if (tensor.end() > dataBytes) {
                throw new InputException(subject + " ends at byte " + tensor.end() + " of the data, which has "
                        + dataBytes + "; the file is cut short: fetch it again");
            }
            if (tensor.begin() < covered) {
                throw new InputException(subject + " begins at byte " + tensor.begin()
                        + " of the data, inside another tensor that ends at byte " + covered
                        + "; tensors may not overlap");
            }
            if (tensor.begin() > covered) {
                throw new InputException(subject + " begins at byte " + tensor.begin()
                        + " of the data, but the tensor before it ends at byte " + covered
                        + "; there may be no hole between them");
            }
            covered = tensor.end();
        }
        if (covered != dataBytes) {
            throw new InputException(file + " has " + dataBytes + " bytes of data, but its tensors end at byte "
                    + covered + "; nothing may follow the last one");
        }
    }

    /** The bytes that precede the data of these tensors: the length and the header, padded to a multiple of 8. */
    static byte[] encode(Collection<StoredTensor> tensors, Map<String, String> metadata) {
        if (tensors.size() > MAX_NAMES || metadata.size() > MAX_NAMES) {
            throw new InputException("a safetensors header of " + tensors.size() + " tensors and " + metadata.size()
                    + " notes is too large; at most " + MAX_NAMES + " of each can be read again");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[PREFIX_BYTES]);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(TensorNames.METADATA);
                for (Map.Entry<String, String> note : metadata.entrySet()) {
                    json.writeStringField(note.getKey(), note.getValue());
                }
                json.writeEndObject();
            }
            for (StoredTensor tensor : tensors) {
                long[] shape = tensor.shape();
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                json.writeFieldName("shape");
                json.writeArray(shape, 0, shape.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {tensor.begin(), tensor.end()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        long headerBytes = bytes.size() - PREFIX_BYTES;
        if (headerBytes > MAX_BYTES) {
            throw new InputException("the safetensors header takes " + headerBytes + " bytes; at most " + MAX_BYTES
                    + " are allowed: write fewer tensors, or shorter names and notes");
        }
        byte[] encoded = bytes.toByteArray();
        ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).putLong(headerBytes);
        return encoded;
    }
}
