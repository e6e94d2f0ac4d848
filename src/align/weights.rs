/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -2.667, // Base
    2.980, // Words
    1.667, // Coverage
    1.796, // Meaning
    3.378, // Names
    0.523, // TopicNames
    -0.043, // SubjectClash
    4.559, // EqualValues
    1.413, // NearValues
    -1.310, // FarValues
    -0.715, // OtherValues
    1.078, // Nouns
    1.788, // OtherNouns
    1.592, // Dimension
    3.370, // EqualDates
    3.623, // EventDates
    1.869, // Clock
    0.599, // NearDates
    -0.399, // FarDates
    1.822, // Lists
    1.838, // NamedValues
    0.695, // Speaker
    0.000, // OtherSpeaker
    2.342, // Silence
    0.000, // SpeechAndFact
    -0.673, // Period
    -1.493, // Era
    -0.871, // Plan
];
