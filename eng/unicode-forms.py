#!/usr/bin/env python3
"""Writes src/Domain/Text/unicode-forms.txt from the Unicode Character Database that this Python carries.

Run it with a newer Python to have a newer Unicode: python3 eng/unicode-forms.py > src/Domain/Text/unicode-forms.txt
"""
import sys
import unicodedata

HANGUL = range(0xAC00, 0xD7A4)


def main():
    print(f"# Unicode {unicodedata.unidata_version}, written by eng/unicode-forms.py: decompositions and combining classes.")
    print("# c: canonical. x: canonical, and never composed again. k: compatibility. m: combining class, then its ranges.")
    classes = {}
    for value in range(sys.maxunicode + 1):
        character = chr(value)
        if value in HANGUL or 0xD800 <= value <= 0xDFFF:
            continue
        combining = unicodedata.combining(character)
        if combining:
            classes.setdefault(combining, []).append(value)
        parts = unicodedata.decomposition(character).split()
        if not parts:
            continue
        if parts[0].startswith("<"):
            kind, parts = "k", parts[1:]
        else:
            composes = len(parts) == 2 and unicodedata.normalize("NFC", character) == character
            kind = "c" if composes else "x"
        print(kind, f"{value:X}", *(f"{int(part, 16):X}" for part in parts))
    for combining, values in sorted(classes.items()):
        print("m", combining, *ranges(values))


def ranges(values):
    first = last = values[0]
    for value in values[1:] + [None]:
        if value is not None and value == last + 1:
            last = value
            continue
        yield f"{first:X}" if first == last else f"{first:X}-{last:X}"
        first = last = value


if __name__ == "__main__":
    main()
