"""Writes frozen-unicode.txt: what Hugging Face's fast tokenizer believes about every Unicode code point.

Nothing here is copied from a table: each fact is the answer of the tokenizer to a question about one code point.
Run:  pip install tokenizers==0.23.2 && python make_frozen_unicode.py > frozen-unicode.txt
"""

import unicodedata

import tokenizers
from tokenizers import normalizers, pre_tokenizers

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def bert(**on):
    settings = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return normalizers.BertNormalizer(**{**settings, **on}).normalize_str


def parts(pre_tokenizer, c):
    """How many words 'aXb' falls into: 1 X is part of a word, 2 X is white space, 3 X stands alone."""
    return len(pre_tokenizer.pre_tokenize_str("a" + chr(c) + "b"))


def such_that(predicate):
    return [c for c in CODE_POINTS if predicate(c)]


def ranges(code_points):
    found = []
    for c in code_points:
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return ["%X" % a if a == b else "%X-%X" % (a, b) for a, b in found]


def section(name, entries):
    print("[" + name + "]")
    line = ""
    for entry in entries:
        if len(line) + len(entry) > 118:
            print(line)
            line = ""
        line += (" " if line else "") + entry
    print(line)


def lower_case_ranges(lower):
    """Runs of one distance between letter and lower case; a run steps by 1 or by 2 code points."""
    runs = []  # first, last, step, distance
    for c, low in lower.items():
        distance = low - c
        if runs:
            first, last, step, run_distance = runs[-1]
            gap = c - last
            if distance == run_distance and gap in (1, 2) and (step == gap or first == last):
                runs[-1] = (first, c, gap, distance)
                continue
        runs.append((c, c, 1, distance))
    return [("%X" % a if a == b else "%X-%X" % (a, b) + ("/2" if s == 2 else "")) + ":%+d" % d for a, b, s, d in runs]


def combining_classes(nfd, decomposed):
    """The combining class of a code point, found by watching with which marks of known class it changes places."""
    marks = {}
    for c in CODE_POINTS:
        k = unicodedata.combining(chr(c))
        # U+1DCE is the one mark of class 214; the others are marks that Unicode 3.2 already had.
        if k and k not in marks and (c == 0x1DCE or unicodedata.ucd_3_2_0.combining(chr(c)) == k):
            marks[k] = chr(c)
    lowest, highest = marks[min(marks)], marks[max(marks)]
    classes = {}
    for c in CODE_POINTS:
        s = chr(c)
        swaps = s != highest and nfd(highest + s) == s + highest or s != lowest and nfd(s + lowest) == lowest + s
        if c in decomposed or not swaps:
            continue
        below = [k for k, m in marks.items() if m != s and nfd(s + m) == m + s]
        above = [k for k, m in marks.items() if m != s and nfd(m + s) == s + m]
        (classes[c],) = [k for k in marks if k > max(below, default=0) and k < min(above, default=255)]
    return classes


nfd = normalizers.NFD().normalize_str
hangul = range(0xAC00, 0xD7A4)  # decomposed by arithmetic
decomposed = {c: nfd(chr(c)) for c in CODE_POINTS if c not in hangul and nfd(chr(c)) != chr(c)}
lowered = {c: normalizers.Lowercase().normalize_str(chr(c)) for c in CODE_POINTS}
longer = [c for c, low in lowered.items() if len(low) != 1]
if longer != [0x130] or lowered[0x130] != "i\u0307":
    raise SystemExit("the code that reads this table knows of one lower case of two code points only, not %s" % longer)
classes = combining_classes(nfd, decomposed)

print("# What the fast tokenizer (tokenizers %s) believes about Unicode; made by make_frozen_unicode.py." % tokenizers.__version__)
print("# All numbers of code points and combining classes are hexadecimal; A-B is a range that includes both ends.")
print("# removed: dropped by BertNormalizer's clean_text. whitespace, punctuation: BertPreTokenizer.")
print("# nonspacing: marks dropped by strip_accents. mark: dropped by the StripAccents normalizer.")
print("# word: \\w of the Whitespace pre-tokenizer. ideograph: spaced out by handle_chinese_chars.")
print("# lower: A-B:+n is the distance to the lower case in decimal, /2 is every second code point; U+0130 is in the code.")
print("# class: canonical combining class. decomposition: full canonical, without Hangul.")
section("removed", ranges(such_that(lambda c: bert(clean_text=True)(chr(c)) == "")))
section("whitespace", ranges(such_that(lambda c: parts(pre_tokenizers.BertPreTokenizer(), c) == 2)))
section("punctuation", ranges(such_that(lambda c: parts(pre_tokenizers.BertPreTokenizer(), c) == 3)))
section("ideograph", ranges(such_that(lambda c: bert(handle_chinese_chars=True)(chr(c)) != chr(c))))
section("nonspacing", ranges(such_that(lambda c: c not in decomposed and bert(strip_accents=True)(chr(c)) == "")))
section("mark", ranges(such_that(lambda c: normalizers.StripAccents().normalize_str(chr(c)) == "")))
section("word", ranges(such_that(lambda c: parts(pre_tokenizers.Whitespace(), c) == 1)))
section("lower", lower_case_ranges({c: ord(low) for c, low in lowered.items() if low != chr(c) and c != 0x130}))
section("class", [r + ":%X" % k for k in sorted(set(classes.values())) for r in ranges([c for c in classes if classes[c] == k])])
section("decomposition", ["%X=" % c + "+".join("%X" % ord(x) for x in d) for c, d in decomposed.items()])
