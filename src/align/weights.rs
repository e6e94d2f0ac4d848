/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.115, // Base
    1.992, // Words
    5.904, // AllWords
    0.688, // Coverage
    1.175, // Meaning
    0.630, // Act
    1.391, // Names
    0.299, // NameShare
    0.000, // TopicNames
    -6.000, // OtherNames
    -3.000, // SubjectClash
    4.318, // EqualValues
    1.016, // NearValues
    -2.039, // FarValues
    -0.929, // OtherValues
    0.151, // Nouns
    1.986, // OtherNouns
    2.550, // NearOther
    1.214, // Dimension
    4.000, // EqualDates
    3.444, // EventDates
    1.957, // Clock
    1.249, // NearDates
    -1.065, // FarDates
    2.113, // Lists
    1.686, // NamedValues
    -2.006, // Swapped
    0.723, // Speaker
    0.000, // OtherSpeaker
    3.380, // Silence
    0.000, // SpeechAndFact
    -1.310, // Period
    -1.343, // Era
    -0.860, // Plan
];
