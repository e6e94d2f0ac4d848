/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on events with golds.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -2.663, // Base
    2.986, // Words
    1.704, // Coverage
    1.755, // Meaning
    3.394, // Names
    0.525, // TopicNames
    -0.062, // SubjectClash
    4.666, // EqualValues
    1.369, // NearValues
    -1.313, // FarValues
    -0.640, // OtherValues
    1.185, // Nouns
    1.696, // OtherNouns
    1.528, // Dimension
    3.373, // EqualDates
    3.626, // EventDates
    1.869, // Clock
    0.598, // NearDates
    -0.390, // FarDates
    1.662, // Lists
    1.840, // NamedValues
    0.693, // Speaker
    0.000, // OtherSpeaker
    2.344, // Silence
    0.000, // SpeechAndFact
    -0.654, // Period
    -1.537, // Era
    -0.863, // Plan
];
