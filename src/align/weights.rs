/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.628, // Base
    1.874, // Words
    4.746, // AllWords
    0.884, // Coverage
    1.538, // Meaning
    0.820, // Act
    1.200, // Names
    0.657, // NameShare
    -0.258, // TopicNames
    -6.000, // OtherNames
    -0.663, // SubjectClash
    3.960, // EqualValues
    0.907, // NearValues
    -1.927, // FarValues
    -0.684, // OtherValues
    0.859, // Nouns
    1.330, // OtherNouns
    2.003, // NearOther
    1.709, // Dimension
    3.018, // EqualDates
    3.501, // EventDates
    1.194, // Clock
    0.687, // NearDates
    -0.835, // FarDates
    2.520, // Lists
    1.795, // NamedValues
    -2.005, // Swapped
    0.323, // Speaker
    0.000, // OtherSpeaker
    3.797, // Silence
    0.000, // SpeechAndFact
    -1.384, // Period
    -1.751, // Era
    -0.862, // Plan
];
