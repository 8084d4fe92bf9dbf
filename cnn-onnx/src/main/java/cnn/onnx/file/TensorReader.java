package cnn.onnx.file;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tensors: within a file as raw bytes or as numbers, or from a file beside it. */
public final class TensorReader {
    /** Numbers for the sake of which a file's bytes are not kept. */
    private static final int FEW = 1 << 10;
    /** What is read at once goes through native memory of the same size. */
    private static final int PIECE = 1 << 20;

    private final @Nullable Path folder;

    /** Tensors of a file in this folder; null for none outside. */
    public TensorReader(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it has a type that is not read, or not the numbers that its axes need
     */
    public Constant read(TensorProto tensor) {
        Constant constant = numbers(tensor);
        return constant
                .as(Element.of(tensor.getDataType()) instanceof Element type && type.isFloat() == constant.isFloat()
                        ? type
                        : constant.type());
    }

    private Constant numbers(TensorProto tensor) {
        int[] dims = new int[tensor.getDimsCount()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Math.clamp(tensor.getDims(i), -1, Integer.MAX_VALUE);
        }
        int size;
        try {
            size = Constant.size(dims);
        } catch (IllegalArgumentException e) {
            throw refusal(tensor, "has the axes " + Echo.of(tensor.getDimsList()), e.getMessage());
        }
        Element element = Element.of(tensor.getDataType());
        if (element == null) {
            throw refusal(tensor, "has elements of ONNX's type number " + tensor.getDataType(),
                    "Read are floats, whole numbers and truth values.");
        }
        ByteBuffer raw = tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                ? external(tensor, (long) size * element.bytes())
                : tensor.getRawData().asReadOnlyByteBuffer();
        raw.order(ByteOrder.LITTLE_ENDIAN);
        if (raw.remaining() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            require(tensor, dims, size, raw.remaining() / (double) element.bytes());
            if (element == Element.FLOAT && size > FEW) {
                return Constant.of(dims, raw);
            }
            return element.isFloat()
                    ? Constant.of(dims, element.floats(raw, size))
                    : Constant.of(dims, element.integers(raw, size));
        }
        return numbers(tensor, element, dims, size);
    }

    private static Constant numbers(TensorProto tensor, Element element, int[] dims, int size) {
        switch (element) {
            case FLOAT -> {
                require(tensor, dims, size, tensor.getFloatDataCount());
                return Constant.of(dims, floats(tensor.getFloatDataList()));
            }
            case DOUBLE -> {
                require(tensor, dims, size, tensor.getDoubleDataCount());
                return Constant.of(dims, floats(tensor.getDoubleDataList()));
            }
            case FLOAT16, BFLOAT16 -> {
                require(tensor, dims, size, tensor.getInt32DataCount());
                float[] floats = new float[size];
                for (int i = 0; i < size; i++) {
                    floats[i] = element.fromBits((short) tensor.getInt32Data(i));
                }
                return Constant.of(dims, floats);
            }
            default -> {
                List<? extends Number> data = switch (element) {
                    case INT64 -> tensor.getInt64DataList();
                    case UINT32, UINT64 -> tensor.getUint64DataList();
                    default -> tensor.getInt32DataList();
                };
                require(tensor, dims, size, data.size());
                return Constant.of(dims, data.stream().mapToLong(Number::longValue).toArray());
            }
        }
    }

    static float[] floats(List<? extends Number> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }

    private static void require(TensorProto tensor, int[] dims, int size, double given) {
        if (given != size) {
            throw refusal(tensor, "has the axes " + Arrays.toString(dims) + ", which need "
                    + Count.of(size, "number") + ", but the file holds "
                    + (given == Math.rint(given) ? Count.of((long) given) : "" + given), "The file is damaged.");
        }
    }

    private ByteBuffer external(TensorProto tensor, long needed) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = beside(tensor, entries.getOrDefault("location", ""));
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
            long length = Long.parseLong(entries.getOrDefault("length", "" + needed));
            if (offset < 0 || length != needed || channel.size() - offset < needed) {
                throw refusal(tensor, "lies in '" + Echo.path(file) + "' from byte " + offset + " on with " + length
                        + " bytes, but needs " + needed + ", and the file has " + channel.size(),
                        "Put the whole file beside the model.");
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(needed));
            channel.position(offset);
            do {
                bytes.limit((int) Math.min(needed, bytes.position() + PIECE));
            } while (channel.read(bytes) > 0);
            return bytes.flip();
        } catch (NumberFormatException | ArithmeticException e) {
            throw refusal(tensor, "lies outside the file at " + Echo.of(entries), "Offset and length must be whole "
                    + "numbers of bytes, and a tensor at most 2 GiB.");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(file) + "', where the tensor '"
                    + Echo.of(tensor.getName()) + "' lies. Put it beside the model.", e);
        }
    }

    /** A file in the model's folder or below it, links followed: a model from elsewhere must not read what it likes. */
    private Path beside(TensorProto tensor, String location) {
        try {
            if (folder != null && !location.isEmpty()) {
                Path real = folder.toRealPath();
                Path file = real.resolve(location).normalize();
                if (file.startsWith(real) && (!Files.exists(file) || file.toRealPath().startsWith(real))) {
                    return file;
                }
            }
        } catch (IOException | InvalidPathException e) {
            // refused below
        }
        throw refusal(tensor, "lies in '" + Echo.path(location) + "'",
                "Its file must be in the model's own folder, named by a path relative to it.");
    }

    private static IllegalArgumentException refusal(TensorProto tensor, String problem, String remedy) {
        return new IllegalArgumentException(
                "Tensor '" + Echo.of(tensor.getName()) + "' " + problem + ". " + remedy);
    }
}
