//! A sentence encoder that the user brings: an ONNX model and its tokenizer.
//!
//! Every text goes through the model by itself, never in a batch with others: models with 8 bit weights choose the scale of
//! their numbers by all that is in a batch, and the score of two claims must not depend on what else is loaded.

use crate::claim::ClaimSet;
use crate::claim::encoding::Encoding;
use crate::fingerprint::{Fingerprint, sha256};
use crate::threads;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueType};
use rten_text::tokenizer::EncodeOptions;
use serde_json::Value as Json;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is beyond so many word pieces of a text is not looked at; a claim is one sentence.
const MOST_PIECES: usize = 128;

/// A text takes as long to encode as so many claims to read.
const READINGS: usize = 100;

/// The pieces at the ends of every text.
const ENDS: [&str; 2] = ["[CLS]", "[SEP]"];

/// Sentences on twelve unrelated things: how alike they are to a model is what its cosines start from.
const UNRELATED: [&str; 12] = [
    "Three people were killed when a bridge collapsed on Tuesday.",
    "The central bank raised its main interest rate to 4.5 percent.",
    "The striker scored twice in the second half of the final.",
    "Researchers found a new species of frog in the mountains.",
    "The museum will lend the painting to a gallery abroad.",
    "Voters go to the polls on Sunday to elect a new mayor.",
    "The company recalled 20,000 cars because of faulty brakes.",
    "Heavy rain is expected in the north until Friday evening.",
    "The singer cancelled her tour after falling ill.",
    "Police arrested a man of 34 on suspicion of fraud.",
    "The school will teach cooking from next autumn.",
    "The satellite reached its orbit after a delay of two days.",
];

/// The part of an encoder that cuts a text into the pieces that its model knows.
pub struct Tokenizer {
    pieces: rten_text::Tokenizer,
    normalizer: Normalizer,
    sha256: String,
}

impl Tokenizer {
    /// Reads a `tokenizer.json` with a WordPiece vocabulary, as the models of the BERT family have it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(json: &[u8]) -> Result<Tokenizer, String> {
        let text = std::str::from_utf8(json).map_err(|_| "it is not UTF-8".to_owned())?;
        let parsed: Json = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
        // of other kinds the library leaves out the pieces at the ends, and the meaning suffers without a word
        match parsed["model"]["type"].as_str() {
            Some("WordPiece") => {}
            Some(other) => return Err(format!("a `{other}` tokenizer is not supported, only `WordPiece`")),
            None => return Err("it is no tokenizer: there is no `type` in a `model`".to_owned()),
        }
        // the library's own normalizer panics where a text is not ASCII
        let normalizer = Normalizer::read(&parsed["normalizer"])?;
        let plain = Json::Object(
            parsed
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| *key != "normalizer")
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        );
        let pieces =
            rten_text::Tokenizer::from_json(&plain.to_string()).map_err(|error| error.to_string())?;
        match ENDS.into_iter().find(|end| pieces.get_token_id(end).is_err()) {
            Some(end) => Err(format!("its vocabulary has no `{end}`")),
            None => Ok(Tokenizer { pieces, normalizer, sha256: sha256(json) }),
        }
    }

    /// The numbers of the pieces of a text.
    fn pieces(&self, text: &str) -> Result<Vec<i32>, String> {
        let options = EncodeOptions { max_chunk_len: Some(MOST_PIECES), overlap: 0 };
        let text = self.normalizer.apply(text);
        let encoded = self.pieces.encode(text.as_str(), Some(options)).map_err(|error| error.to_string())?;
        Ok(encoded.token_ids().iter().map(|&piece| piece.cast_signed()).collect())
    }
}

/// What the BERT family does to a text before it is cut (`BertNormalizer`), switch by switch.
#[derive(Debug, Clone, Copy, Default)]
struct Normalizer {
    clean: bool,
    part_chinese: bool,
    strip_accents: bool,
    lowercase: bool,
}

impl Normalizer {
    fn read(json: &Json) -> Result<Normalizer, String> {
        if json.is_null() {
            return Ok(Normalizer::default());
        }
        match json["type"].as_str() {
            Some("BertNormalizer") => {}
            other => {
                let other = other.unwrap_or("nameless");
                return Err(format!("a `{other}` normalizer is not supported, only `BertNormalizer`"));
            }
        }
        let switch = |name: &str, unset: bool| json[name].as_bool().unwrap_or(unset);
        let lowercase = switch("lowercase", true);
        Ok(Normalizer {
            clean: switch("clean_text", true),
            part_chinese: switch("handle_chinese_chars", true),
            strip_accents: switch("strip_accents", lowercase),
            lowercase,
        })
    }

    fn apply(self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                _ if self.clean && c.is_whitespace() => plain.push(' '),
                '\0' | '\u{fffd}' if self.clean => {}
                _ if self.clean && c.is_control() => {}
                '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' if self.part_chinese => {
                    plain.extend([' ', c, ' ']);
                }
                _ => plain.push(c),
            }
        }
        if self.strip_accents {
            plain = plain.nfd().filter(|c| !is_combining_mark(*c)).collect();
        }
        if self.lowercase { plain.to_lowercase() } else { plain }
    }
}

/// What a model may ask to be given.
#[derive(Clone, Copy)]
enum Input {
    Pieces,
    Mask,
    Segments,
}

/// A model, and how to ask it.
struct Network {
    model: Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    threads: Arc<ThreadPool>,
}

/// A sentence encoder.
pub struct Encoder {
    tokenizer: Tokenizer,
    network: Network,
    unrelated: f32,
    fingerprint: Fingerprint,
}

impl Encoder {
    /// An encoder of an ONNX model that takes `input_ids`, and `attention_mask` and `token_type_ids` if it wants them, and gives
    /// a vector for the sentence (`sentence_embedding`) or one for each of its pieces (`last_hidden_state`), which are averaged.
    /// A model that names its output otherwise gives the first one that holds numbers with a point.
    ///
    /// # Errors
    ///
    /// Why the model cannot be used.
    pub fn new(model: Vec<u8>, tokenizer: Tokenizer) -> Result<Encoder, String> {
        let fingerprint = Fingerprint::of([sha256(&model).as_str(), &tokenizer.sha256]);
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(model)
            .map_err(|error| format!("it is no ONNX model that can be read: {error}"))?;
        let (inputs, output) = (inputs(&model)?, output(&model)?);
        let threads = Arc::new(ThreadPool::with_num_threads(threads::count()));
        let network = Network { model, inputs, output, threads };
        let mut encoder = Encoder { tokenizer, network, unrelated: 0.0, fingerprint };
        encoder.unrelated = encoder.cosine_of_unrelated()?;
        Ok(encoder)
    }

    /// The name of the encoder: of the bytes of its model and its tokenizer.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Encodes every claim.
    ///
    /// # Errors
    ///
    /// Which claim could not be encoded, and why.
    pub fn encode<'a>(&self, sets: impl IntoIterator<Item = &'a mut ClaimSet>) -> Result<(), String> {
        let claims = sets.into_iter().flat_map(|set| {
            let source = &set.source.id;
            set.claims.iter_mut().map(move |claim| (source, claim))
        });
        let mut claims: Vec<_> = claims.collect();
        let texts: Vec<&str> = claims.iter().map(|(_, claim)| claim.text.as_str()).collect();
        let encodings = self.encodings(&texts);
        for ((source, claim), encoding) in claims.iter_mut().zip(encodings) {
            let named = |why| format!("cannot encode `{source}#{}`: {why}", claim.id);
            claim.encoding = Some(encoding.map_err(named)?);
        }
        Ok(())
    }

    fn encodings(&self, texts: &[&str]) -> Vec<Result<Encoding, String>> {
        let pieces: Vec<_> = texts.iter().map(|text| self.tokenizer.pieces(text)).collect();
        let vectors = self.network.vectors(&pieces).into_iter();
        let encoding = |vector| {
            Encoding::new(vector, self.unrelated)
                .ok_or_else(|| "the model gives no finite numbers for it".to_owned())
        };
        vectors.map(|vector| vector.and_then(encoding)).collect()
    }

    fn cosine_of_unrelated(&self) -> Result<f32, String> {
        let encodings = self.encodings(&UNRELATED).into_iter().collect::<Result<Vec<_>, _>>()?;
        let pairs =
            encodings.iter().enumerate().flat_map(|(i, a)| encodings[..i].iter().map(|b| a.cosine(b)));
        let count = UNRELATED.len() * (UNRELATED.len() - 1) / 2;
        let mean = pairs.sum::<f32>() / count as f32;
        if mean < 0.99 { Ok(mean.max(0.0)) } else { Err("it gives the same for every sentence".to_owned()) }
    }
}

impl Network {
    /// The vectors of texts, each cut into pieces.
    fn vectors(&self, texts: &[Result<Vec<i32>, String>]) -> Vec<Result<Vec<f32>, String>> {
        // in the model's own pool, so that texts and the products inside the model share its threads
        self.threads.run(|| {
            threads::map(texts, texts.len() * READINGS, |pieces| {
                self.vector(pieces.as_ref().map_err(String::clone)?)
            })
        })
    }

    /// What the model gives for a text: the vector of the sentence, or the mean of those of its pieces.
    fn vector(&self, pieces: &[i32]) -> Result<Vec<f32>, String> {
        let count = pieces.len();
        let row = |input: Input| match input {
            Input::Pieces => pieces.to_vec(),
            Input::Mask => vec![1; count],
            Input::Segments => vec![0; count],
        };
        let mut inputs = Vec::new();
        for &(node, input) in &self.inputs {
            let value = Value::from_shape([1, count], row(input)).map_err(|error| error.to_string())?;
            inputs.push((node, value.into()));
        }
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let given = self.model.run_n(inputs, [self.output], Some(options));
        let [given] = given.map_err(|error| format!("the model fails: {error}"))?;
        vector_of(given).ok_or_else(|| "the model gives neither one vector nor one for each piece".to_owned())
    }
}

fn inputs(model: &Model) -> Result<Vec<(NodeId, Input)>, String> {
    let mut inputs = Vec::new();
    for &node in model.input_ids() {
        let input = match name(model, node) {
            "input_ids" => Input::Pieces,
            "attention_mask" => Input::Mask,
            "token_type_ids" => Input::Segments,
            other => {
                return Err(format!(
                    "it asks for `{other}`; a sentence encoder takes `input_ids`, `attention_mask` and `token_type_ids`"
                ));
            }
        };
        inputs.push((node, input));
    }
    if inputs.iter().any(|(_, input)| matches!(input, Input::Pieces)) {
        Ok(inputs)
    } else {
        Err("it does not ask for `input_ids`: it is no sentence encoder".to_owned())
    }
}

fn output(model: &Model) -> Result<NodeId, String> {
    let outputs = model.output_ids();
    let named = |wanted: &str| outputs.iter().find(|&&node| name(model, node) == wanted);
    let is_float = |node: &&NodeId| {
        let dtype = model.node_info(**node).and_then(|info| info.dtype());
        dtype.is_none_or(|dtype| dtype == ValueType::Tensor(rten::DataType::Float))
    };
    named("sentence_embedding")
        .or_else(|| named("last_hidden_state"))
        .or_else(|| outputs.iter().find(is_float))
        .copied()
        .ok_or_else(|| "it gives no vectors: it is no sentence encoder".to_owned())
}

fn name(model: &Model, node: NodeId) -> &str {
    model.node_info(node).and_then(|info| info.name()).unwrap_or_default()
}

/// The vector in what a model gives for one text.
fn vector_of(given: Value) -> Option<Vec<f32>> {
    if let Ok((_, vector)) = given.clone().into_shape_vec::<f32, 2>() {
        return Some(vector);
    }
    let ([_, pieces, width], states) = given.into_shape_vec::<f32, 3>().ok()?;
    let mut mean = vec![0.0; width];
    for state in states.chunks_exact(width.max(1)) {
        mean.iter_mut().zip(state).for_each(|(mean, x)| *mean += x / pieces as f32);
    }
    Some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: &[u8] = include_bytes!("../tests/encoder/tiny/tokenizer.json");

    #[test]
    fn a_text_that_is_not_ascii_is_cut_into_pieces() {
        let tokenizer = Tokenizer::read(TINY).unwrap();
        for text in [
            "\u{201c}Déjà vu,\u{201d} she said: 3 €",
            "\u{4e2d}\u{6587}",
            "a\u{301}",
            "\u{1f525}",
            "",
            "\0\u{fffd}",
        ] {
            assert!(tokenizer.pieces(text).is_ok(), "{text:?}");
        }
        assert_eq!(tokenizer.pieces("Port").unwrap(), tokenizer.pieces("p\u{f3}rt").unwrap());
    }

    #[test]
    fn texts_are_folded_as_bert_has_them() {
        let bert = Normalizer::read(&serde_json::json!({"type": "BertNormalizer"})).unwrap();
        assert_eq!(bert.apply("Caf\u{e9}\tX\u{7}"), "cafe x");
        let cased = serde_json::json!({"type": "BertNormalizer", "lowercase": false});
        assert_eq!(Normalizer::read(&cased).unwrap().apply("Caf\u{e9}"), "Caf\u{e9}");
        assert!(Normalizer::read(&serde_json::json!({"type": "NFKC"})).unwrap_err().contains("NFKC"));
    }
}
