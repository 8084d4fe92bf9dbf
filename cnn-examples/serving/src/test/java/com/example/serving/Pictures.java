package com.example.serving;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Files as clients send them. */
final class Pictures {
    private Pictures() {
    }

    static byte[] png(int seed) {
        return file("png", seed, 8 + seed % 9, 8 + seed % 5);
    }

    static byte[] jpeg(int seed) {
        return file("jpg", seed, 8 + seed % 9, 8 + seed % 5);
    }

    /** A few rectangles, which follow from the seed. */
    static byte[] file(String format, int seed, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        for (int i = 1; i < 5; i++) {
            pen.setColor(new Color(seed * 7919 * i & 0xFFFFFF));
            pen.fillRect(seed * i % width, seed * (i + 2) % height, 1 + width / 2, 1 + height / (i + 1));
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A file of some bytes whose header promises a picture of another size. */
    static byte[] promising(int width, int height) {
        byte[] file = png(1);
        for (int i = 0; i < 4; i++) {
            file[16 + i] = (byte) (width >> 24 - 8 * i);
            file[20 + i] = (byte) (height >> 24 - 8 * i);
        }
        return file;
    }
}
