package com.example.serving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a form, as browsers and {@code curl --form} send it.
 *
 * <p>Sources: RFC 7578 (multipart/form-data), RFC 2046, section 5.1.1 (boundaries).
 */
final class Multipart {
    private static final int MOST_HEADER_BYTES = 4096;
    private static final Pattern BOUNDARY = Pattern
            .compile("boundary=(?:\"([^\"\\r\\n]{1,70})\"|([^\\s;,\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private Multipart() {
    }

    static boolean is(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * All parts, in their order.
     *
     * @param type the header Content-Type, which names the boundary
     * @throws Refusal where the body is no such form, or has no or too many parts
     */
    static List<Upload> parts(String type, byte[] body, int most) throws Refusal {
        Matcher named = BOUNDARY.matcher(type);
        if (!named.find()) {
            throw broken("its Content-Type names no boundary");
        }
        byte[] delimiter = ("\r\n--" + (named.group(1) != null ? named.group(1) : named.group(2)))
                .getBytes(StandardCharsets.ISO_8859_1);
        // what stands before the first boundary is no part; that one may be without its line break
        int at = startsWith(body, 0, Arrays.copyOfRange(delimiter, 2, delimiter.length))
                ? delimiter.length - 2
                : behind(body, 0, delimiter);
        List<Upload> parts = new ArrayList<>();
        while (!startsWith(body, at, "--".getBytes(StandardCharsets.ISO_8859_1))) {
            if (parts.size() == most) {
                throw new Refusal(413, "too-many-pictures", "The request has more than " + Text.count(most, "picture")
                        + ", which is the limit. Send several requests.");
            }
            at = lineEnd(body, at);
            int next = find(body, at - 2, delimiter);
            if (next < 0) {
                throw broken("it ends within part " + (parts.size() + 1));
            }
            parts.add(part(body, at, next, parts.size() + 1));
            at = next + delimiter.length;
        }
        if (parts.isEmpty()) {
            throw broken("it has no parts");
        }
        return parts;
    }

    private static Upload part(byte[] body, int from, int end, int number) throws Refusal {
        int headers = startsWith(body, from, new byte[] {'\r', '\n'})
                ? from - 2
                : find(body, from, new byte[] {'\r', '\n', '\r', '\n'});
        if (headers < 0 || headers + 4 > end || headers - from > MOST_HEADER_BYTES) {
            throw broken("the headers of part " + number + " do not end");
        }
        Matcher file = FILE_NAME
                .matcher(new String(body, from, Math.max(0, headers - from), StandardCharsets.UTF_8));
        return new Upload("picture " + number + (file.find() ? " " + Text.quoted(file.group(1)) : ""),
                Arrays.copyOfRange(body, headers + 4, end));
    }

    /** Behind the white space and the line break that end a boundary's line. */
    private static int lineEnd(byte[] body, int from) throws Refusal {
        int at = from;
        while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
            at++;
        }
        if (!startsWith(body, at, new byte[] {'\r', '\n'})) {
            throw broken("a boundary's line does not end");
        }
        return at + 2;
    }

    private static int behind(byte[] body, int from, byte[] wanted) throws Refusal {
        int at = find(body, from, wanted);
        if (at < 0) {
            throw broken("its boundary is not in it");
        }
        return at + wanted.length;
    }

    /** Where these bytes stand; −1 where they do not. They hold no line break but in front, so no byte is looked at often. */
    private static int find(byte[] body, int from, byte[] wanted) {
        for (int at = Math.max(0, from); at + wanted.length <= body.length; at++) {
            if (body[at] == wanted[0] && startsWith(body, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, byte[] wanted) {
        return at >= 0 && at + wanted.length <= body.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static Refusal broken(String why) {
        return new Refusal(400, "broken-form", "The form cannot be read: " + why
                + ". Send it as browsers do, for example with curl --form picture=@cat.png.");
    }
}
