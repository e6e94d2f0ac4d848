/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.165, // Base
    2.049, // Words
    6.006, // AllWords
    0.626, // Coverage
    1.271, // Meaning
    0.638, // Act
    1.446, // Names
    0.276, // NameShare
    0.000, // TopicNames
    -6.000, // OtherNames
    -3.000, // SubjectClash
    4.331, // EqualValues
    0.999, // NearValues
    -2.081, // FarValues
    -0.927, // OtherValues
    0.149, // Nouns
    1.964, // OtherNouns
    2.554, // NearOther
    1.210, // Dimension
    3.988, // EqualDates
    3.443, // EventDates
    1.959, // Clock
    1.247, // NearDates
    -1.073, // FarDates
    2.086, // Lists
    1.684, // NamedValues
    -2.006, // Swapped
    0.486, // Speaker
    0.000, // OtherSpeaker
    3.332, // Silence
    0.000, // SpeechAndFact
    -1.307, // Period
    -1.342, // Era
    -0.866, // Plan
];
