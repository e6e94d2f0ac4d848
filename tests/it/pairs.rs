//! Pairs of claims on one fact, and what they are to each other. A wrong conflict costs more than a missed one.

use super::{factdiff, folder};
use serde_json::Value;

/// The gravest relation of two claims that a key puts in one fact.
fn relation(a: &str, b: &str) -> String {
    let set = |id: &str, text: &str| {
        format!("source: {{id: {id}, published: 2025-07-14}}\nclaims:\n  - {{key: k, text: {text:?}}}\n")
    };
    let folder = folder(&[("a.yaml", &set("a", a)), ("b.yaml", &set("b", b))]);
    let ran = factdiff(&["report", folder.path().to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let relation = &report["facts"][0]["relations"][0];
    format!("{}: {}", relation["kind"].as_str().unwrap(), relation["reason"].as_str().unwrap())
}

/// What of the pairs is not as wanted, from either side.
fn wrong(pairs: &[(&str, &str)], wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let both = pairs.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
    both.filter_map(|(a, b)| {
        let told = relation(a, b);
        (!wanted(&told)).then(|| format!("{told}\n    {a}\n    {b}"))
    })
    .collect()
}

fn is_conflict(told: &str) -> bool {
    told.starts_with("conflict.") && !told.starts_with("conflict.between-speakers")
}

const NO_CONFLICT: &[(&str, &str)] = &[
    // a state that goes on, a plea, a part of the whole, a condition
    ("The bridge is closed until Friday.", "The bridge will stay closed until Friday."),
    ("He pleaded not guilty to murder.", "He was found guilty of murder."),
    ("Two of the five injured are children.", "Five people are injured."),
    ("Three miners, including Al Reed, died.", "Al Reed and two other miners died."),
    ("Moss would not resign unless asked.", "Moss would resign if asked."),
    ("The mine will not reopen.", "If the mine reopens, 40 people will be rehired."),
    ("The minister denied that the bridge was unsafe.", "The minister said the bridge was safe."),
    ("Moss did not resign on Tuesday.", "Moss resigned on Wednesday."),
    ("The jury took 14 hours and 20 minutes.", "The jury deliberated for 14 hours over three days."),
    (
        "A man, 34, and a woman, 29, were arrested.",
        "A man in his thirties and a 29-year-old woman were arrested.",
    ),
    ("Two men in their thirties were arrested.", "Two men aged 34 and 38 were arrested."),
    ("The treasurer is in his early 50s.", "The treasurer, Ann Moss, is 52."),
    ("The ferry sank a week ago today.", "The ferry sank on 7 July."),
    // said last, said first
    ("The dam did not fail, officials said.", "Officials said the dam did not fail."),
    (
        "The bridge has not been closed, the ministry said.",
        "The ministry said on Monday that the bridge is open.",
    ),
    // other acts
    ("The suspect was arrested on Friday.", "The suspect was charged on Saturday."),
    ("The strike began on 3 March 2025.", "The strike ended on 9 March 2025."),
    ("The museum opened in 2001.", "The museum closed in 2019."),
    ("The law takes effect on 1 January 2026.", "The law was passed on 3 June 2025."),
    ("The deal was announced on Monday.", "The deal was completed on Friday."),
    ("The fire started at 3 am.", "Firefighters arrived at 3.20 am."),
    ("He served three years in prison.", "He was sentenced to five years in prison."),
    ("The fund raised $3 million.", "The fund spent $2 million."),
    ("Berg bought 200 shares.", "Berg sold 300 shares."),
    ("The company hired 40 people.", "The company fired 60 people."),
    ("Three of the five directors voted against the deal.", "Two of the five directors voted for the deal."),
    // another time
    ("Revenue was $10 million in 2023.", "Revenue was $12 million in 2024."),
    ("Inflation rose to 3.2% in May.", "Inflation rose to 3.4% in June."),
    ("The bank was fined £5m in 2019.", "The bank was fined £7m in 2022."),
    ("Revenue rose 4% in the first quarter.", "Revenue rose 9% in the second quarter."),
    // a bound, and a day inside or near it
    ("The repair must be done by 12 July.", "The repair was done on 10 July."),
    ("The road has been closed since 2 July.", "The road was closed on 4 July."),
    ("The bridge closed in early July.", "The bridge closed on 12 July."),
    ("The bridge closed in mid-June.", "The bridge closed on 9 June."),
    ("The show opened in the week of 7 July.", "The show opened on 9 July."),
    ("The show opens on 12 or 13 August.", "The show opens on 13 August."),
    // nobody, and what is no person, or another act
    ("Nobody was injured in the school fire.", "Two classrooms were destroyed in the school fire."),
    ("No one was hurt in the derailment.", "Two carriages left the track in the derailment."),
    ("No one was shot.", "Police shot two dogs."),
    ("Nobody lost their job.", "The firm lost two contracts."),
    ("No one has been found guilty.", "Two bodies have been found in the rubble."),
    ("No one has resigned.", "Three ministers threatened to resign."),
    ("No one else was hurt.", "Two people were hurt."),
    ("No one other than the driver was hurt.", "One person was hurt."),
    // places
    ("Hale finished third and Cole second.", "Cole finished second and Hale third."),
    ("She reached number 12 Cole Street at noon.", "She reached number 14 Cole Street at noon."),
    ("Hale finished at least third.", "Hale finished second."),
    ("Hale finished no lower than third.", "Hale finished second."),
    ("The city ranked about 40th.", "The city ranked 42nd."),
    // ages
    ("A woman in her 80s died in the fire.", "A woman, 83, died in the fire."),
    // another place, person, scope
    ("The song debuted at number 46.", "The song peaked at number 28."),
    ("The song peaked at number 28.", "The song peaked above 30th."),
    ("In Halden 300 people were evacuated.", "In Merrow 200 people were evacuated."),
    ("The north plant employs 300 people.", "The south plant employs 500 people."),
    ("Solano won 52% of the vote.", "Whitlock won 46% of the vote."),
    ("Solano took 52% in Portbridge.", "Solano took 61% in Dalton."),
    ("The children were not hurt.", "The driver was hurt."),
    ("Smith was not charged.", "Jones was charged with fraud."),
    ("No passengers were hurt.", "Three crew members were hurt."),
    ("None of the crew died.", "Two passengers died."),
    // two ways to say it
    ("All 120 passengers survived.", "No passengers were killed."),
    ("Only three of the ten boats returned.", "Seven of the ten boats did not return."),
    ("Ferrand won just over half of the vote.", "Ferrand won 52.3% of the vote."),
    ("A third of voters stayed at home.", "33% of voters stayed at home."),
    ("Two thirds of voters stayed at home.", "66 percent of voters stayed at home."),
    ("Thrale said he stole nothing.", "Thrale denied every charge."),
    // what befell others, people of one sort, and what was long before
    ("The blast killed 3 and injured 10.", "Ten people were injured."),
    ("Twelve people were killed.", "Fifteen people were injured."),
    ("Ten were injured in the crash.", "Eight children were injured in the crash."),
    ("The attack killed 12 soldiers.", "The attack killed 15."),
    ("Fifteen people were injured.", "14 dead, 15 hurt in bus crash."),
    (
        "An earthquake that killed 200 people in 2010 struck the same town.",
        "The earthquake killed 12 people.",
    ),
    ("In 2019 a similar fire killed 30 people.", "The fire killed 12 people."),
    ("Two died and five others were hurt.", "Five people were hurt."),
    // a part, what comes on top, another person
    ("Three of the injured are in intensive care.", "Eleven people are in hospital, most in intensive care."),
    ("The airline ordered 40 jets.", "The airline has an option to order a further 20 jets."),
    ("Brandl was jailed for eight years.", "Brandl's accomplice was jailed for five years."),
    ("Trask was elected on Saturday.", "Trask's deputy was elected on Sunday."),
    // of other periods, of the whole country, another measure
    (
        "The airline carried 168,000 passengers in February.",
        "The airline carried 2.1 million passengers in 2024.",
    ),
    ("House sales in the capital fell by a fifth.", "House sales fell by 6% across the country."),
    ("Vesper's pre-tax profit was 310 million.", "Vesper's net income was 228 million."),
    ("United led 1-0 at the break.", "United won 3-1."),
    ("The Greens had 31% with two thirds of votes counted.", "The Greens won 28% of the vote."),
    // a demand, an offer, an outcome
    ("Prosecutors asked for 12 years.", "The court gave him eight years."),
    ("The union is demanding 8 percent.", "Employers have offered 4.5 percent."),
    // plans and things of other days
    (
        "The minister toured the district on Friday.",
        "The prime minister is to visit the district on Tuesday.",
    ),
    ("Two people died in Friday's crash.", "A third victim of the crash died in hospital on Saturday."),
    ("Four people had died by Friday night.", "The toll stood at seven on Sunday."),
    // a denial in other words, an exception
    ("She denied murder.", "She pleaded not guilty to murder."),
    ("The minister denied lying.", "The minister rejected claims that he lied."),
    ("Only the Greens opposed the motion.", "No party but the Greens opposed the motion."),
    ("It was the driest winter since 1961.", "It has not been so dry since 1961."),
    ("The council is under investigation.", "The council denies any wrongdoing."),
    // a half of its sort, other acts that read like opposites
    ("No soldiers were killed in the attack.", "The attack killed three people."),
    ("The bank did not raise rates.", "The bank cut rates."),
    ("The court upheld Brandt's conviction.", "The court overturned Brandt's sentence."),
    ("The council approved the plan unanimously.", "A majority of the council approved the plan."),
    ("Twelve casualties were reported.", "Nine people died."),
    ("Adrian won 300 votes.", "Adria won 500 votes."),
    ("The death toll rose by three.", "Fifteen people died."),
    ("More than 30 people are feared dead.", "Twelve people were confirmed dead."),
    ("Profit after tax was £22 million.", "Profit before tax was £30 million."),
    // two ways to say it
    ("The novel sold 1.5 million copies.", "A million and a half copies of the novel were sold."),
    ("Caldria's economy grew by 3 percent.", "The Caldrian economy grew by three percent."),
];

const CONFLICT: &[(&str, &str)] = &[
    ("Fewer than 27 people were hurt.", "More than 27 people were hurt."),
    ("Fewer than 27 people were hurt.", "At least 27 people were hurt."),
    ("The mayor did not resign, police said.", "The mayor resigned, police said."),
    (
        "Mayor Tom Rusk said the dam at Corrie did not fail.",
        "The dam at Corrie failed shortly after midnight.",
    ),
    ("The minister said that he had not resigned.", "The minister resigned."),
    ("Three people were killed in the crash.", "Five people were killed in the crash."),
    ("The suspect was arrested on Friday.", "The suspect was arrested on Saturday."),
    ("The firm was fined £5m.", "The firm was fined £7m."),
    ("Nobody was hurt.", "Four people were hurt."),
    ("The alarm went off at 3.10 am.", "The alarm went off at 3.40 am."),
    ("The company has issued no statement.", "“We are sorry,” the company said in a statement."),
    ("The song peaked at number 28.", "The song peaked at number 25."),
    ("The airport ranks sixth in Europe.", "The airport ranks seventh in Europe."),
    ("He came first in the race.", "He came second in the race."),
    (
        "There are 118 active cases, including one teacher and one nurse.",
        "There are 137 active cases, including one teacher and one nurse.",
    ),
    ("The bridge closed in early July.", "The bridge closed on 24 June."),
    ("No one has been arrested over the theft.", "Gardaí arrested two men on Tuesday evening."),
    ("Nobody has been killed or reported missing.", "One person died, a pensioner who stayed behind."),
    ("A man in his thirties was arrested.", "A 44-year-old man was arrested."),
    ("Hale finished second behind Cole.", "Hale finished third behind Cole."),
    ("The firm ranked sixth nationally.", "The firm ranked ninth nationally."),
    ("The club is in third place.", "The club is in fourth place."),
    ("The club is third in the table.", "The club is fifth in the table."),
    ("The song debuted at number one.", "The song debuted at number three."),
    ("None of the four suspects has been charged.", "All four suspects have been charged."),
    ("None of the four suspects has been charged.", "Two suspects have been charged."),
    ("None of the 12 passengers died.", "Two of the 12 passengers died."),
    ("No one among the 30 staff was hurt.", "Two of the 30 staff were hurt."),
    ("A man aged 40 and two women were held.", "A man and three women were held."),
    ("A woman aged 34 and 12 children were rescued.", "A woman and 14 children were rescued."),
    ("A woman in her 70s died in the fire.", "A woman, 83, died in the fire."),
    ("The bridge closed in early June.", "The bridge closed in mid-June."),
    ("Half of the staff were dismissed.", "A quarter of the staff were dismissed."),
    ("Three died in the fire.", "Four people died in the fire."),
    ("Three died in the fire.", "Four workers died in the fire."),
    ("Three killed in crash.", "Four people were killed in the crash."),
    ("The death toll stands at 41.", "45 people died in the quake."),
    ("The strike left 14 dead.", "The strike killed 17 people."),
    ("14 dead, 20 wounded in strike.", "The strike killed 17 people and wounded 20."),
    ("The storm killed 12.", "The storm claimed 15 lives."),
    ("Two died and five others were hurt.", "Six people were hurt."),
    ("One person was killed.", "Two people were killed."),
    ("Nine killed in tunnel crash.", "Six people lost their lives in the tunnel crash."),
    ("8,000 people marched on Sunday.", "50,000 demonstrators marched on Sunday."),
    ("Inflation in Caldria rose to 3.4 percent in May.", "Caldrian inflation rose to 4.3 percent in May."),
    ("The jobless rate fell to 5.1% from 5.3%.", "The jobless rate rose to 5.5% from 5.3%."),
    ("The treasury reported a surplus.", "The treasury reported a deficit."),
    ("It was the first strike since 1998.", "It was not the first strike since 1998."),
    ("Nothing was stolen but a window was broken.", "Jewels were stolen."),
    ("The 2024 flood killed 30.", "The flood in September 2024 killed 45."),
    ("The bridge, built in 1961, is 300 metres long.", "The bridge is 500 metres long."),
    ("The judge dismissed the charges.", "The judge did not dismiss the charges."),
    ("Caldria's finance minister raised the tax to 20%.", "Caldria raised the tax to 25%."),
    ("Police in Caldria arrested 300 people.", "Police arrested 500 people across the country."),
    ("Brandt won Sunday's election.", "Brandt won the election on Friday."),
    ("By Sunday the dam had burst.", "The dam burst on Monday."),
    ("The strike is due to end on Tuesday.", "The strike ended on Saturday."),
    ("Only two of the passengers survived.", "Five passengers survived."),
    ("The death toll stands at 41.", "The death toll stands at 45."),
];

const NO_AGREEMENT: &[(&str, &str)] = &[
    ("The club offers yoga, swimming and tennis.", "The club offers yoga, swimming and golf."),
    ("The club closed its gym, swimming pool and cafe.", "The club closed its gym, swimming pool and shop."),
    ("The first victim was a student.", "The second victim was a student."),
    ("She released her fifth album in 2018.", "She released her fourth album in 2018."),
    ("Flight 212 crashed.", "Flight 221 crashed."),
    ("He will wear the number 9 shirt.", "He will wear the number 11 shirt."),
    ("The firm was fined €20m.", "The firm was fined £20m."),
    ("The company supports the plan.", "The company opposes the plan."),
    ("None of the passengers survived.", "All the passengers survived."),
    ("The court dismissed the appeal.", "The court upheld the appeal."),
    ("Officials said the dam did not fail.", "The dam failed."),
    ("Berg said the firm would not sell.", "Berg said the firm would sell."),
    ("He was found guilty.", "He was found not guilty."),
    ("Anna Berg founded the firm.", "Tom Hale founded the firm."),
    ("The court quashed her conviction.", "The court upheld her conviction."),
    ("Faulty wiring started the fire at the mill.", "The blaze was lit by a burglar, detectives say."),
];

#[test]
fn what_can_both_be_true_is_no_conflict() {
    let wrong = wrong(NO_CONFLICT, |told| !is_conflict(told));
    assert!(wrong.is_empty(), "{} wrong conflicts:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_cannot_both_be_true_is_a_conflict() {
    let wrong = wrong(CONFLICT, is_conflict);
    assert!(wrong.is_empty(), "{} missed conflicts:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_differs_in_a_telling_word_does_not_agree() {
    let wrong = wrong(NO_AGREEMENT, |told| !told.starts_with("agree."));
    assert!(wrong.is_empty(), "{} wrong agreements:\n{}", wrong.len(), wrong.join("\n"));
}
