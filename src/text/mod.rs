//! All work on words: folding, tokens, base forms, the background word table, negation and modality.

pub mod fold;
pub mod anchor;
pub mod stop;
pub mod token;
pub mod words;
pub mod phrase;
pub mod nation;
pub mod negation;
pub mod modality;
pub mod quotes;
pub mod sentence;
pub mod verb;
