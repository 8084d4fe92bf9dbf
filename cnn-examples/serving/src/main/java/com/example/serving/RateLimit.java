package com.example.serving;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one address may ask: a bucket of tokens for each, which fills up at the rate and holds those of two seconds. Of IPv6
 * the first 64 bits count, as one machine has all addresses behind them.
 *
 * <p>Remembers so many addresses, those that asked last, and begins anew with others.
 */
final class RateLimit {
    private static final int ADDRESSES = 10_000;
    private static final double SECONDS_HELD = 2;
    private static final int NETWORK_BYTES = 8;

    private final double rate;
    private final double most;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Bucket(double tokens, long at) {
    }

    /** @param rate requests a second; 0 for any number */
    RateLimit(double rate, LongSupplier nanos) {
        this.rate = rate;
        this.most = Math.max(1, rate * SECONDS_HELD);
        this.nanos = nanos;
    }

    /**
     * Counts one request.
     *
     * @throws Refusal where it comes too soon
     */
    void enter(InetAddress client) throws Refusal {
        if (rate == 0) {
            return;
        }
        double tokens = take(key(client));
        if (tokens < 0) {
            throw new Refusal(429, "too-many-requests",
                    "More than " + rate + " requests a second came from one address, "
                            + "which is the limit. Send them more slowly.",
                    (int) Math.max(1, Math.ceil(-tokens / rate)));
        }
    }

    /** The tokens that are left; what is missing, as a negative number, where there was none to take. */
    private synchronized double take(String client) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.get(client);
        double tokens = bucket == null ? most : Math.min(most, bucket.tokens + (now - bucket.at) * 1e-9 * rate);
        boolean enough = tokens >= 1;
        buckets.put(client, new Bucket(enough ? tokens - 1 : tokens, now));
        return tokens - 1;
    }

    private static String key(InetAddress client) {
        byte[] address = client.getAddress();
        return HexFormat.of()
                .formatHex(client instanceof Inet6Address ? Arrays.copyOf(address, NETWORK_BYTES) : address);
    }

    synchronized int addresses() {
        return buckets.size();
    }
}
