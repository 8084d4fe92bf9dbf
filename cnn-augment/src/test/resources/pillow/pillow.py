"""What Pillow makes of a small picture: the oracle of PillowTests.

Writes pillow.txt beside this script, one picture of 24 x 22 RGB pixels a line, as its name and its bytes in hexadecimal:

    python3 -m pip install pillow==11.3.0
    python3 pillow.py
"""

import random
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

WIDTH, HEIGHT = 24, 22


def picture():
    chance = random.Random(7)
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), (40 + 6 * x + chance.randrange(20), 20 + 5 * y + chance.randrange(60),
                                    230 - 4 * x - 3 * y + chance.randrange(20)))
    return image


def made(image):
    yield "source", image
    yield "equalize", ImageOps.equalize(image)
    yield "autocontrast", ImageOps.autocontrast(image)
    yield "autocontrast 10 %", ImageOps.autocontrast(image, cutoff=10)
    yield "invert", ImageOps.invert(image)
    for bits in (1, 3, 7):
        yield f"posterize {bits}", ImageOps.posterize(image, bits)
    yield "solarize 100", ImageOps.solarize(image, 100)
    for factor in (0, 0.4, 1.7):
        yield f"brightness {factor}", ImageEnhance.Brightness(image).enhance(factor)
        yield f"color {factor}", ImageEnhance.Color(image).enhance(factor)
        yield f"contrast {factor}", ImageEnhance.Contrast(image).enhance(factor)
        yield f"sharpness {factor}", ImageEnhance.Sharpness(image).enhance(factor)


with Path(__file__).with_name("pillow.txt").open("w") as out:
    for name, image in made(picture()):
        out.write(f"{name}: {image.tobytes().hex()}\n")
