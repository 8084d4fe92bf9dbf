package cnn.core.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file or folder could not be used, in words: of many failures Java's own message is the path alone. */
public final class Reason {
    private Reason() {
    }

    /** A clause: {@code permission denied}. */
    public static String of(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it is not there";
            case NotDirectoryException _ -> "it is no folder";
            case FileSystemLoopException _ -> "it contains itself";
            case EOFException end when end.getMessage() == null -> "it ends early";
            case FileSystemException system when system.getReason() != null -> Echo.of(system.getReason());
            case FileSystemException system -> system.getClass().getSimpleName();
            case IOException io when io.getMessage() != null -> Echo.of(io.getMessage());
            default -> cause.toString();
        };
    }
}
