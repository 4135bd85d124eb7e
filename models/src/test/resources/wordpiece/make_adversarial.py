"""Writes adversarial.jsonl: texts that are hard to tokenise, with the answers of Hugging Face's tokenizers.

Run:  pip install tokenizers==0.23.2 && python make_adversarial.py all-minilm-l6-v2-tokenizer.json > adversarial.jsonl
"""

import json
import random
import sys
import unicodedata

from tokenizers import Tokenizer

random.seed(20)
definition = json.load(open(sys.argv[1]))
definition["truncation"] = definition["padding"] = None
words = [w for w in definition["model"]["vocab"] if not w.startswith("[")]


def tokenizer(lowercase):
    definition["normalizer"]["lowercase"] = lowercase
    return Tokenizer.from_str(json.dumps(definition))


tokenizers = {False: tokenizer(True), True: tokenizer(False)}
scalars = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
by_category = {}
for c in scalars:
    by_category.setdefault(unicodedata.category(chr(c)), []).append(chr(c))
marks = by_category["Mn"] + by_category["Mc"] + by_category["Me"]
blocks = [(0, 0x7F), (0x80, 0x24F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0x1100, 0x11FF), (0x1E00, 0x206F),
          (0x2E00, 0x2E7F), (0x3000, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xE000, 0xF8FF), (0xF900, 0xFAFF),
          (0x10000, 0x1FFFF), (0x1F300, 0x1FAFF), (0x20000, 0x2FA1F), (0xE0000, 0xE01EF)]
special = ["[SEP]", "[CLS]", "[MASK]", "[PAD]", "[UNK]", "[sep]", "[ SEP ]", "[SEP", "SEP]", "[[SEP]]", "[SEP][CLS]",
           "[unused5]", "##ing", "##"]
known = ["ΟΔΟΣ ΣΑΣ", "İstanbul", "IĞDIR ıI", "ﬁﬂ", "ſt", "K", "ß ẞ", "👩‍👩‍👧‍👦", "👍🏽", "🇫🇷", "q\u0307\u0323", "한국어", "か\u3099",
         "①½", "ｆｕｌｌ", "Ǆ ǅ", "\u1e9b\u0323", "\u0f71\u0f72\u0f74", "\u302e\u302a", "\U0001d15e\U0001d165\U0001d16d",
         "\u0344", "\u037e", "\u2126", "\U0002f803", "𐐀 𞤀", "Ⓐ", "don't", "U.S.A.", "3.14", "e-mail", "\u200d", "\ufeff",
         "\u00ad", "\u180e", "\u2028", "\x85", "\x0b", "\x00", "\r\n", "\ufffd", "\u2e43", "\u2e5d", "\U00011938"]


def scalar():
    return chr(random.choice(scalars))


def atom():
    kind = random.randrange(10)
    if kind <= 1:
        return random.choice(words)
    if kind == 2:
        return "".join(random.choice([c, c.upper()]) for c in random.choice(words))
    if kind == 3:
        return random.choice(special)
    if kind == 4:
        return random.choice(known)
    if kind == 5:
        return random.choice("aeioucqBÉ한中Σ") + "".join(random.choices(marks, k=random.randint(1, 4)))
    if kind == 6:
        return random.choice(by_category[random.choice(sorted(by_category))])
    if kind == 7:
        return "".join(scalar() for _ in range(random.randint(1, 4)))
    if kind == 8 and random.random() < 0.1:
        return random.choice("aé中x") * random.choice([99, 100, 101, 150])
    return "".join(chr(random.randint(*random.choice(blocks))) for _ in range(random.randint(1, 3)))


def text():
    return "".join(atom() + random.choice(["", "", " ", "  ", "\t"]) for _ in range(random.choice([1, 2, 4, 8, 16, 24])))


for i in range(500):
    pair = [text()] if i % 4 == 0 else []
    cased = i % 3 == 0
    max_length = random.choice([256, 256, random.randint(3, 40)])
    hugging_face = tokenizers[cased]
    first = text()
    hugging_face.no_truncation()
    full = len(hugging_face.encode(first, *pair).ids)
    hugging_face.enable_truncation(max_length)
    encoding = hugging_face.encode(first, *pair)
    line = dict(text=first, pair=pair[0] if pair else None, cased=cased, max_length=max_length)
    print(json.dumps(dict(**line, ids=encoding.ids, type_ids=encoding.type_ids, full_length=full)))
