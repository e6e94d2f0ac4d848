//! What two claims on one fact can be to each other.

use crate::claim::SourceId;
use crate::finding::Level;
use crate::value::Side;

/// The kinds of relation, mildest first: a pair lists its relations from the last of these to the first, within each
/// level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// The same canonical value, or the same words.
    AgreeExact,
    /// The same after normalising, or the same statement in other words.
    AgreeEquivalent,
    /// Values that cannot be compared.
    NotComparable,
    /// One name or description is more precise.
    RefineValue,
    /// One list holds all of the other.
    RefineList,
    /// One date lies inside the other.
    RefineDate,
    /// One number lies inside the other.
    RefineNumber,
    /// Intervals overlap.
    CompatOverlap,
    /// Another speaker, or none, for the same words.
    ShiftAttribution,
    /// A later source has what an earlier one says does not exist, or a running total that has grown.
    UpdateSuperseded,
    /// One speaker's words differ.
    QuoteVariance,
    /// A fact here, an allegation, possibility or plan there.
    ShiftModality,
    /// A stated total, and fewer items named.
    GapEnumeration,
    /// Items on both sides that the other lacks.
    DiffList,
    /// Near-equal spellings.
    ConflictSpelling,
    /// Two speakers disagree.
    ConflictBetweenSpeakers,
    /// No number satisfies both.
    ConflictNumber,
    /// No time satisfies both.
    ConflictDate,
    /// Stated totals differ.
    ConflictCardinality,
    /// Another person, place or organisation in the same role.
    ConflictValue,
    /// One affirms what the other denies.
    ConflictPolarity,
    /// One says that there is none of what the other shows.
    ConflictExistence,
}

impl RelationKind {
    /// Every kind.
    pub const ALL: [RelationKind; 22] = [
        RelationKind::AgreeExact,
        RelationKind::AgreeEquivalent,
        RelationKind::NotComparable,
        RelationKind::RefineValue,
        RelationKind::RefineList,
        RelationKind::RefineDate,
        RelationKind::RefineNumber,
        RelationKind::CompatOverlap,
        RelationKind::ShiftAttribution,
        RelationKind::UpdateSuperseded,
        RelationKind::QuoteVariance,
        RelationKind::ShiftModality,
        RelationKind::GapEnumeration,
        RelationKind::DiffList,
        RelationKind::ConflictSpelling,
        RelationKind::ConflictBetweenSpeakers,
        RelationKind::ConflictNumber,
        RelationKind::ConflictDate,
        RelationKind::ConflictCardinality,
        RelationKind::ConflictValue,
        RelationKind::ConflictPolarity,
        RelationKind::ConflictExistence,
    ];

    /// The id that formats write and rules go by.
    pub fn as_str(self) -> &'static str {
        match self {
            RelationKind::AgreeExact => "agree.exact",
            RelationKind::AgreeEquivalent => "agree.equivalent",
            RelationKind::NotComparable => "not-comparable",
            RelationKind::RefineValue => "refine.value",
            RelationKind::RefineList => "refine.list",
            RelationKind::RefineDate => "refine.date",
            RelationKind::RefineNumber => "refine.number",
            RelationKind::CompatOverlap => "compat.overlap",
            RelationKind::ShiftAttribution => "shift.attribution",
            RelationKind::UpdateSuperseded => "update.superseded",
            RelationKind::QuoteVariance => "quote.variance",
            RelationKind::ShiftModality => "shift.modality",
            RelationKind::ConflictBetweenSpeakers => "conflict.between-speakers",
            RelationKind::ConflictSpelling => "conflict.spelling",
            RelationKind::DiffList => "diff.list",
            RelationKind::GapEnumeration => "gap.enumeration",
            RelationKind::ConflictExistence => "conflict.existence",
            RelationKind::ConflictPolarity => "conflict.polarity",
            RelationKind::ConflictValue => "conflict.value",
            RelationKind::ConflictDate => "conflict.date",
            RelationKind::ConflictCardinality => "conflict.cardinality",
            RelationKind::ConflictNumber => "conflict.number",
        }
    }

    /// How grave it is by default; `None` for what is no discrepancy.
    pub fn level(self) -> Option<Level> {
        match self {
            RelationKind::AgreeExact | RelationKind::AgreeEquivalent | RelationKind::NotComparable => None,
            RelationKind::RefineValue
            | RelationKind::RefineList
            | RelationKind::RefineDate
            | RelationKind::RefineNumber
            | RelationKind::CompatOverlap
            | RelationKind::ShiftAttribution
            | RelationKind::UpdateSuperseded => Some(Level::Note),
            RelationKind::QuoteVariance
            | RelationKind::ShiftModality
            | RelationKind::ConflictBetweenSpeakers
            | RelationKind::ConflictSpelling
            | RelationKind::DiffList
            | RelationKind::GapEnumeration => Some(Level::Warning),
            RelationKind::ConflictExistence
            | RelationKind::ConflictPolarity
            | RelationKind::ConflictValue
            | RelationKind::ConflictDate
            | RelationKind::ConflictCardinality
            | RelationKind::ConflictNumber => Some(Level::Error),
        }
    }

    /// Whether it says that the two sides agree.
    pub fn is_agreement(self) -> bool {
        matches!(self, RelationKind::AgreeExact | RelationKind::AgreeEquivalent)
    }
}

/// What one comparison of two claims found; left and right as the claims were given.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What they are to each other.
    pub kind: RelationKind,
    /// How grave.
    pub level: Option<Level>,
    /// The words compared on each side.
    pub shown: [String; 2],
    /// The more precise side, for refinements.
    pub finer: Option<Side>,
    /// Totals stated, where lists are compared.
    pub stated: [Option<f64>; 2],
    /// Which items are shared and which are of one side alone.
    pub items: Option<Items>,
    /// Why, in one line.
    pub reason: String,
}

/// How the items of two lists meet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Items {
    /// In both; the left's words, then the right's where they differ.
    pub shared: Vec<[String; 2]>,
    /// On one side alone.
    pub only: [Vec<String>; 2],
}

impl Outcome {
    /// An outcome at its kind's level.
    pub fn new(
        kind: RelationKind,
        left: impl Into<String>,
        right: impl Into<String>,
        reason: impl Into<String>,
    ) -> Outcome {
        Outcome {
            kind,
            level: kind.level(),
            shown: [left.into(), right.into()],
            finer: None,
            stated: [None, None],
            items: None,
            reason: reason.into(),
        }
    }

    /// The same outcome at another level.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Outcome {
        self.level = Some(level);
        self
    }

    /// The same outcome with the more precise side.
    #[must_use]
    pub fn finer(mut self, side: Side) -> Outcome {
        self.finer = Some(side);
        self
    }

    /// The outcome of the same claims the other way round.
    #[must_use]
    pub fn flip(mut self) -> Outcome {
        self.shown.swap(0, 1);
        self.stated.swap(0, 1);
        self.finer = self.finer.map(|side| match side {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        });
        if let Some(items) = &mut self.items {
            items.only.swap(0, 1);
            items.shared.iter_mut().for_each(|pair| pair.swap(0, 1));
        }
        self
    }

    /// Sort key: gravest first, by level, then by the order of the kinds.
    pub fn gravity(&self) -> impl Ord + use<> {
        std::cmp::Reverse((self.level, self.kind))
    }
}

/// The source that is more precise, of a pair.
pub fn finer_source(side: Option<Side>, pair: [&SourceId; 2]) -> Option<&SourceId> {
    side.map(|side| match side {
        Side::Left => pair[0],
        Side::Right => pair[1],
    })
}
