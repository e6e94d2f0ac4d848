/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.199, // Base
    2.070, // Words
    6.001, // AllWords
    0.635, // Coverage
    1.358, // Meaning
    0.617, // Act
    1.039, // Names
    0.682, // NameShare
    -0.742, // TopicNames
    -6.000, // OtherNames
    -0.836, // SubjectClash
    4.329, // EqualValues
    1.005, // NearValues
    -2.088, // FarValues
    -0.921, // OtherValues
    0.135, // Nouns
    2.020, // OtherNouns
    2.550, // NearOther
    1.214, // Dimension
    3.921, // EqualDates
    3.443, // EventDates
    1.952, // Clock
    1.239, // NearDates
    -1.096, // FarDates
    2.101, // Lists
    1.705, // NamedValues
    -2.005, // Swapped
    0.481, // Speaker
    0.000, // OtherSpeaker
    3.370, // Silence
    0.000, // SpeechAndFact
    -1.291, // Period
    -1.300, // Era
    -0.867, // Plan
];
