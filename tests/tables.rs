//! Does a table take the rows that a visitor gives it, and nothing else?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::scenario::money::tier;
use headroom::scenario::name::NameRefusal;
use headroom::scenario::preset::preset;
use headroom::scenario::row::check_name;
use headroom::scenario::{Range, Refusal, RowKey, RowRefusal, Scenario, Slot, Value, fields};
use headroom::share::{Headline, decode, encode, write};

/// A scenario with two tiers, the first with a price and its range.
fn tiered() -> Scenario {
    let mut scenario = Scenario::default();
    tier::TABLE.arrange(&mut scenario, &[]).unwrap();
    for name in ["Pro", "Business plan"] {
        tier::TABLE.add(&mut scenario, name).unwrap();
    }
    let price = fields::slot(&scenario, "tier.pro.price").unwrap();
    price.put(&mut scenario, Value::Number(99.0)).unwrap();
    scenario.ranges.insert(
        price.id(),
        Range {
            low: 79.0,
            high: 119.0,
        },
    );
    scenario
}

fn keys(scenario: &Scenario) -> String {
    tier::TABLE.keys_text(scenario)
}

fn key(text: &str) -> RowKey {
    RowKey::read(text).unwrap()
}

#[test]
fn rows_are_added_moved_renamed_and_removed() {
    let mut scenario = tiered();
    assert_eq!(keys(&scenario), "pro business_plan");
    let second = tier::TABLE.add(&mut scenario, "Pro").unwrap();
    assert_eq!(second.text(), "pro_2");
    tier::TABLE.shift(&mut scenario, second, 0).unwrap();
    assert_eq!(keys(&scenario), "pro_2 pro business_plan");
    tier::TABLE.shift(&mut scenario, second, 99).unwrap();
    assert_eq!(keys(&scenario), "pro business_plan pro_2");
    tier::TABLE.rename(&mut scenario, second, "Café").unwrap();
    assert_eq!(tier::TABLE.name(&scenario, second), Some("Café"));
    assert_eq!(scenario.tiers[0].price, Some(99.0));

    let price = fields::slot(&scenario, "tier.pro.price").unwrap();
    tier::TABLE.remove(&mut scenario, key("pro")).unwrap();
    assert_eq!(keys(&scenario), "business_plan pro_2");
    assert!(scenario.ranges.is_empty(), "the range goes with its row");
    assert_eq!(price.get(&scenario), Value::Unset);
    assert_eq!(
        price.put(&mut scenario, Value::Number(1.0)),
        Err(Refusal::NoRow)
    );
    assert!(fields::slot(&scenario, "tier.pro.price").is_none());
}

#[test]
fn what_is_refused_changes_nothing() {
    let scenario = tiered();
    let mut edited = scenario.clone();
    let (pro, none) = (key("pro"), key("none"));
    let table = &tier::TABLE;
    let too_many: Vec<RowKey> = (0..13).map(|at| key(&format!("t{at}"))).collect();
    for refused in [
        table.rename(&mut edited, pro, " "),
        table.rename(&mut edited, none, "None"),
        table.remove(&mut edited, none),
        table.shift(&mut edited, none, 0),
        table.add(&mut edited, "a\nb").map(|_| ()),
        table.arrange(&mut edited, &[pro, pro]),
        table.arrange(&mut edited, &too_many),
    ] {
        let sentence = table.refusal_sentence(refused.unwrap_err());
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    assert_eq!(edited, scenario);
    for at in 0..10 {
        table.add(&mut edited, &at.to_string()).unwrap();
    }
    assert_eq!(table.add(&mut edited, "13th"), Err(RowRefusal::TooMany));
    assert_eq!(check_name(""), Err(NameRefusal::Empty));
}

#[test]
fn a_reset_gives_back_the_rows_of_the_preset() {
    let mut scenario = tiered();
    for table in fields::tables() {
        table.reset(&mut scenario);
    }
    assert_eq!(scenario, scenario.origin().scenario());
}

#[test]
fn links_carry_rows_names_and_cells() {
    let mut scenario = tiered();
    tier::TABLE
        .rename(&mut scenario, key("pro"), "Professional & more")
        .unwrap();
    let headline = Headline {
        engine: String::new(),
        figures: Vec::new(),
    };
    let opened = decode(&encode(&scenario, &headline)).unwrap();
    assert_eq!(opened.scenario, scenario);
    // A written link says what its range is planned with, where that is the median.
    let price = Slot {
        field: &tier::price,
        row: Some(key("pro")),
    };
    let range = price.range(&scenario).unwrap();
    let median = Value::Number(tier::price.median(range));
    price.state(&mut scenario, (median, Some(range))).unwrap();
    let link = write(&scenario);
    assert_eq!(
        link,
        "#?preset=chat-1&tier=pro+business_plan&tier.pro.name=Professional+%26+more&tier.pro.price=79-119"
    );
    assert_eq!(decode(&link).unwrap().scenario, scenario);
}

#[test]
fn a_written_link_lists_its_rows_in_any_place() {
    let opened = decode("#?tier.pro.price=99&tier.free.name=Free+for+all&tier=free,pro").unwrap();
    assert_eq!(opened.not_understood, []);
    assert_eq!(keys(&opened.scenario), "free pro");
    assert_eq!(opened.scenario.tiers[1].price, Some(99.0));
    assert_eq!(opened.scenario.tiers[0].name, "Free for all");
}

#[test]
fn a_written_link_says_which_row_is_missing() {
    for (part, sentence) in [
        ("tier.pro.price=99", "There is no such tier."),
        ("tier.pro.name=Pro", "There is no such tier."),
        ("tier=Pro", "small letters"),
        ("tier=a,b,a", "once"),
        ("tier=a,b,c,d,e,f,g,h,i,j,k,l,m", "at most 12"),
        ("tier=pro&tier.pro.abacus=1", "no input “tier.pro.abacus”"),
        ("tier=pro&tier.pro.price=-1", "must be between"),
        ("tier=pro&tier.pro.name=", "a name"),
        ("tier=pro&tier.pro.price.x=1", "no input"),
        ("tier=pro&tier=free", "State it once"),
    ] {
        let opened = decode(&format!("#?{part}&concurrent_users=5")).unwrap();
        let [missing] = &opened.not_understood[..] else {
            panic!("{part}: {:?}", opened.not_understood);
        };
        assert!(missing.sentence.contains(sentence), "{}", missing.sentence);
        assert_eq!(opened.scenario.demand.concurrent_users, Some(5.0));
    }
}

/// The figures of the capacity guide, and a bill of 12,000.
#[test]
fn the_saas_preset_is_that_of_the_source() {
    let scenario = preset("saas-1").unwrap().scenario();
    let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    let bill: f64 = scenario.bill.iter().map(|component| component.amount).sum();
    let shares: f64 = scenario.tiers.iter().map(|tier| tier.share).sum();
    assert!(near(bill, 12_000.0) && near(shares, 1.0));
    assert!(near(bill / scenario.demand.customers.unwrap(), 24.0));
    let margins: Vec<f64> = scenario
        .tiers
        .iter()
        .filter_map(|tier| Some(1.0 - tier.cost / tier.price?))
        .collect();
    for (margin, printed) in margins.iter().zip([0.848, 0.840, 0.900]) {
        assert!((margin - printed).abs() < 0.0005, "{margin}");
    }
    assert_eq!(margins.len(), 3, "the free tier has no price");
    // What the source says is so now, within what its own roundings leave.
    let revenue: f64 = scenario
        .tiers
        .iter()
        .map(|tier| tier.share * tier.price.unwrap_or(0.0) * 500.0)
        .sum();
    assert!((bill / revenue - 0.20).abs() < 0.005, "{}", bill / revenue);
    let worth = (revenue - bill) / 500.0 / scenario.growth.churn;
    let times = worth / scenario.money.acquisition_cost;
    assert!((times - 4.0).abs() < 0.5, "{times}");
    // Where a range stands, it is planned with what is half-way.
    assert_eq!(scenario.ranges.iter().count(), 17);
    for (id, range) in scenario.ranges.iter() {
        let slot = fields::slot(&scenario, id).unwrap();
        assert_eq!(
            slot.get(&scenario),
            Value::Number(f64::midpoint(range.low, range.high)),
            "{id}"
        );
    }
    let [first, .., last] = &scenario.milestones[..] else {
        panic!("six milestones");
    };
    assert!(near(first.cost, 3000.0) && near(last.cost, 350_000.0));
    assert!(scenario.events.is_empty() && scenario.own_months.is_empty());
}

#[test]
fn a_range_of_the_preset_can_be_taken_away() {
    let mut scenario = preset("saas-1").unwrap().scenario();
    let saving = fields::slot(&scenario, "lever.spot.saving").unwrap();
    saving.put(&mut scenario, Value::Number(0.5)).unwrap();
    scenario.ranges.remove(&saving.id());
    let headline = Headline {
        engine: String::new(),
        figures: Vec::new(),
    };
    let link = encode(&scenario, &headline);
    assert!(link.len() < 100, "only what differs travels: {link}");
    assert_eq!(decode(&link).unwrap().scenario, scenario);
    let link = write(&scenario);
    assert_eq!(link, "#?preset=saas-1&lever.spot.saving=0.5");
    assert_eq!(decode(&link).unwrap().scenario, scenario);
}

#[test]
fn a_day_is_written_as_a_day() {
    let opened = decode("#?growth.start=22+Nov+2026&growth=0.1").unwrap();
    assert_eq!(opened.not_understood, []);
    assert_eq!(opened.scenario.growth.start, Some(20_779.0));
    let link = write(&opened.scenario);
    assert_eq!(link, "#?preset=chat-1&growth=0.1&growth.start=2026-11-22");
    let opened = decode("#?growth.start=1/2/2026").unwrap();
    let sentence = &opened.not_understood[0].sentence;
    assert!(sentence.contains("1 Feb 2026 or 2 Jan 2026"), "{sentence}");
}

/// Every column has a default that it takes itself, and a sentence and a source
/// to show.
#[test]
fn a_fresh_row_is_within_bounds() {
    let mut ids = std::collections::BTreeSet::new();
    for table in fields::tables() {
        assert!(ids.insert(table.id) && fields::field(table.id).is_none());
        assert!(fields::sections().all(|it| it.id != table.id));
        let mut scenario = Scenario::default();
        table.arrange(&mut scenario, &[key("fresh")]).unwrap();
        assert_eq!(table.name(&scenario, key("fresh")), Some("Fresh"));
        assert!(table.is_within_bounds(&scenario), "{}", table.id);
        let slots = table.slots(&scenario);
        assert_eq!(slots.len(), table.columns.len());
        let mut names = std::collections::BTreeSet::from(["name"]);
        for slot in slots {
            assert!(names.insert(slot.field.name()), "{}", slot.field.id);
            assert_eq!(slot.field.id, format!("{}.{}", table.id, slot.field.name()));
            assert_eq!(slot.table(), Some(table));
            assert_eq!(fields::slot(&scenario, &slot.id()), Some(slot));
            assert!(!slot.field.help.is_empty() && !slot.field.source.name.is_empty());
        }
    }
}
