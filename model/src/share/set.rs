//! What does a link of several scenarios carry? The first whole, the others as they differ
//! from it, and which of them is edited.
//!
//! The layout is that of [`Set`] as `postcard` writes it; each scenario is a [`payload`] of its
//! own. It never changes, as that of one scenario does not.

use super::payload::{self, Held};
use super::{Headline, LinkError, NotUnderstood};
use crate::scenario::Scenario;
use crate::scenario::beside::MOST;
use crate::scenario::preset::{Preset, preset};
use serde::{Deserialize, Serialize};

/// Everything in such a link.
#[derive(Serialize, Deserialize)]
struct Set<'a> {
    /// The place of the one that is edited.
    place: u8,
    /// A payload each. After the first, one that names no preset differs from the first.
    #[serde(borrow)]
    scenarios: Vec<&'a [u8]>,
}

/// The bytes that carry all that are compared; the headline is that of the one that is edited.
pub fn write(scenario: &Scenario, headline: &Headline) -> Vec<u8> {
    let all = scenario.compared();
    let own = scenario.place();
    let silent = Headline {
        engine: headline.engine.clone(),
        figures: Vec::new(),
    };
    let payload = |(at, one): (usize, &&Scenario)| {
        let headline = if at == own { headline } else { &silent };
        match all.first() {
            Some(first) if at > 0 && first.preset == one.preset => {
                payload::write_from(first, "", one, headline)
            }
            _ => payload::write(one, headline),
        }
    };
    let payloads: Vec<Vec<u8>> = all.iter().enumerate().map(payload).collect();
    let set = Set {
        place: u8::try_from(own).unwrap_or_default(),
        scenarios: payloads.iter().map(Vec::as_slice).collect(),
    };
    // Nothing in it fails to serialize; an empty payload would be refused.
    postcard::to_allocvec(&set).unwrap_or_default()
}

/// What the bytes carry: the one that is edited, with the others beside it.
///
/// # Errors
/// When the bytes are no payload, or state what no scenario may hold.
pub fn read(bytes: &[u8]) -> Result<Held, LinkError> {
    let Ok((set, [])) = postcard::take_from_bytes::<Set>(bytes) else {
        return Err(LinkError::Damaged);
    };
    let count = set.scenarios.len();
    let place = usize::from(set.place);
    if !(2..=MOST).contains(&count) || place >= count {
        return Err(LinkError::Damaged);
    }
    let mut all: Vec<Held> = Vec::new();
    for bytes in set.scenarios {
        let held = payload::read_from(bytes, &|id| match all.first() {
            Some(first) if id.is_empty() => Some(first.scenario.clone()),
            _ => preset(id).map(Preset::scenario),
        })?;
        all.push(held);
    }
    let (mut unknown, mut rounded) = (Vec::new(), Vec::new());
    let mut headline = None;
    let mut scenarios = Vec::new();
    for (at, held) in all.into_iter().enumerate() {
        add(&mut unknown, held.unknown);
        add(&mut rounded, held.rounded);
        if at == place {
            headline = Some(held.headline);
        }
        scenarios.push(held.scenario);
    }
    Ok(Held {
        scenario: Scenario::among(scenarios, place).ok_or(LinkError::Damaged)?,
        headline: headline.ok_or(LinkError::Damaged)?,
        unknown,
        rounded,
    })
}

/// Adds what there is not yet: what two of them state alike is said once.
fn add(all: &mut Vec<NotUnderstood>, more: Vec<NotUnderstood>) {
    for said in more {
        if !all.contains(&said) {
            all.push(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Value, fields};

    fn headline() -> Headline {
        Headline {
            engine: "0.1.0".to_owned(),
            figures: vec![("web.bill".to_owned(), 1234.5)],
        }
    }

    fn with(scenario: &Scenario, id: &str, value: f64) -> Scenario {
        let mut other = scenario.clone();
        let slot = fields::slot(&other, id).unwrap();
        slot.lead_or_state(&mut other, (Value::Number(value), None))
            .unwrap();
        other
    }

    #[test]
    fn what_is_compared_arrives_whichever_is_edited() {
        let a = preset("saas-1").unwrap().scenario();
        let tiers = fields::table("tier").unwrap();
        let mut b = with(&a, "demand.customers", 1000.0);
        b.name = "Doubled".to_owned();
        let first = tiers.keys(&b)[0];
        tiers.remove(&mut b, first).unwrap();
        let other = preset("gpu-1").unwrap().scenario();
        let of_b = a.compared_with(b).unwrap();
        let of_c = of_b.compared_with(other).unwrap();
        for scenario in [
            &of_b,
            &of_c,
            &of_c.turned_to(0).unwrap(),
            &of_c.turned_to(1).unwrap(),
        ] {
            let held = read(&write(scenario, &headline())).unwrap();
            assert_eq!(&held.scenario, scenario);
            assert_eq!(held.headline, headline());
            assert!(held.unknown.is_empty() && held.rounded.is_empty());
        }
    }

    #[test]
    fn what_is_no_comparison_is_refused() {
        let a = Scenario::default();
        let one = payload::write(&a, &headline());
        let of = |place: u8, scenarios: &[&[u8]]| {
            let set = Set {
                place,
                scenarios: scenarios.to_vec(),
            };
            read(&postcard::to_allocvec(&set).unwrap())
        };
        assert!(of(0, &[&one, &one]).is_ok());
        for (place, scenarios) in [
            (0, &[][..]),
            (0, &[&*one]),
            (2, &[&*one, &*one]),
            (0, &[&*one, &*one, &*one, &*one]),
            (0, &[&*one, b"\x00"]),
        ] {
            assert_eq!(of(place, scenarios), Err(LinkError::Damaged));
        }
        // The first differs from a preset.
        let from_none = payload::write_from(&a, "", &a, &headline());
        assert_eq!(
            of(0, &[&from_none, &one]),
            Err(LinkError::UnknownPreset(String::new()))
        );
        let bytes = write(
            &a.compared_with(with(&a, "demand.concurrent_users", 9.0))
                .unwrap(),
            &headline(),
        );
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).is_err());
        }
    }
}
