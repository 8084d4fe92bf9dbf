package com.example.serving;

/**
 * A picture of a request.
 *
 * @param name what to call it in messages: {@code the picture}, or {@code picture 2 'cat.png'}
 * @param bytes a PNG or JPEG file, if the client is to be believed
 */
record Upload(String name, byte[] bytes) {
}
