package cnn.examples.photos;

/**
 * What a scene shows: its class. Colours are red, green, blue of 0 to 255.
 *
 * <p>Skies are alike in all of them, and so are exposure, the place of the horizon and the sun: what tells them apart is the
 * ground's colour, grain and roughness, and how much stands on it.
 */
enum Landscape {
    BEACH(0xD9C49A, 0x8F7A55, 40, 0.35f, 2), //
    CITY(0x8B8D92, 0x4A4C55, 26, 0.55f, 40), //
    DESERT(0xC98F4E, 0x8A5426, 120, 0.40f, 1), //
    FIELD(0xB7A640, 0x5E7A2A, 34, 0.60f, 6), //
    FOREST(0x3F5E2B, 0x1A2A17, 22, 0.75f, 60), //
    LAKE(0x5C7F95, 0x27435C, 90, 0.45f, 4), //
    MEADOW(0x6FA13A, 0x3C6B24, 30, 0.65f, 12), //
    MOUNTAIN(0x7D7A78, 0x3A3836, 160, 0.62f, 3), //
    SNOW(0xF0F4FA, 0xA9B8CC, 100, 0.38f, 8), //
    VILLAGE(0x9AA05A, 0x5B4A38, 44, 0.52f, 24);

    /** Colour of the ground in full light. */
    final int light;
    /** Colour of the ground in shade. */
    final int dark;
    /** Pixels of the ground's coarsest structure, nearby. */
    final int grain;
    /** How much of each structure the next, half as large, has: 0 is smooth. */
    final float roughness;
    /** Most things that stand in it. */
    final int things;

    Landscape(int light, int dark, int grain, float roughness, int things) {
        this.light = light;
        this.dark = dark;
        this.grain = grain;
        this.roughness = roughness;
        this.things = things;
    }
}
