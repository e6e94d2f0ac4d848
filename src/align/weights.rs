/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.612, // Base
    1.654, // Words
    4.708, // AllWords
    0.880, // Coverage
    1.543, // Meaning
    0.788, // Act
    1.214, // Names
    0.672, // NameShare
    -0.251, // TopicNames
    0.000, // OtherNames
    -0.705, // SubjectClash
    3.967, // EqualValues
    0.919, // NearValues
    -1.909, // FarValues
    -0.660, // OtherValues
    0.895, // Nouns
    1.347, // OtherNouns
    2.002, // NearOther
    1.709, // Dimension
    3.036, // EqualDates
    3.520, // EventDates
    1.207, // Clock
    0.700, // NearDates
    -0.837, // FarDates
    2.547, // Lists
    1.794, // NamedValues
    -2.005, // Swapped
    0.336, // Speaker
    0.000, // OtherSpeaker
    3.787, // Silence
    0.000, // SpeechAndFact
    -1.388, // Period
    -1.733, // Era
    -0.845, // Plan
];
