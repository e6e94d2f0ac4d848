/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.602, // Base
    1.653, // Words
    4.708, // AllWords
    0.899, // Coverage
    1.517, // Meaning
    0.789, // Act
    1.214, // Names
    0.677, // NameShare
    -0.235, // TopicNames
    0.000, // OtherNames
    -0.705, // SubjectClash
    3.964, // EqualValues
    0.920, // NearValues
    -1.910, // FarValues
    -0.664, // OtherValues
    0.893, // Nouns
    1.346, // OtherNouns
    2.002, // NearOther
    1.709, // Dimension
    3.035, // EqualDates
    3.518, // EventDates
    1.207, // Clock
    0.699, // NearDates
    -0.837, // FarDates
    2.544, // Lists
    1.792, // NamedValues
    -2.005, // Swapped
    0.331, // Speaker
    0.000, // OtherSpeaker
    3.783, // Silence
    0.000, // SpeechAndFact
    -1.389, // Period
    -1.737, // Era
    -0.846, // Plan
];
