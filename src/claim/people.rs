//! Nouns for people.

/// People are counted under many nouns: people, men, workers, others, passengers.
const PEOPLE: &[&str] = &[
    "person",
    "people",
    "man",
    "woman",
    "life",
    "soul",
    "youngster",
    "kid",
    "boy",
    "girl",
    "guest",
    "driver",
    "operator",
    "member",
    "participant",
    "co-worker",
    "child",
    "worker",
    "passenger",
    "resident",
    "other",
    "employee",
    "staff",
    "victim",
    "patient",
    "casualty",
    "suspect",
    "soldier",
    "officer",
    "student",
    "pupil",
    "civilian",
    "protester",
    "demonstrator",
    "marcher",
    "pensioner",
    "crew",
    "miner",
    "firefighter",
    "tourist",
    "migrant",
    "refugee",
    "teenager",
    "adult",
    "pedestrian",
    "customer",
    "relative",
    "hostage",
    "prisoner",
    "inmate",
    "villager",
    "citizen",
    "player",
    "sailor",
    "fisherman",
    "parent",
    "mother",
    "father",
    "brother",
    "sister",
    "son",
    "daughter",
    "baby",
    "infant",
    "teacher",
    "doctor",
    "nurse",
    "visitor",
    "spectator",
    "cyclist",
    "motorist",
];

/// Whether a noun, in its base form, is one for people.
pub(crate) fn is_noun(base: &str) -> bool {
    PEOPLE.contains(&base)
}

/// What a person is to another.
const RELATIONS: &[&str] = &[
    "wife",
    "husband",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "parent",
    "cousin",
    "uncle",
    "aunt",
    "nephew",
    "niece",
    "friend",
    "colleague",
    "deputy",
    "accomplice",
    "lawyer",
    "attorney",
    "solicitor",
    "barrister",
    "aide",
    "adviser",
    "advisor",
    "assistant",
    "predecessor",
    "successor",
    "bodyguard",
    "teammate",
    "team-mate",
    "boyfriend",
    "girlfriend",
    "widow",
    "widower",
    "heir",
    "co-defendant",
];

/// Whether a noun, in its base form, says what a person is to another.
pub(crate) fn is_relation(base: &str) -> bool {
    RELATIONS.contains(&base)
}

/// Nouns for people of any sort.
const ANY: &[&str] = &["person", "people", "soul", "life", "human"];

/// Whether a noun, in its base form, leaves open what people they are.
pub(crate) fn is_any(base: &str) -> bool {
    ANY.contains(&base)
}

/// Whether a noun, in its base form, is "person" or its plural.
pub(crate) fn is_person(base: &str) -> bool {
    matches!(base, "person" | "people")
}
