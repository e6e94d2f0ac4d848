/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -3.528, // Base
    1.631, // Words
    4.834, // AllWords
    0.859, // Coverage
    1.513, // Meaning
    0.706, // Act
    1.167, // Names
    0.717, // NameShare
    -0.249, // TopicNames
    0.000, // OtherNames
    -0.697, // SubjectClash
    4.207, // EqualValues
    0.877, // NearValues
    -1.213, // FarValues
    -0.623, // OtherValues
    0.765, // Nouns
    1.310, // OtherNouns
    1.303, // Dimension
    2.988, // EqualDates
    3.472, // EventDates
    1.769, // Clock
    0.466, // NearDates
    -0.588, // FarDates
    2.495, // Lists
    1.767, // NamedValues
    -2.005, // Swapped
    0.292, // Speaker
    0.000, // OtherSpeaker
    2.261, // Silence
    0.000, // SpeechAndFact
    -0.831, // Period
    -1.722, // Era
    -0.864, // Plan
];
