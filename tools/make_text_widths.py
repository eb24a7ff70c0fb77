#!/usr/bin/env python3
"""Writes src/drawing/data/text_widths.txt from the fonts of Debian's package fonts-liberation.

The program measures text with this table, so that a picture has the same bytes on every machine,
whatever fonts that machine has. Run it again only when the package changes its metrics:

    python3 tools/make_text_widths.py [FONT_FOLDER] > src/drawing/data/text_widths.txt
"""
import struct
import sys

FACES = [
    ("sans", "LiberationSans-Regular.ttf"),
    ("sans_bold", "LiberationSans-Bold.ttf"),
    ("serif", "LiberationSerif-Regular.ttf"),
]
DEFAULT_FOLDER = "/usr/share/fonts/truetype/liberation"
PER_LINE = 16  # Widths a line, so that a change of the table can be read.


def tables_of(font):
    count = struct.unpack(">H", font[4:6])[0]
    found = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", font[12 + 16 * i:28 + 16 * i])
        found[tag.decode()] = font[offset:offset + length]
    return found


def glyphs_of(cmap):
    """Code point -> glyph, from the Unicode subtable of format 4 (ISO/IEC 14496-22, 5.2.1)."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHL", cmap[4 + 8 * i:12 + 8 * i])
        table = cmap[offset:]
        if (platform, encoding) == (3, 1) and struct.unpack(">H", table[:2])[0] == 4:
            return format_4(table)
    raise SystemExit("no Unicode table of format 4 in this font")


def format_4(table):
    length, _, double_count = struct.unpack(">HHH", table[2:8])
    count = double_count // 2
    words = struct.unpack(f">{length // 2}H", table[:length // 2 * 2])
    ends, starts = words[7:7 + count], words[8 + count:8 + 2 * count]
    deltas, ranges = words[8 + 2 * count:8 + 3 * count], words[8 + 3 * count:8 + 4 * count]
    glyphs = {}
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if ranges[i]:
                glyph = words[8 + 3 * count + i + ranges[i] // 2 + code - starts[i]]
                if glyph == 0:
                    continue
            glyph = (glyph + deltas[i]) & 0xFFFF
            if glyph:
                glyphs[code] = glyph
    return glyphs


def widths_of(path):
    with open(path, "rb") as file:
        tables = tables_of(file.read())
    units = struct.unpack(">H", tables["head"][18:20])[0]
    long_metrics = struct.unpack(">H", tables["hhea"][34:36])[0]
    widths = {}
    for code, glyph in glyphs_of(tables["cmap"]).items():
        at = 4 * min(glyph, long_metrics - 1)
        widths[code] = struct.unpack(">H", tables["hmtx"][at:at + 2])[0]
    return units, widths


def runs_of(widths):
    """Neighbouring code points, cut to PER_LINE."""
    run = []
    for code in sorted(widths):
        if run and (code != run[-1] + 1 or len(run) == PER_LINE):
            yield run
            run = []
        run.append(code)
    if run:
        yield run


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else DEFAULT_FOLDER
    print("# Advance widths of Liberation Sans and Serif in units of the em; by tools/make_text_widths.py.")
    print("# 'face NAME UNITS_PER_EM', then lines of: first code point (hexadecimal), width of it and those after.")
    for name, file_name in FACES:
        units, widths = widths_of(f"{folder}/{file_name}")
        print(f"face {name} {units}")
        for run in runs_of({code: w for code, w in widths.items() if code >= 0x20}):
            print(f"{run[0]:X}", *(widths[code] for code in run))


main()
