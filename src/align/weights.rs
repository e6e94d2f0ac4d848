/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.611, // Base
    1.659, // Words
    4.714, // AllWords
    0.879, // Coverage
    1.539, // Meaning
    0.787, // Act
    1.213, // Names
    0.671, // NameShare
    -0.252, // TopicNames
    0.000, // OtherNames
    -0.705, // SubjectClash
    3.966, // EqualValues
    0.918, // NearValues
    -1.909, // FarValues
    -0.661, // OtherValues
    0.894, // Nouns
    1.347, // OtherNouns
    2.002, // NearOther
    1.709, // Dimension
    3.036, // EqualDates
    3.520, // EventDates
    1.207, // Clock
    0.700, // NearDates
    -0.837, // FarDates
    2.546, // Lists
    1.793, // NamedValues
    -2.005, // Swapped
    0.336, // Speaker
    0.000, // OtherSpeaker
    3.787, // Silence
    0.000, // SpeechAndFact
    -1.387, // Period
    -1.734, // Era
    -0.845, // Plan
];
