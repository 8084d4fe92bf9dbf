package cnn.core.inspect;

/**
 * An image of some data.
 *
 * @param part number of its part
 * @param image its number within the part
 */
public record Place(int part, int image) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        return part != other.part ? Integer.compare(part, other.part) : Integer.compare(image, other.image);
    }
}
