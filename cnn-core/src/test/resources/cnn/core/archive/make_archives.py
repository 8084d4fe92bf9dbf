"""Makes the tar files of TarReaderTests with Python's tarfile, in each of its formats.

    python3 make_archives.py
"""
import io
import tarfile

LONG = "a/" + "long-" * 30 + "name/" + "x" * 90 + ".txt"

for name, form in (("ustar", tarfile.USTAR_FORMAT), ("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT)):
    with tarfile.open(name + ".tar", "w", format=form) as tar:
        def add(path, content=b"", type=tarfile.REGTYPE, link=""):
            info = tarfile.TarInfo(path)
            info.type = type
            info.size = len(content)
            info.linkname = link
            tar.addfile(info, io.BytesIO(content))

        add("a", type=tarfile.DIRTYPE)
        add("./a/1.txt", b"one")
        add("a/b/2.txt", b"two" * 300)
        add("a/empty.txt")
        add("a/grün.txt", "größer".encode())
        if form != tarfile.USTAR_FORMAT:
            add(LONG, b"long")
        add("prefix-" * 14 + "/" + "y" * 80 + ".txt", b"prefix")
        add("a/soft", type=tarfile.SYMTYPE, link="../../etc/passwd")
        add("a/hard", type=tarfile.LNKTYPE, link="a/1.txt")
        add("a/pipe", type=tarfile.FIFOTYPE)
        add("../out.txt", b"out")
        add("/root.txt", b"root")
        add("c:/drive.txt", b"drive")
        add("a\\back.txt", b"back")
        add("last.txt", b"last")
