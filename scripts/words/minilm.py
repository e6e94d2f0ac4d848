"""all-MiniLM-L6-v2 (six-layer BERT) in plain numpy, for encoding very short texts.

Reads model.safetensors and tokenizer.json. Texts of equal length are encoded together, so
no padding and no attention mask are needed. Only what build.py and measure.py use is here.
"""

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

HEADS = 12
LAYERS = 6
EPSILON = 1e-12


def read_safetensors(path):
    """All tensors of a safetensors file as float32 arrays."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    header_size = int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8 : 8 + header_size].tobytes())
    body = raw[8 + header_size :]
    tensors = {}
    for name, info in header.items():
        if name == "__metadata__" or info["dtype"] != "F32":
            continue
        start, end = info["data_offsets"]
        tensors[name] = np.frombuffer(body[start:end].tobytes(), "<f4").reshape(info["shape"])
    return tensors


def gelu(x):
    """The tanh form: within 5e-4 of the exact one, and many times faster in numpy."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1.0
    inner *= x
    inner *= np.float32(0.79788456)
    np.tanh(inner, out=inner)
    inner += 1.0
    inner *= x
    inner *= np.float32(0.5)
    return inner


def layer_norm(x, weight, bias):
    centred = x - x.mean(-1, keepdims=True)
    variance = (centred * centred).mean(-1, keepdims=True)
    return centred / np.sqrt(variance + EPSILON) * weight + bias


class MiniLM:
    def __init__(self, folder):
        folder = Path(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)
        self.weights = read_safetensors(folder / "model.safetensors")

    def _linear(self, x, name):
        # One flat product: numpy would run a stack of small ones for three axes.
        weight, bias = self.weights[name + ".weight"], self.weights[name + ".bias"]
        flat = x.reshape(-1, x.shape[-1]) @ weight.T
        flat += bias
        return flat.reshape(*x.shape[:-1], -1)

    def _norm(self, x, name):
        return layer_norm(x, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def hidden_states(self, ids):
        """States after each layer, for a batch of token id rows of one length."""
        w = self.weights
        rows, length = ids.shape
        x = (
            w["embeddings.word_embeddings.weight"][ids]
            + w["embeddings.position_embeddings.weight"][:length]
            + w["embeddings.token_type_embeddings.weight"][0]
        )
        x = self._norm(x, "embeddings.LayerNorm")
        states = [x]
        size = x.shape[-1] // HEADS
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}."
            q, k, v = (
                self._linear(x, name + "attention.self." + part)
                .reshape(rows, length, HEADS, size)
                .transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            scores = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size))
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            mixed = (scores @ v).transpose(0, 2, 1, 3).reshape(rows, length, -1)
            mixed = self._linear(mixed, name + "attention.output.dense")
            x = self._norm(x + mixed, name + "attention.output.LayerNorm")
            inner = gelu(self._linear(x, name + "intermediate.dense"))
            inner = self._linear(inner, name + "output.dense")
            x = self._norm(x + inner, name + "output.LayerNorm")
            states.append(x)
        return states

    def encode(self, texts, layers=(LAYERS,), batch_tokens=512, spans=None):
        """Pooled states of the given layers, not normalised: an array of texts x layers x width.

        Without spans the mean over all pieces; with spans (a character range a text) the mean
        over the pieces inside the range only.
        """
        tokens = self.tokenizer.encode_batch(list(texts))
        width = self.weights["embeddings.word_embeddings.weight"].shape[1]
        out = np.zeros((len(tokens), len(layers), width), np.float32)
        by_length = {}
        for index, token in enumerate(tokens):
            by_length.setdefault(len(token.ids), []).append(index)
        for length, members in sorted(by_length.items()):
            step = max(1, batch_tokens // length)
            for start in range(0, len(members), step):
                part = members[start : start + step]
                states = self.hidden_states(np.array([tokens[i].ids for i in part]))
                pool = np.ones((len(part), length), np.float32)
                if spans is not None:
                    for row, i in enumerate(part):
                        low, high = spans[i]
                        for column, (begin, end) in enumerate(tokens[i].offsets):
                            pool[row, column] = float(end > begin and low <= begin and end <= high)
                pool /= pool.sum(1, keepdims=True)
                for slot, layer in enumerate(layers):
                    out[part, slot] = np.einsum("bl,blh->bh", pool, states[layer])
        return out
