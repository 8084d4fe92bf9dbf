package cnn.core.archive;

import cnn.core.text.Echo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of a zip archive, each read where it lies, and compared with its checksum. */
final class ZipContents implements EntryContents {
    private final ZipFile zip;

    private ZipContents(ZipFile zip) {
        this.zip = zip;
    }

    static ZipContents open(Archive.Reading reading, EntryTree tree) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(reading.file().toFile());
        } catch (ZipException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("encrypted")) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(reading.file()) + "' is encrypted, and passwords are "
                                + "not asked for. Pack it anew without one.",
                        e);
            }
            throw reading.damaged(message, e);
        }
        boolean complete = false;
        try {
            long all = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    tree.addFolder(entry.getName());
                } else if (tree.isOfBearableSize(entry.getName(), entry.getSize())) {
                    all += entry.getSize();
                    tree.addFile(entry.getName(), Entry.file(entry.getSize(), entry));
                }
            }
            reading.checkGrowth(all); // entries that share their bytes count as often as they are there
            complete = true;
            return new ZipContents(zip);
        } finally {
            if (!complete) {
                zip.close();
            }
        }
    }

    @Override
    public byte[] read(Entry file) throws IOException {
        ZipEntry entry = (ZipEntry) Objects.requireNonNull(file.place());
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(file.size()));
            if (bytes.length < file.size() || in.read() >= 0) {
                throw new ZipException("it has another size than the archive says");
            }
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new ZipException("its checksum is wrong: the archive is damaged");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
