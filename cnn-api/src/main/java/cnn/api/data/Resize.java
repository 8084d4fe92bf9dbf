package cnn.api.data;

/** How a picture is brought to another size where its proportions are not those of the size wanted. */
public enum Resize {
    /** Stretched along each axis by itself: all of the picture is seen, its proportions change. */
    STRETCH,
    /** Shrunk or grown as a whole until it fits into the size wanted, in the middle; what stays free is black. */
    PAD,
    /** Shrunk or grown as a whole until it covers the size wanted; what stands out on two sides is cut off. */
    CROP
}
