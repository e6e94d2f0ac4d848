/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.529, // Base
    1.622, // Words
    4.832, // AllWords
    0.844, // Coverage
    1.509, // Meaning
    0.743, // Act
    1.172, // Names
    0.719, // NameShare
    -0.251, // TopicNames
    0.000, // OtherNames
    -0.698, // SubjectClash
    4.214, // EqualValues
    0.882, // NearValues
    -1.210, // FarValues
    -0.623, // OtherValues
    0.765, // Nouns
    1.306, // OtherNouns
    1.303, // Dimension
    2.991, // EqualDates
    3.472, // EventDates
    1.771, // Clock
    0.468, // NearDates
    -0.590, // FarDates
    2.508, // Lists
    1.767, // NamedValues
    -2.005, // Swapped
    0.292, // Speaker
    0.000, // OtherSpeaker
    2.262, // Silence
    0.000, // SpeechAndFact
    -0.831, // Period
    -1.722, // Era
    -0.863, // Plan
];
