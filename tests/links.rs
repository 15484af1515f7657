//! Does a link give, for good, exactly the scenario that it was made from, and
//! nothing at all when it is not as it was made?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod links {
    pub(crate) mod corpus;
    pub(crate) mod mutation;
    pub(crate) mod stated;
}

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use crc::{CRC_32_ISCSI, Crc};
use headroom::quantity::format::exact;
use headroom::scenario::preset::{Preset, preset};
use headroom::scenario::{Anchor, Scenario, Value, fields};
use headroom::share::{self, LONGEST_LINK, LinkError, decode, encode};
use links::{corpus, mutation, stated};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_share_link_gives_the_same_bits(scenario in stated::any_scenario(), headline in stated::any_headline()) {
        let link = encode(&scenario, &headline);
        let letters = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        prop_assert!(link.starts_with("#1") && link[1..].chars().all(letters), "{link}");
        let opened = decode(&link).unwrap();
        // As text too, which tells minus zero from zero.
        prop_assert_eq!(format!("{:?}", opened.scenario), format!("{:?}", scenario));
        prop_assert_eq!(opened.scenario, scenario);
        prop_assert_eq!(opened.headline, Some(headline));
    }

    #[test]
    fn a_written_link_gives_the_same_scenario(scenario in stated::writable_scenario()) {
        let link = share::write(&scenario);
        let opened = decode(&link).unwrap();
        prop_assert_eq!(&opened.not_understood, &[], "{}", link);
        prop_assert_eq!(opened.scenario, scenario, "{}", link);
    }

    #[test]
    fn any_text_after_the_mark_opens_or_says_why(text in "\\PC{0,200}") {
        for mark in ["#1", "#?", "#", ""] {
            match decode(&format!("{mark}{text}")) {
                Ok(opened) => prop_assert!(opened.headline.is_none()),
                Err(error) => prop_assert!(error.to_string().ends_with('.')),
            }
        }
    }
}

#[test]
fn every_link_ever_minted_gives_what_it_gave() {
    let minted = corpus::minted();
    assert!(minted.len() >= 6);
    for entry in minted {
        let opened = decode(&entry.link).unwrap_or_else(|error| panic!("{}: {error}", entry.link));
        let stated = entry.stated.iter();
        let stated: Vec<_> = stated
            .filter_map(|line| corpus::as_read(line, &opened))
            .collect();
        assert_eq!(corpus::stated(&opened), stated, "{}", entry.link);
    }
}

/// Headline figures that are more than when the oldest links were made: pods go into nodes
/// whole.
const CHANGED: &[&str] = &["web.nodes_min", "web.bill"];

#[test]
fn every_link_with_figures_plans_to_them() {
    let with_figures = corpus::minted();
    let with_figures = with_figures
        .iter()
        .filter(|entry| !entry.figures.is_empty());
    assert!(with_figures.clone().count() >= 30);
    for entry in with_figures {
        let opened = decode(&entry.link).unwrap();
        let plan = headroom::engine::plan(&opened.scenario);
        for (id, value) in &entry.figures {
            let figure = plan
                .figure(id)
                .unwrap_or_else(|| panic!("{}: no {id}", entry.link));
            let printed = figure
                .word()
                .map_or_else(|| exact(figure.value), str::to_owned);
            assert_eq!(printed, *value, "{}: {id}", entry.link);
        }
        // What the link itself says of its plan is what the plan says, but for what is worked
        // out another way since.
        for (id, value) in opened
            .headline
            .iter()
            .flat_map(|headline| &headline.figures)
        {
            let figure = plan.figure(id).unwrap();
            if CHANGED.contains(&id.as_str()) {
                assert!(figure.value >= *value, "{}: {id}", entry.link);
                continue;
            }
            assert_eq!(
                figure.value.to_bits(),
                value.to_bits(),
                "{}: {id}",
                entry.link
            );
        }
    }
}

/// Links of one scenario, and of several that are compared.
fn share_links() -> Vec<String> {
    let mut links = corpus::share_links();
    let compared = compared();
    links.push(encode(&compared, &stated::headline()));
    let other = compared.turned_to(0).and_then(|it| it.without(2)).unwrap();
    links.push(encode(&other, &stated::headline()));
    links
}

/// Three edited scenarios: a price, then the load, another growth and rows besides.
fn compared() -> Scenario {
    let with = |mut scenario: Scenario, stated: &[(&str, f64)]| {
        for (id, value) in stated {
            let slot = fields::slot(&scenario, id).unwrap();
            slot.lead_or_state(&mut scenario, (Value::Number(*value), None))
                .unwrap();
        }
        scenario
    };
    let saas = preset("saas-1").map(Preset::scenario).unwrap();
    let mut first = with(
        saas,
        &[("tier.pro.price", 59.0), ("demand.customers", 640.0)],
    );
    "Northwind Traders, as it is".clone_into(&mut first.name);
    let mut second = with(
        first.clone(),
        &[
            ("demand.customers", 1280.0),
            ("growth.rate", 0.12),
            ("money.cost_per_customer_target", 16.0),
        ],
    );
    "Northwind Traders, after the launch".clone_into(&mut second.name);
    let mut third = with(
        second.clone(),
        &[
            ("growth.rate", 0.2),
            ("tier.pro.price", 79.0),
            ("growth.months_projected", 24.0),
        ],
    );
    let tiers = fields::table("tier").unwrap();
    let solo = tiers.add(&mut third, "Solo").unwrap();
    let price = format!("tier.{}.price", solo.text());
    let third = with(third, &[(&price, 19.0)]);
    let third = Scenario {
        note: "From Tuesday's call: they launch in March.\nTheir own counts, not ours.".to_owned(),
        ..third
    };
    let both = first.compared_with(second).unwrap();
    both.compared_with(third).unwrap()
}

#[test]
fn three_scenarios_in_a_link_are_short_and_arrive_to_the_bit() {
    let compared = compared();
    let figures = headroom::engine::plan(&compared).headline();
    let headline = share::Headline {
        engine: headroom::engine::VERSION.to_owned(),
        figures: figures
            .into_iter()
            .map(|(id, value)| (id.to_owned(), value))
            .collect(),
    };
    for place in 0..3 {
        let scenario = compared.turned_to(place).unwrap();
        let link = encode(&scenario, &headline);
        assert!(
            link.starts_with("#2") && link.len() < 1200,
            "{}",
            link.len()
        );
        println!("{} characters: {link}", link.len());
        let opened = decode(&link).unwrap();
        assert_eq!(format!("{:?}", opened.scenario), format!("{scenario:?}"));
        assert_eq!(opened.headline.as_ref(), Some(&headline));
    }
    // As a file, too.
    let file = share::file::write(&compared).write();
    let file = format!("{{\"headroom\": 1, \"scenario\": {file}}}");
    assert_eq!(share::file::read(&file).unwrap().scenario, compared);
    let damaged = file
        .replace("\"place\": 2", "\"place\": 7")
        .replace("\"place\":2", "\"place\":7");
    assert_ne!(damaged, file);
    assert_eq!(
        share::file::read(&damaged),
        Err(share::file::FileError::Part("beside"))
    );
}

#[test]
fn every_beginning_of_a_share_link_was_cut_short() {
    for link in share_links() {
        for arrived in 2..link.len() {
            let of = (arrived >= 5).then_some(link.len());
            let cut = LinkError::CutShort { arrived, of };
            assert_eq!(decode(&link[..arrived]), Err(cut));
        }
    }
}

#[test]
fn two_million_mutated_links_are_refused_or_the_same() {
    let tally = mutation::run(&share_links(), 2_000_000);
    assert_eq!(tally.tried, 2_000_000);
    // A few mutations change nothing: a substitution by the same letter.
    assert!(tally.refused > 1_950_000, "{tally:?}");
    assert!(tally.same > 0, "{tally:?}");
}

#[test]
fn a_bomb_is_refused() {
    // The byte for `\nweb.frontend_`: none stands for more.
    let far = vec![0x83; 1024 * 1024];
    assert_eq!(decode(&sealed(&far)), Err(LinkError::TooLong));
    // As much as a link can hold, with sums that fit it as far as it is read.
    let near = vec![0x83; 20_000];
    let link = sealed(&near);
    assert!((LONGEST_LINK / 2..LONGEST_LINK).contains(&link.len()));
    assert_eq!(decode(&link), Err(LinkError::TooLarge));
}

#[test]
fn lengths_that_lie_are_refused() {
    let lie: &[u8] = &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    let preset: &[u8] = b"\x06chat-1";
    for payload in [
        lie.to_vec(),
        // Each text in turn, the seed, and then both lists of numbers.
        [preset, lie].concat(),
        [preset, &[0], lie].concat(),
        [preset, &[0; 2], lie].concat(),
        [preset, &[0; 5], lie].concat(),
        [preset, &[0; 6], lie, lie].concat(),
        [preset, &[0; 7], lie].concat(),
        [preset, &[0; 8], lie].concat(),
        [preset, &[0; 7], &[0xff, 0xff, 0x03], &[0; 10_000]].concat(),
        [preset, &[0; 8], &[0xff, 0x0f], &[0; 10_000]].concat(),
    ] {
        let link = sealed_with(&as_it_is(&payload), &payload);
        assert_eq!(decode(&link), Err(LinkError::Damaged), "{payload:?}");
    }
}

#[test]
fn one_edited_scenario_is_short() {
    let mut scenario = Scenario::default();
    for (id, value) in [
        ("demand.active_ratio", 0.125),
        ("demand.requests_per_user_minute", 4.5),
        ("demand.peak_to_average", 3.0),
        ("web.users_per_backend_pod", 150.0),
        ("web.backend_buffer", 0.25),
        ("web.backend_memory_limit", 1536.0),
        ("web.database_size", 120.0),
        ("price.node_hour", 0.1912),
        ("demand.customers", 12_500.0),
    ] {
        let field = fields::field(id).unwrap();
        field.put(&mut scenario, Value::Number(value)).unwrap();
    }
    "Northwind Traders, spring launch".clone_into(&mut scenario.name);
    scenario.ranges.insert(
        "demand.active_ratio",
        headroom::scenario::Range {
            low: 0.1,
            high: 0.15,
        },
    );
    assert_eq!(scenario.demand.anchor, Anchor::Customers);
    let link = encode(&scenario, &stated::headline());
    assert!(link.len() < 400, "{}: {link}", link.len());
    println!("{} characters: {link}", link.len());
}

#[test]
fn everything_that_can_be_stated_fits_into_a_link() {
    let scenario = stated::everything();
    let link = encode(&scenario, &stated::headline());
    assert_eq!(decode(&link).unwrap().scenario, scenario);
    println!(
        "{} characters with every field and a range on each",
        link.len()
    );
}

/// A link around packed bytes, whatever they unpack to.
fn sealed(packed: &[u8]) -> String {
    sealed_with(packed, b"")
}

/// A payload packed without a word: runs of at most 128 bytes, each after its
/// length less one.
fn as_it_is(payload: &[u8]) -> Vec<u8> {
    let runs = payload.chunks(128);
    let runs = runs.map(|run| [&[u8::try_from(run.len() - 1).unwrap()], run].concat());
    runs.collect::<Vec<_>>().concat()
}

/// A link as the format describes it, written here a second time.
fn sealed_with(packed: &[u8], payload: &[u8]) -> String {
    let sum = |bytes| Crc::<u32>::new(&CRC_32_ISCSI).checksum(bytes).to_le_bytes();
    let body = BASE64_URL_SAFE_NO_PAD.encode([&sum(packed), &sum(payload), packed].concat());
    let length = u32::try_from(body.len() + 5).unwrap();
    // The last three base64 letters of the length as three bytes.
    let digits = BASE64_URL_SAFE_NO_PAD.encode(&length.to_be_bytes()[1..]);
    format!("#1{}{body}", &digits[1..])
}

#[test]
fn the_format_is_as_described() {
    let (scenario, headline) = (Scenario::default(), stated::headline());
    let link = encode(&scenario, &headline);
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(&link[5..]).unwrap();
    let payload = share::payload::write(&scenario, &headline);
    assert_eq!(sealed_with(&bytes[8..], &payload), link);
}

/// A link, a draft and a file that are older than that: a fraction is read as the next whole
/// number on the safe side, and that is said.
#[test]
fn a_fraction_of_what_is_counted_is_read_as_a_whole_and_said() {
    let mut old = Scenario::default();
    old.web.nodes_have = Some(7.5);
    old.web.backend_floor = 3.25;
    old.data.partitions = 12.5;
    let range = headroom::scenario::Range {
        low: 6.5,
        high: 9.0,
    };
    old.ranges.insert("web.nodes_have", range);
    let check = |scenario: &Scenario, rounded: &[share::NotUnderstood]| {
        // There is no more than there is, and no less is needed.
        assert_eq!(scenario.web.nodes_have, Some(7.0));
        assert_eq!(scenario.web.backend_floor.to_bits(), 4_f64.to_bits());
        assert_eq!(scenario.data.partitions.to_bits(), 12_f64.to_bits());
        assert_eq!(
            scenario.ranges.get("web.nodes_have").map(|it| it.low),
            Some(6.0)
        );
        assert!(fields::is_within_bounds(scenario));
        let mut said: Vec<_> = rounded
            .iter()
            .map(|part| [&part.key, "=", &part.value, ": ", &part.sentence].concat())
            .collect();
        said.sort();
        assert_eq!(
            said,
            [
                "data.partitions=12.5: Only whole ones count here: read as 12.",
                "web.backend_floor=3.25: Only whole ones count here: read as 4.",
                "web.nodes_have=6.5: Only whole ones count here: read as 6.",
                "web.nodes_have=7.5: Only whole ones count here: read as 7.",
            ]
        );
    };
    let opened = decode(&encode(&old, &stated::headline())).unwrap();
    assert_eq!(opened.not_understood, []);
    check(&opened.scenario, &opened.rounded);
    let file = format!(
        "{{\"headroom\": 1, \"scenario\": {}}}",
        share::file::write(&old).write()
    );
    let held = share::file::read(&file).unwrap();
    check(&held.scenario, &held.rounded);
    // What was read is written whole.
    let again = decode(&encode(&opened.scenario, &stated::headline())).unwrap();
    assert_eq!(again.rounded, []);
    assert_eq!(again.scenario, opened.scenario);
}
