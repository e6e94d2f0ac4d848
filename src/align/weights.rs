/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -2.970, // Base
    1.992, // Words
    5.872, // AllWords
    0.704, // Coverage
    1.221, // Meaning
    0.596, // Act
    1.459, // Names
    0.275, // NameShare
    0.000, // TopicNames
    -6.000, // OtherNames
    -3.000, // SubjectClash
    4.569, // EqualValues
    1.025, // NearValues
    -2.073, // FarValues
    -0.945, // OtherValues
    0.435, // Nouns
    2.365, // OtherNouns
    2.574, // NearOther
    1.154, // Dimension
    3.843, // EqualDates
    3.488, // EventDates
    1.994, // Clock
    1.555, // NearDates
    -1.106, // FarDates
    -2.071, // OtherCase
    2.097, // Lists
    1.687, // NamedValues
    -2.006, // Swapped
    0.717, // Speaker
    0.000, // OtherSpeaker
    3.382, // Silence
    -0.052, // SpeechAndFact
    -1.291, // Period
    -1.208, // Era
    -0.888, // Plan
];
