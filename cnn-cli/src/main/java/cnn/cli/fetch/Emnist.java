package cnn.cli.fetch;

import cnn.core.archive.Archive;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Takes one of EMNIST's variants out of the archive that holds them all, as files that the data source {@code idx} reads.
 * Its images lie on their side, mirrored: they are written upright. The letters' labels begin at 1: they are written from 0
 * on.
 */
public final class Emnist {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private Emnist() {
    }

    /**
     * Writes the four files of a variant that are not there yet into a folder.
     *
     * @param archive {@code gzip.zip}, which is as it should be
     * @param variant {@code letters}, {@code digits} or {@code balanced}
     */
    public static void unpack(Path archive, String variant, Path folder, Consumer<String> notes) {
        try (Archive zip = Archive.open(archive, false, 0, notes)) {
            Files.createDirectories(folder);
            for (String part : new String[] {"train", "test"}) {
                for (String kind : new String[] {"images-idx3", "labels-idx1"}) {
                    Path from = zip.root().resolve("gzip/emnist-" + variant + "-" + part + "-" + kind + "-ubyte.gz");
                    Path to = folder.resolve((part.equals("test") ? "t10k" : part) + "-" + kind + "-ubyte.gz");
                    if (!Files.exists(to)) {
                        byte[] bytes = kind.startsWith("images") ? images(from) : labels(from, variant);
                        AtomicFile.write(to, bytes);
                    }
                }
            }
        } catch (IOException e) {
            throw new FetchException(
                    "'" + Echo.path(archive) + "' cannot be unpacked into '" + Echo.path(folder) + "' ("
                            + Reason.of(e) + "). Check that the disk has room and works.",
                    e);
        }
    }

    private static DataInputStream open(Path file, int magic) throws IOException {
        InputStream stored = Files.newInputStream(file);
        boolean fits = false;
        try {
            DataInputStream in = new DataInputStream(new GZIPInputStream(stored, 1 << 16));
            int found = in.readInt();
            if (found != magic) {
                throw new IOException("'" + file + "' is no IDX file: it begins with 0x" + Integer.toHexString(found));
            }
            fits = true;
            return in;
        } finally {
            if (!fits) {
                stored.close();
            }
        }
    }

    private static byte[] images(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataInputStream in = open(file, IMAGES);
                DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes, 1 << 16))) {
            int count = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            out.writeInt(IMAGES);
            out.writeInt(count);
            out.writeInt(width);
            out.writeInt(height);
            byte[] lying = new byte[height * width];
            byte[] upright = new byte[lying.length];
            for (int i = 0; i < count; i++) {
                in.readFully(lying);
                for (int p = 0; p < lying.length; p++) {
                    upright[p % width * height + p / width] = lying[p];
                }
                out.write(upright);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] labels(Path file, String variant) throws IOException {
        int first = variant.equals("letters") ? 1 : 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataInputStream in = open(file, LABELS);
                DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes, 1 << 16))) {
            int count = in.readInt();
            out.writeInt(LABELS);
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                out.writeByte(in.readUnsignedByte() - first);
            }
        }
        return bytes.toByteArray();
    }
}
