package cnn.examples.photos;

import cnn.api.Rng;
import java.awt.image.BufferedImage;

/** Draws a scene with what makes a photograph hard to compress and slow to decode: light, texture, edges and grain. */
final class Photograph {
    private static final int SKY_HIGH = 0x4A78B5;
    private static final int SKY_LOW = 0xD4DDE6;
    private static final int CLOUD = 0xF4F4F2;
    private static final float SENSOR = 4;

    private final Landscape landscape;
    private final int height;
    private final int width;
    private final Rng random;
    private final float[][] rgb;
    private final long key;

    private Photograph(Landscape landscape, int height, int width, long key) {
        this.landscape = landscape;
        this.height = height;
        this.width = width;
        this.key = key;
        random = new Rng(key);
        rgb = new float[3][height * width];
    }

    /** A picture of this kind, which follows from the key. */
    static BufferedImage of(Landscape landscape, int height, int width, long key) {
        Photograph photograph = new Photograph(landscape, height, width, key);
        photograph.draw();
        return photograph.developed();
    }

    private void draw() {
        int horizon = (int) (height * random.nextFloat(0.25f, 0.6f));
        sky(horizon);
        ground(horizon);
        int things = landscape.things / 2 + random.nextInt(landscape.things / 2 + 1);
        for (int i = 0; i < things; i++) {
            thing(horizon, (i + random.nextFloat()) / things);
        }
    }

    private void sky(int horizon) {
        Relief clouds = new Relief(Rng.key(key, 1), 5, 0.55f);
        float cover = random.nextFloat(0.35f, 0.65f);
        float scale = random.nextFloat(60, 140);
        float[] row = new float[width];
        for (int y = 0; y < horizon; y++) {
            clouds.row(0, 1 / scale, 2 * y / scale, row);
            for (int x = 0; x < width; x++) {
                float cloud = Math.clamp(4 * (row[x] - cover), 0, 1);
                for (int c = 0; c < 3; c++) {
                    float blue = Relief.mix(part(SKY_HIGH, c), part(SKY_LOW, c), (float) y / horizon);
                    rgb[c][y * width + x] = Relief.mix(blue, part(CLOUD, c), cloud);
                }
            }
        }
    }

    /** Structures shrink towards the horizon, and colours fade into the sky's. */
    private void ground(int horizon) {
        Relief relief = new Relief(Rng.key(key, 2), 6, landscape.roughness);
        float[] row = new float[width];
        for (int y = horizon; y < height; y++) {
            float near = (y - horizon + 4f) / (height - horizon);
            float scale = landscape.grain * near;
            float haze = 0.5f * (1 - Math.min(1, 3 * near));
            relief.row(-width / 2f / scale, 1 / scale, 40 / near, row);
            for (int x = 0; x < width; x++) {
                float light = Math.clamp(3 * row[x] - 1, 0, 1);
                for (int c = 0; c < 3; c++) {
                    float colour = Relief.mix(part(landscape.dark, c), part(landscape.light, c), light);
                    rgb[c][y * width + x] = Relief.mix(colour, part(SKY_LOW, c), haze);
                }
            }
        }
    }

    /** A trunk, post, wall or rock: lit from the left, with a shadow's edge, larger where it is nearer. */
    private void thing(int horizon, float near) {
        int foot = horizon + (int) ((height - horizon) * near * near);
        int tall = (int) (height * random.nextFloat(0.05f, 0.35f) * (0.2f + near));
        int broad = Math.max(2, (int) (tall * random.nextFloat(0.15f, 0.9f)));
        int left = random.nextInt(width);
        boolean round = random.nextBoolean(0.5);
        float tone = random.nextFloat(0.5f, 1.1f);
        for (int y = Math.max(0, foot - tall); y < Math.min(height, foot); y++) {
            float up = (foot - y) / (float) tall;
            float half = round ? broad * (float) Math.sqrt(Math.max(0, 1 - up * up)) / 2 : broad / 2f;
            for (int x = Math.max(0, (int) (left - half)); x < Math.min(width, left + half); x++) {
                float side = (x - left + half) / (2 * half);
                float light = tone * (1.1f - 0.7f * side) * (0.8f + 0.4f * Rng.uniform(key, y * 7L + x * 13L));
                for (int c = 0; c < 3; c++) {
                    rgb[c][y * width + x] = light * Relief.mix(part(landscape.dark, c), part(landscape.light, c), 0.4f);
                }
            }
        }
    }

    /** Exposure, the lens's darker corners and the sensor's noise. */
    private BufferedImage developed() {
        float exposure = random.nextFloat(0.8f, 1.15f);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            float down = 2f * y / height - 1;
            for (int x = 0; x < width; x++) {
                float across = 2f * x / width - 1;
                float light = exposure * (1 - 0.15f * (across * across + down * down));
                int pixel = 0;
                for (int c = 0; c < 3; c++) {
                    float noise = SENSOR * (2 * Rng.uniform(key + 1 + c, (long) y * width + x) - 1);
                    pixel = pixel << 8 | Math.clamp(Math.round(light * rgb[c][y * width + x] + noise), 0, 255);
                }
                row[x] = pixel;
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static float part(int colour, int channel) {
        return colour >> 16 - 8 * channel & 0xFF;
    }
}
