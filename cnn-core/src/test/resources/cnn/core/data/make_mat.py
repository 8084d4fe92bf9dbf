"""Makes the MATLAB files of SvhnTests with SciPy, compressed and plain: five small variations on SVHN's layout.

    python3 make_mat.py
"""
import numpy as np
from scipy.io import savemat

height, width, channel, number = np.meshgrid(np.arange(32), np.arange(32), np.arange(3), np.arange(4), indexing="ij")
images = ((7 * height + 3 * width + 50 * channel + 11 * number) % 256).astype(np.uint8)
labels = np.array([[1], [10], [9], [2]], dtype=np.uint8)

savemat("svhn-compressed.mat", {"X": images, "y": labels, "note": "not of the data", "z": np.eye(3)}, do_compression=True)
savemat("svhn-plain.mat", {"y": labels, "X": images}, do_compression=False)
savemat("svhn-wrong-label.mat", {"X": images, "y": labels + 1}, do_compression=True)
savemat("svhn-wrong-size.mat", {"X": images[:16], "y": labels}, do_compression=True)
savemat("svhn-few-labels.mat", {"X": images, "y": labels[:3]}, do_compression=True)
