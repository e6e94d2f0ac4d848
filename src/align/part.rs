//! The named parts that a score is the sum of.

/// The parts of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Part {
    /// What all pairs start from.
    Base,
    /// Content words that both share or that mean nearly the same, weighted by rarity.
    Words,
    /// All words that both share, those of names too.
    AllWords,
    /// How much of the shorter claim the longer one covers.
    Coverage,
    /// How near the claims are in meaning as a whole.
    Meaning,
    /// What is done or said of the subject: the words at the main verb.
    Act,
    /// Names of both that the headlines do not hold.
    Names,
    /// The share of all names that both have, each by its weight.
    NameShare,
    /// Names of both that the headlines hold.
    TopicNames,
    /// Both have names besides those of the headlines, none of them in common: the same said of another. The more alike the
    /// other words are, the stronger.
    OtherNames,
    /// The claims are about other places or nations.
    SubjectClash,
    /// Values that agree, the more the more digits they have.
    EqualValues,
    /// Values of one kind and noun that are near.
    NearValues,
    /// Values of one kind that are far apart.
    FarValues,
    /// Both have values, none of which can be compared.
    OtherValues,
    /// What the values count.
    Nouns,
    /// Numbers that agree but count other things.
    OtherNouns,
    /// Numbers that are near and count what goes by other nouns.
    NearOther,
    /// Both give a quantity in one dimension, an amount in one currency, a time of day.
    Dimension,
    /// Dates that agree and lie weeks from the publication.
    EqualDates,
    /// Dates that agree around the publication, as those of the event itself do.
    EventDates,
    /// Times of day, near each other.
    Clock,
    /// Dates near each other.
    NearDates,
    /// Dates of other years.
    FarDates,
    /// Dates of other years, and numbers of which none agree: two cases of one kind.
    OtherCase,
    /// Lists that share items, or a list and a count of one noun.
    Lists,
    /// Both name a person, place or organisation as their value.
    NamedValues,
    /// Who does it in one claim has it done to them in the other.
    Swapped,
    /// One speaker.
    Speaker,
    /// Two speakers.
    OtherSpeaker,
    /// A statement and word that there is none, of one party.
    Silence,
    /// A claim of speech and one of fact.
    SpeechAndFact,
    /// One claim speaks of an earlier period, the other does not.
    Period,
    /// One claim is dated to another year than its publication, the other to none or to another still.
    Era,
    /// One is a plan, the other is not.
    Plan,
    /// How near the claims are to a sentence encoder, where one is used.
    Encoder,
}

impl Part {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Part; 36] = [
        Part::Base,
        Part::Words,
        Part::AllWords,
        Part::Coverage,
        Part::Meaning,
        Part::Act,
        Part::Names,
        Part::NameShare,
        Part::TopicNames,
        Part::OtherNames,
        Part::SubjectClash,
        Part::EqualValues,
        Part::NearValues,
        Part::FarValues,
        Part::OtherValues,
        Part::Nouns,
        Part::OtherNouns,
        Part::NearOther,
        Part::Dimension,
        Part::EqualDates,
        Part::EventDates,
        Part::Clock,
        Part::NearDates,
        Part::FarDates,
        Part::OtherCase,
        Part::Lists,
        Part::NamedValues,
        Part::Swapped,
        Part::Speaker,
        Part::OtherSpeaker,
        Part::Silence,
        Part::SpeechAndFact,
        Part::Period,
        Part::Era,
        Part::Plan,
        Part::Encoder,
    ];

    /// The part's name and what it weighs, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Part::Base => "any two claims",
            Part::Words => "shared and related words",
            Part::AllWords => "all words, names included",
            Part::Coverage => "one covers the other",
            Part::Meaning => "meaning as a whole",
            Part::Act => "what is done",
            Part::Names => "shared names",
            Part::NameShare => "most names are shared",
            Part::TopicNames => "shared names of the headlines",
            Part::OtherNames => "the same said of another name",
            Part::SubjectClash => "other places or nations",
            Part::EqualValues => "values that agree",
            Part::NearValues => "values that are near",
            Part::FarValues => "values far apart",
            Part::OtherValues => "values of other kinds",
            Part::Nouns => "the same things counted",
            Part::OtherNouns => "other things counted",
            Part::NearOther => "near numbers of other things",
            Part::Dimension => "quantities of one kind",
            Part::EqualDates => "dates that agree",
            Part::EventDates => "dates of the event that agree",
            Part::Clock => "times of day",
            Part::NearDates => "dates that are near",
            Part::FarDates => "other years",
            Part::OtherCase => "other years and other numbers",
            Part::Lists => "lists of the same things",
            Part::NamedValues => "both give a name",
            Part::Swapped => "roles swapped",
            Part::Speaker => "the same speaker",
            Part::OtherSpeaker => "other speakers",
            Part::Silence => "a statement and its absence",
            Part::SpeechAndFact => "a statement and a fact",
            Part::Period => "another period",
            Part::Era => "another time",
            Part::Plan => "a plan and a fact",
            Part::Encoder => "near to the sentence encoder",
        }
    }
}
