package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RateLimitTests {
    private long now;

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private static int admitted(RateLimit limit, InetAddress client, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            try {
                limit.enter(client);
                admitted++;
            } catch (Refusal refusal) {
                assertEquals(429, refusal.status());
            }
        }
        return admitted;
    }

    @Test
    void letsInTheBurstAndThenTheRate() throws Exception {
        RateLimit limit = new RateLimit(10, () -> now);
        assertEquals(20, admitted(limit, address("10.0.0.1"), 100)); // two seconds' worth
        now += 500_000_000;
        assertEquals(5, admitted(limit, address("10.0.0.1"), 100));
        assertEquals(20, admitted(limit, address("10.0.0.2"), 100)); // another client's bucket is full
        now += 3_600_000_000_000L;
        assertEquals(20, admitted(limit, address("10.0.0.1"), 100)); // it holds no more
    }

    @Test
    void saysWhenToComeAgain() throws Exception {
        RateLimit limit = new RateLimit(0.25, () -> now);
        limit.enter(address("10.0.0.1"));
        assertEquals(4, assertThrows(Refusal.class, () -> limit.enter(address("10.0.0.1"))).retryAfter());
        now += 2_500_000_000L;
        assertEquals(2, assertThrows(Refusal.class, () -> limit.enter(address("10.0.0.1"))).retryAfter());
        now += 2_000_000_000L;
        assertEquals(1, admitted(limit, address("10.0.0.1"), 1));
    }

    @Test
    void takesANetworkOfIpv6ForOneClient() throws Exception {
        RateLimit limit = new RateLimit(1, () -> now);
        assertEquals(2, admitted(limit, address("2001:db8::1"), 5));
        assertEquals(0, admitted(limit, address("2001:db8::ffff:2"), 5));
        assertEquals(2, admitted(limit, address("2001:db8:0:1::1"), 5));
    }

    @Test
    void remembersNoMoreThanSoManyAddresses() throws Exception {
        RateLimit limit = new RateLimit(1, () -> now);
        for (int i = 0; i < 12_000; i++) {
            limit.enter(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}));
        }
        assertTrue(limit.addresses() <= 10_000);
    }

    @Test
    void letsEverybodyInAtARateOfNone() throws Exception {
        assertEquals(1000, admitted(new RateLimit(0, () -> now), address("10.0.0.1"), 1000));
    }
}
