package cnn.cli.fetch;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server answers to a request for a file, from a byte on. Belongs to one thread. */
final class Response implements AutoCloseable {
    private static final int MOST_REDIRECTS = 10;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** A connection that does not do what it should; the message is a clause, and another attempt may bring more. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String clause, @Nullable Throwable cause) {
            super(clause, cause);
        }
    }

    private final InputStream body;
    private final long start;
    private final Patience patience;
    private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();

    private Response(InputStream body, long start, Patience patience) {
        this.body = body;
        this.start = start;
        this.patience = patience;
    }

    /**
     * Asks for a file.
     *
     * @param from the first byte that is wanted
     * @throws Broken where another attempt may bring more
     * @throws FetchException where none will
     */
    static Response of(HttpClient client, KnownFile file, long from, Patience patience) throws Broken {
        URI address = file.address();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<InputStream> answer = send(client, address, from, patience);
            int status = answer.statusCode();
            if (status / 100 == 3 && status != 304) {
                quietly(answer.body());
                address = redirected(file, address, answer);
                continue;
            }
            boolean accepted = false;
            try {
                long start = start(file, from, answer);
                accepted = true;
                return new Response(answer.body(), start, patience);
            } finally {
                if (!accepted) {
                    quietly(answer.body());
                }
            }
        }
        throw new FetchException(
                file.address() + " leads on more than " + MOST_REDIRECTS + " times. Name another address with "
                        + "--from.",
                null);
    }

    private static HttpResponse<InputStream> send(HttpClient client, URI address, long from, Patience patience)
            throws Broken {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience.stall())
                .header("User-Agent", "cnn").header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new Broken("the server did not answer within " + patience.stallText(), e);
        } catch (ConnectException e) {
            throw new Broken(e.getCause() instanceof UnresolvedAddressException
                    ? "there is no server '" + Echo.of(address.getHost()) + "', or no network"
                    : "the server does not take connections", e);
        } catch (IOException e) {
            throw new Broken("the connection broke (" + Reason.of(e) + ")", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static FetchException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FetchException("Fetching was interrupted. What has come is kept: fetch again to go on.", e);
    }

    private static URI redirected(KnownFile file, URI from, HttpResponse<?> answer) {
        String to = answer.headers().firstValue("Location").orElse("");
        try {
            URI address = from.resolve(to);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (!to.isBlank() && (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new FetchException(file.address() + " leads on to '" + Echo.of(to) + "', which is no address of http or "
                + "https. Name another address with --from.", null);
    }

    /** The first byte that the answer gives. */
    private static long start(KnownFile file, long from, HttpResponse<?> answer) throws Broken {
        int status = answer.statusCode();
        switch (status) {
            case 200 -> {
                checkLength(file, answer, file.bytes());
                return 0;
            }
            case 206 -> {
                Matcher range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
                if (!range.matches() || Long.parseLong(range.group(1)) != from) {
                    throw new FetchException(file.address() + " was asked for bytes from " + from + " on, and gives '"
                            + Echo.of(answer.headers().firstValue("Content-Range").orElse("no range"))
                            + "'. Remove the .part file, or name another address with --from.", null);
                }
                if (!range.group(3).equals("*") && Long.parseLong(range.group(3)) != file.bytes()) {
                    throw wrongLength(file, Long.parseLong(range.group(3)));
                }
                return from;
            }
            case 408, 425, 429, 500, 502, 503, 504 -> throw new Broken("the server answered " + status, null);
            default -> throw new FetchException(file.address() + " answered " + status + (status == 404 || status == 410
                    ? ": the file is not there any more"
                    : status == 401 || status == 403 ? ": it is not given to everybody" : "")
                    + ". Name another address with --from.", null);
        }
    }

    private static void checkLength(KnownFile file, HttpResponse<?> answer, long expected) {
        long told;
        try {
            told = answer.headers().firstValueAsLong("Content-Length").orElse(expected);
        } catch (NumberFormatException e) {
            return; // counting tells
        }
        if (told != expected) {
            throw wrongLength(file, told);
        }
    }

    private static FetchException wrongLength(KnownFile file, long told) {
        return new FetchException(file.address() + " has " + Count.of(told, "byte") + ", and '" + Echo.of(file.name())
                + "' has " + Count.of(file.bytes()) + ": it is another file. Name another address with --from.", null);
    }

    /** The place in the file of the first byte that comes. */
    long start() {
        return start;
    }

    /**
     * Some more bytes.
     *
     * @return how many there are; -1 at the end
     * @throws Broken where the connection breaks, or stalls
     */
    int read(byte[] bytes) throws Broken {
        Future<Integer> next = reader.submit(() -> body.read(bytes));
        try {
            return next.get(patience.stall().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Broken("nothing came for " + patience.stallText(), e);
        } catch (ExecutionException e) {
            throw new Broken("the connection broke (" + Reason.of(e.getCause()) + ")", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        quietly(body); // which ends a read that waits
        reader.shutdownNow();
        reader.close();
    }

    private static void quietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // nobody reads it any more
        }
    }
}
