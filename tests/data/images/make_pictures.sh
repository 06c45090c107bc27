#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of this folder with ImageMagick 6: one small picture in the forms that other programs write.
set -e
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Red grows with x, green with y, blue with both; the alpha falls with x.
convert -size 32x24 xc:black -depth 8 -channel R -fx 'i*8/255' -channel G -fx 'j*10/255' -channel B \
    -fx '(i+j)*4/255' +channel "$work/base.png"
convert "$work/base.png" -alpha set -channel A -fx '(255-i*8)/255' +channel "$work/alpha.png"

base() { convert "$work/base.png" +set date:create +set date:modify -define png:exclude-chunks=date,time "$@"; }
alpha() { convert "$work/alpha.png" +set date:create +set date:modify -define png:exclude-chunks=date,time "$@"; }

base -quality 95 -sampling-factor 1x1 baseline.jpg
base -quality 95 -sampling-factor 1x1 -interlace JPEG progressive.jpg
base -colorspace Gray -quality 95 grey.jpg
base -colorspace CMYK cmyk.jpg
base -interlace PNG interlaced.png
base -colors 256 +dither PNG8:palette.png
base -colorspace Gray -define png:color-type=0 grey.png
alpha -depth 16 -define png:bit-depth=16 -define png:color-type=6 -interlace PNG alpha_16_interlaced.png
base -transparent 'rgb(0,0,0)' PNG8:palette_clear.png
for kind in none lzw zip rle; do base -compress $kind strips_$kind.tif; done
base -compress jpeg -quality 95 jpeg.tif
base -compress zip -define tiff:tile-geometry=16x16 tiles.tif
base -compress none -interlace plane planes.tif
base -endian MSB -depth 16 -compress zip big_endian_16.tif
base -compress none TIFF64:big.tif
base -compress none -orient RightTop orientation_6.tif
# ImageMagick turns what the file says alone, not its samples.
base -colorspace Gray -negate -compress none -define quantum:polarity=min-is-white white_is_zero.tif
base -colors 256 +dither -compress none palette.tif
base -monochrome -compress Group4 black_and_white.tif
base -colorspace CMYK -compress zip cmyk.tif
base -depth 32 -define quantum:format=floating-point -compress zip float.tif
alpha -depth 16 -define tiff:alpha=associated -compress zip alpha_multiplied_16.tif
alpha -compress lzw alpha.tif
base -quality 95 lossy.webp
alpha -define webp:lossless=true -define webp:exact=true alpha_lossless.webp
base \( +clone -negate \) -loop 0 animated.webp
base animated.gif
base other.bmp
python3 - <<'PYTHON'
import struct, zlib

side, row = 10_000, 1 + 1250
chunks = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)),
          (b"IDAT", zlib.compress(b"\0" * row * side, 9)), (b"IEND", b"")]
with open("flat_100_megapixels.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n")
    for name, data in chunks:
        file.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
PYTHON
