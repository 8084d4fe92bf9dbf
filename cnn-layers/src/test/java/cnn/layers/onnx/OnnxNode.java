package cnn.layers.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an ONNX graph (NodeProto).
 *
 * @param op the operator: {@code Conv}
 * @param inputs names of its inputs, empty where one is left out
 * @param outputs names of its outputs
 * @param attributes AttributeProto by name
 */
record OnnxNode(String op, List<String> inputs, List<String> outputs, Map<String, UnknownFieldSet> attributes) {
    static OnnxNode parse(ByteString bytes) throws IOException {
        UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
        Map<String, UnknownFieldSet> attributes = new HashMap<>();
        for (ByteString attribute : fields.getField(5).getLengthDelimitedList()) {
            UnknownFieldSet parts = UnknownFieldSet.parseFrom(attribute);
            attributes.put(parts.getField(1).getLengthDelimitedList().getFirst().toStringUtf8(), parts);
        }
        return new OnnxNode(fields.getField(4).getLengthDelimitedList().getFirst().toStringUtf8(),
                strings(fields.getField(1)), strings(fields.getField(2)), attributes);
    }

    static List<String> strings(UnknownFieldSet.Field field) {
        return field.getLengthDelimitedList().stream().map(ByteString::toStringUtf8).toList();
    }

    /** An attribute of several integers. */
    int[] ints(String name, int... otherwise) {
        UnknownFieldSet attribute = attributes.get(name);
        if (attribute == null) {
            return otherwise;
        }
        try {
            return OnnxTensor.integers(attribute.getField(8)).stream().mapToInt(Math::toIntExact).toArray();
        } catch (IOException e) {
            throw new IllegalStateException("Attribute '" + name + "' of " + op + " cannot be read.", e);
        }
    }

    /** An integer attribute. */
    int integer(String name, int otherwise) {
        UnknownFieldSet attribute = attributes.get(name);
        return attribute == null ? otherwise : (int) (long) attribute.getField(3).getVarintList().getFirst();
    }

    /** A float attribute. */
    float number(String name, float otherwise) {
        UnknownFieldSet attribute = attributes.get(name);
        return attribute == null
                ? otherwise
                : Float.intBitsToFloat(attribute.getField(2).getFixed32List().getFirst());
    }

    /** A string attribute. */
    String text(String name, String otherwise) {
        UnknownFieldSet attribute = attributes.get(name);
        return attribute == null ? otherwise : strings(attribute.getField(4)).getFirst();
    }

    /** A tensor attribute. */
    @Nullable
    OnnxTensor tensor(String name) throws IOException {
        UnknownFieldSet attribute = attributes.get(name);
        return attribute == null
                ? null
                : OnnxTensor.parse(attribute.getField(5).getLengthDelimitedList().getFirst());
    }

    /** Fails where there is an attribute that the mapping does not know: it might change the meaning. */
    void knows(String... names) {
        Set<String> unknown = new TreeSet<>(attributes.keySet());
        unknown.removeAll(Set.of(names));
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(op + " has attributes that the mapping does not know: " + unknown
                    + ". Map them, or give a reason in Unmapped.");
        }
    }
}
