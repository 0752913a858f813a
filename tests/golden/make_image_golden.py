#!/usr/bin/env python3
"""Makes the reference values of the image tests: small pictures of every format in images/, and the SHA-256 of
the pixels that Pillow, OpenCV and NumPy make of them and of real photos.

    pip install pillow==13.0.0 pillow-heif==1.8.1 opencv-python-headless==5.0.0.93 numpy==2.4.6
    python make_image_golden.py PHOTOS    # the folder that holds imagenet-500/

Writes, beside itself: images/*, image_pixels.csv, image_resizes.csv, photo_pixels.csv, photo_resizes.csv.
"""
import csv, hashlib, math, pathlib, struct, sys, zlib

import cv2
import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageOps

HERE = pathlib.Path(__file__).parent
IMAGES = HERE / "images"
FILTERS = {"pillow-bilinear": Image.BILINEAR, "pillow-bicubic": Image.BICUBIC}


def drawing(width=45, height=31):
    """Smooth colours, sharp edges and some noise, without any symmetry."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    red = 128 + 120 * np.sin(x / 7 + y / 19)
    green = 255 * x / width
    blue = 255 * (y / height) ** 2
    pixels = np.stack([red, green, blue], axis=-1)
    pixels[4:12, 6:21] = (250, 20, 10)
    pixels[18:, 30:36] = (5, 240, 250)
    pixels += np.random.default_rng(7).normal(0, 6, pixels.shape)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def exif(orientation):
    tags = Image.Exif()
    tags[0x010F] = "muster"
    tags[0x0112] = orientation
    return tags.tobytes()


def png(path, width, height, bits, colour, rows, interlaced=False, palette=None):
    """Writes what Pillow does not: grey of 2, 4 and 16 bits, interlaced rows. rows[y] is a list of samples."""
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    raw = b""
    for left, top, across, down in passes if interlaced else [(0, 0, 1, 1)]:
        for y in range(top, height, down):
            line = [rows[y][x * samples + c] for x in range(left, width, across) for c in range(samples)]
            text = "".join(format(value, f"0{bits}b") for value in line)
            if text:
                raw += b"\0" + int(text.ljust(-len(text) // 8 * -8, "0"), 2).to_bytes(-(-len(text) // 8), "big")
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    if palette:
        data += chunk(b"PLTE", palette)
    path.write_bytes(data + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def bmp(path, image, bits, header_bytes=40, masks=None, top_down=False, palette=b""):
    """Writes what Pillow does not: 4 bits, rows from the top, V4 and V5 headers with colour masks."""
    width, height = image.size
    order = range(height) if top_down else range(height - 1, -1, -1)
    pixels = np.asarray(image)
    body = b""
    for y in order:
        if bits == 4:
            line = [int(v) for v in pixels[y]] + [0] * (width % 2)
            row = bytes(line[i] << 4 | line[i + 1] for i in range(0, len(line), 2))
        elif bits == 24:
            row = pixels[y, :, ::-1].tobytes()
        else:
            value = sum(pixels[y, :, c].astype("<u4") << int(math.log2(masks[c] & -masks[c])) for c in range(3))
            row = value.astype("<u4").tobytes()
        body += row + b"\0" * (-len(row) % 4)
    start = 14 + header_bytes + len(palette)
    info = struct.pack("<IiiHHIIiiII", header_bytes, width, -height if top_down else height, 1, bits,
                       3 if masks else 0, len(body), 2835, 2835, len(palette) // 4, 0)
    if masks:
        info += struct.pack("<4I", *masks)
    info = info.ljust(header_bytes, b"\0")
    path.write_bytes(b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + info + palette + body)


def make_jpegs(image):
    small = image.resize((24, 17))
    image.save(IMAGES / "baseline_420.jpg", quality=85)
    image.save(IMAGES / "baseline_422.jpg", quality=85, subsampling="4:2:2")
    image.save(IMAGES / "baseline_444.jpg", quality=95, subsampling="4:4:4")
    image.save(IMAGES / "restart.jpg", quality=85, restart_marker_blocks=2)
    image.save(IMAGES / "progressive.jpg", quality=85, progressive=True)
    image.convert("L").save(IMAGES / "grey.jpg", quality=85)
    image.convert("L").save(IMAGES / "grey_progressive.jpg", quality=85, progressive=True)
    image.convert("CMYK").save(IMAGES / "cmyk.jpg", quality=85)
    cmyk = (IMAGES / "cmyk.jpg").read_bytes()
    adobe = cmyk.index(b"Adobe")  # its last byte says how the colours are stored: 0 CMYK, 2 YCCK
    (IMAGES / "ycck.jpg").write_bytes(cmyk[:adobe + 11] + b"\2" + cmyk[adobe + 12:])
    image.save(IMAGES / "rgb_stored.jpg", quality=85, keep_rgb=True)
    for orientation in range(0, 10):
        small.save(IMAGES / f"orientation_{orientation}.jpg", quality=80, exif=exif(orientation))


def make_pngs(image):
    grey = np.asarray(image.convert("L"))
    image.save(IMAGES / "rgb.png")
    image.resize((24, 17)).save(IMAGES / "orientation_6.png", exif=exif(6))
    transparent = image.copy()
    transparent.putalpha(image.convert("L"))
    transparent.save(IMAGES / "rgba.png")
    transparent.convert("LA").save(IMAGES / "grey_alpha.png")
    image.convert("L").save(IMAGES / "grey_8.png")
    image.convert("1").save(IMAGES / "grey_1.png")
    for bits in (2, 4):
        png(IMAGES / f"grey_{bits}.png", *image.size, bits, 0, (grey >> (8 - bits)).tolist())
        image.quantize(1 << bits).save(IMAGES / f"palette_{bits}.png", bits=bits)
    image.quantize(200).save(IMAGES / "palette_8.png")
    image.quantize(100).save(IMAGES / "palette_transparent.png", transparency=3)
    png(IMAGES / "interlaced.png", *image.size, 8, 2, np.asarray(image).reshape(image.height, -1).tolist(), True)
    png(IMAGES / "grey_4_interlaced.png", *image.size, 4, 0, (grey >> 4).tolist(), True)


def p3_profile():
    """An ICC profile with the primaries of Display P3, adapted to D50, and nothing else."""
    primaries = {b"rXYZ": (0.51512, 0.24120, -0.00105), b"gXYZ": (0.29198, 0.69225, 0.04189),
                 b"bXYZ": (0.15710, 0.06657, 0.78407)}
    table = struct.pack(">I", len(primaries))
    values = b""
    for tag, xyz in primaries.items():
        table += tag + struct.pack(">II", 132 + 12 * len(primaries) + len(values), 20)
        values += b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in xyz))
    header = struct.pack(">I4xI4s4s4s", 132 + len(table) - 4 + len(values), 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    return header.ljust(36, b"\0") + b"acsp".ljust(92, b"\0") + table + values


def make_profiles(image):
    small = image.resize((24, 17))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, profile in (("srgb", srgb), ("p3", p3_profile())):
        for suffix in ("jpg", "png", "webp"):
            small.save(IMAGES / f"profile_{name}.{suffix}", icc_profile=profile)
    heic = pillow_heif.from_pillow(small)
    heic.info["icc_profile"] = p3_profile()
    heic.save(IMAGES / "profile_p3.heic", quality=90)


def make_others(image):
    small = image.resize((24, 17))
    image.save(IMAGES / "lossless.webp", lossless=True)
    image.save(IMAGES / "lossy.webp", quality=80)
    transparent = image.copy()
    transparent.putalpha(image.convert("L"))
    transparent.save(IMAGES / "lossy_alpha.webp", quality=80)
    small.save(IMAGES / "orientation_8.webp", lossless=True, exif=exif(8))
    image.save(IMAGES / "rgb_24.bmp")
    image.convert("RGBA").save(IMAGES / "rgba_32.bmp")
    image.convert("L").save(IMAGES / "grey_8.bmp")
    image.quantize(200).save(IMAGES / "palette_8.bmp")
    image.convert("1").save(IMAGES / "grey_1.bmp")
    sixteen = image.quantize(16)
    palette = bytes(sixteen.palette.palette).ljust(48, b"\0")
    bmp(IMAGES / "palette_4.bmp", sixteen, 4, palette=b"".join(palette[i:i + 3][::-1] + b"\0" for i in range(0, 48, 3)))
    bmp(IMAGES / "top_down.bmp", image, 24, top_down=True)
    bmp(IMAGES / "v4_masks.bmp", image, 32, 108, (0xFF, 0xFF00, 0xFF0000, 0xFF000000))
    bmp(IMAGES / "v5_masks.bmp", image, 32, 124, (0xFF0000, 0xFF00, 0xFF, 0xFF000000))
    pillow_heif.from_pillow(image.resize((96, 64))).save(IMAGES / "photo.heic", quality=80)
    pillow_heif.from_pillow(image.resize((96, 64))).save(IMAGES / "orientation_6.heic", quality=80, exif=exif(6))


def make_taken_at(image):
    """A HEIC whose EXIF says by which camera and when it was taken."""
    taken = Image.Exif()
    taken[0x010F], taken[0x0110] = "Apple", "iPhone 15"
    taken.get_ifd(0x8769)[0x9003] = "2026:05:12 10:11:12"
    pillow_heif.from_pillow(image.resize((24, 16))).save(HERE / "taken_at.heic", quality=50, exif=taken.tobytes())


def digest(data):
    return hashlib.sha256(data).hexdigest()


def shown(path):
    """RGB as Pillow decodes it, turned as EXIF says."""
    if path.suffix == ".heic":
        return pillow_heif.open_heif(path).to_pillow().convert("RGB")  # libheif has turned it
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def prepared(image, crop, resize, width, height):
    """The bytes of the resized pixels: uint8, or float32 for litert-bilinear."""
    kind, _, number = crop.partition(":")
    if kind == "resize":  # torchvision: Resize(N), CenterCrop
        shorter, longer = min(image.size), max(image.size)
        sides = (int(number), int(int(number) * longer / shorter))
        image = image.resize(sides if image.width <= image.height else sides[::-1], FILTERS[resize])
        left, top = round((image.width - width) / 2.0), round((image.height - height) / 2.0)
        return image.crop((left, top, left + width, top + height)).tobytes()
    if kind == "central":
        side = int(min(image.size) * float(number))
        left, top = (image.width - side) // 2, (image.height - side) // 2
        image = image.crop((left, top, left + side, top + side))
    if kind == "litert-central":
        half_up = lambda value: math.floor(value + 0.5)
        side = min(half_up(np.float32(number) * s) for s in image.size)
        left, top = (half_up((s - side) / 2) for s in image.size)
        image = image.crop((left, top, left + side, top + side))
    if kind == "letterbox":
        return ImageOps.pad(image, (width, height), FILTERS[resize], (int(number or 0),) * 3).tobytes()
    if resize == "litert-bilinear":
        return litert_bilinear(np.asarray(image), width, height).tobytes()
    return image.resize((width, height), FILTERS[resize]).tobytes()


def litert_bilinear(pixels, width, height):
    """What LiteRT's evaluation computes in float32: neither align_corners nor half_pixel_centers."""
    one = np.float32(1)

    def places(source, target):
        at = np.arange(target, dtype=np.float32) * (np.float32(source) / np.float32(target))
        low = np.floor(at).astype(int)
        return low, np.minimum(np.ceil(at).astype(int), source - 1), at - low.astype(np.float32)

    y0, y1, dy = places(pixels.shape[0], height)
    x0, x1, dx = places(pixels.shape[1], width)
    p, dy, dx = pixels.astype(np.float32), dy[:, None, None], dx[None, :, None]
    return (p[y0][:, x0] * (one - dy) * (one - dx) + p[y1][:, x0] * dy * (one - dx)
            + p[y0][:, x1] * (one - dy) * dx + p[y1][:, x1] * dy * dx)


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_pixels(name, root, paths):
    write(name, ["path", "width", "height", "sha256"],
          [[path.relative_to(root).as_posix(), *(image := shown(path)).size, digest(image.tobytes())]
           for path in paths])


def write_resizes(name, root, paths, cases):
    write(name, ["path", "crop", "resize", "width", "height", "sha256"],
          [[path.relative_to(root).as_posix(), *case, digest(prepared(shown(path), *case))]
           for path in paths for case in cases])


def main(photos):
    IMAGES.mkdir(exist_ok=True)
    image = drawing()
    make_jpegs(image), make_pngs(image), make_others(image), make_profiles(image), make_taken_at(image)
    for width, height in ((20, 13), (15, 31), (60, 50), (90, 15)):
        pixels = cv2.resize(np.asarray(image), (width, height), interpolation=cv2.INTER_AREA)
        Image.fromarray(pixels).save(IMAGES / f"area_{width}x{height}.png")
    for path in IMAGES.glob("*.heic"):  # another libheif may round otherwise: compared within a tolerance
        shown(path).save(IMAGES / f"{path.stem}_heic.png")
    write_pixels("image_pixels.csv", IMAGES, sorted(p for p in IMAGES.iterdir() if p.suffix != ".heic"))

    cases = [(crop, resize, *size) for crop, resize, *size in (
        ("none", "pillow-bilinear", 20, 13), ("none", "pillow-bicubic", 20, 13), ("none", "pillow-bilinear", 97, 64),
        ("none", "pillow-bicubic", 97, 64), ("none", "pillow-bilinear", 45, 31), ("none", "pillow-bilinear", 44, 9),
        ("none", "pillow-bicubic", 70, 9), ("central:0.875", "pillow-bilinear", 16, 16), ("resize:25", "pillow-bilinear", 24, 24),
        ("resize:25", "pillow-bicubic", 25, 16), ("none", "litert-bilinear", 20, 13), ("none", "litert-bilinear", 97, 64),
        ("litert-central:0.875", "litert-bilinear", 16, 16), ("litert-central:0.6", "litert-bilinear", 16, 16),
        ("letterbox", "pillow-bilinear", 24, 24), ("letterbox:114", "pillow-bilinear", 23, 24), ("letterbox", "pillow-bicubic", 60, 20),
        ("letterbox:255", "pillow-bilinear", 45, 31))]
    write_resizes("image_resizes.csv", IMAGES, [IMAGES / "rgb.png", IMAGES / "orientation_6.jpg"], cases)

    root = pathlib.Path(photos)
    paths = sorted((root / "imagenet-500" / "images").iterdir())
    grey = [path for path in paths if Image.open(path).mode == "L"]
    write_pixels("photo_pixels.csv", root, sorted(set(paths[::11] + grey[:5]))[:50])
    sizes = [(128, 128), (224, 224), (300, 300), (97, 201), (331, 87)]
    cases = [("central:0.875", f, w, h) for f in FILTERS for w, h in sizes]
    cases += [("none", f, w, h) for f in FILTERS for w, h in ((331, 87), (600, 601))]
    cases += [("resize:256", f, 224, 224) for f in FILTERS] + [("litert-central:0.875", "litert-bilinear", 224, 224)]
    write_resizes("photo_resizes.csv", root, paths[::42], cases)


if __name__ == "__main__":
    main(sys.argv[1])
