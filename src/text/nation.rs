//! Nations and the words for what is theirs: "France", "French".

use super::token::{Shape, Token};

/// Each nation with its names, its adjectives and its people, folded.
const NATIONS: &[&[&str]] = &[
    &["afghanistan", "afghan", "afghans"],
    &["argentina", "argentine", "argentinian", "argentines"],
    &["australia", "australian", "australians"],
    &["austria", "austrian", "austrians"],
    &["bangladesh", "bangladeshi"],
    &["belarus", "belarusian"],
    &["belgium", "belgian", "belgians"],
    &["brazil", "brazilian", "brazilians"],
    &["britain", "british", "uk", "u.k.", "britons"],
    &["bulgaria", "bulgarian"],
    &["canada", "canadian", "canadians"],
    &["chile", "chilean"],
    &["china", "chinese"],
    &["colombia", "colombian"],
    &["croatia", "croatian"],
    &["cuba", "cuban"],
    &["czechia", "czech"],
    &["denmark", "danish", "danes"],
    &["egypt", "egyptian", "egyptians"],
    &["estonia", "estonian"],
    &["ethiopia", "ethiopian"],
    &["finland", "finnish", "finns"],
    &["france", "french"],
    &["germany", "german", "germans"],
    &["ghana", "ghanaian"],
    &["greece", "greek", "greeks"],
    &["hungary", "hungarian", "hungarians"],
    &["iceland", "icelandic"],
    &["india", "indian", "indians"],
    &["indonesia", "indonesian", "indonesians"],
    &["iran", "iranian", "iranians"],
    &["iraq", "iraqi", "iraqis"],
    &["ireland", "irish"],
    &["israel", "israeli", "israelis"],
    &["italy", "italian", "italians"],
    &["japan", "japanese"],
    &["kenya", "kenyan", "kenyans"],
    &["latvia", "latvian"],
    &["lebanon", "lebanese"],
    &["lithuania", "lithuanian"],
    &["malaysia", "malaysian"],
    &["mexico", "mexican", "mexicans"],
    &["morocco", "moroccan"],
    &["netherlands", "dutch"],
    &["nigeria", "nigerian", "nigerians"],
    &["norway", "norwegian", "norwegians"],
    &["pakistan", "pakistani", "pakistanis"],
    &["peru", "peruvian"],
    &["philippines", "philippine", "filipino"],
    &["poland", "polish", "poles"],
    &["portugal", "portuguese"],
    &["romania", "romanian"],
    &["russia", "russian", "russians"],
    &["scotland", "scottish"],
    &["serbia", "serbian"],
    &["slovakia", "slovak"],
    &["slovenia", "slovenian"],
    &["spain", "spanish"],
    &["sweden", "swedish", "swedes"],
    &["switzerland", "swiss"],
    &["syria", "syrian", "syrians"],
    &["taiwan", "taiwanese"],
    &["thailand", "thai"],
    &["tunisia", "tunisian"],
    &["turkey", "turkish", "türkiye"],
    &["u.s.", "us", "usa", "u.s.a.", "america", "american", "americans"],
    &["ukraine", "ukrainian", "ukrainians"],
    &["venezuela", "venezuelan"],
    &["vietnam", "vietnamese"],
    &["wales", "welsh"],
    &["yemen", "yemeni"],
];

/// The nation that a capitalised word stands for, by number.
pub fn of(token: &Token) -> Option<usize> {
    // "us" is no nation, nor is a "turkey" or "polish"
    if token.shape != Shape::Word || !token.capital {
        return None;
    }
    NATIONS.iter().position(|names| names.contains(&token.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    #[test]
    fn a_nation_goes_by_its_name_and_its_adjective() {
        let nations = |text: &str| tokenize(text).iter().filter_map(of).collect::<Vec<_>>();
        assert_eq!(nations("French prosecutors in France"), [nations("France")[0]; 2]);
        assert_eq!(nations("The UK's regulator"), nations("Britain's regulator"));
        assert_ne!(nations("Irish police"), nations("British police"));
        assert!(nations("They told us to polish a turkey.").is_empty());
    }
}
