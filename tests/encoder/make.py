"""Writes a tiny sentence encoder, for tests that need no download.

usage: python3 -m pip install onnx==1.23.2 && python3 tests/encoder/make.py

`tiny/` gets model.onnx and tokenizer.json in the layout of real ones. The model looks every word up in a table and gives what it
finds; words of one line of GROUPS have the same vector, all others one of their own. So sentences are as near as their words
are, word for word, and nothing else; it tells nothing of real encoders.
"""

import hashlib
import json
import os

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

WIDTH = 16
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
GROUPS = [
    "prosecutors magistrates",
    "searched combed",
    "the a",
    "headquarters offices",
    "firm company",
]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,"


def vector(word):
    """Sixteen numbers from -1 to 1 that depend on the word alone."""
    digest = hashlib.sha256(word.encode()).digest()[:WIDTH]
    return [(byte - 127.5) / 127.5 for byte in digest]


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tiny")
    os.makedirs(folder, exist_ok=True)
    vocabulary, table = {}, []

    def add(word, of):
        vocabulary[word] = len(table)
        table.append(vector(of))

    for word in SPECIAL:
        vocabulary[word] = len(table)
        table.append([0.0] * WIDTH)
    for group in GROUPS:
        words = group.split()
        for word in words:
            add(word, words[0])
    for letter in LETTERS:
        add(letter, letter)
        add("##" + letter, letter)
    vectors = numpy_helper.from_array(np.array(table, dtype=np.float32), "vectors")
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "pieces"])
    states = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "pieces", WIDTH])
    node = helper.make_node("Gather", ["vectors", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph([node], "tiny", [ids], [states], [vectors])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    save(model, os.path.join(folder, "model.onnx"))
    tokenizer = {
        "version": "1.0",
        "added_tokens": [],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": vocabulary},
    }
    with open(os.path.join(folder, "tokenizer.json"), "w", encoding="utf-8") as file:
        json.dump(tokenizer, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
