//! What stays when another example is chosen? The load and the growth that were typed: a
//! visitor who has said that there are 5,000 customers has said so for every example.

use super::preset::Preset;
use super::{Scenario, Slot, growth};

impl Scenario {
    /// The scenario of a preset with the load and the growth that were stated in this one
    /// beyond its own preset.
    #[must_use]
    pub fn kept_in(&self, preset: &Preset) -> Scenario {
        let mut next = preset.scenario();
        let origin = self.origin().scenario();
        for field in [self.demand.anchor.field(), &growth::fields::rate] {
            let slot = Slot::from(field);
            let stated = slot.stated(self);
            if stated != slot.stated(&origin) {
                // What a field held it takes again.
                let _ = slot.lead_or_state(&mut next, stated);
            }
        }
        next.beside.clone_from(&self.beside);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::{preset, presets};
    use crate::scenario::{Anchor, Value};

    #[test]
    fn a_number_that_was_typed_stays() {
        for from in presets() {
            let mut scenario = from.scenario();
            let slot = Slot::from(Anchor::Customers.field());
            slot.lead_or_state(&mut scenario, (Value::Number(5000.0), None))
                .unwrap();
            let rate = Slot::from(&growth::fields::rate);
            rate.put(&mut scenario, Value::Number(0.08)).unwrap();
            for to in presets() {
                let kept = scenario.kept_in(to);
                assert_eq!(
                    kept.demand.anchor,
                    Anchor::Customers,
                    "{} {}",
                    from.id,
                    to.id
                );
                assert_eq!(kept.demand.customers, Some(5000.0));
                assert_eq!(kept.growth.rate, Some(0.08));
                assert_eq!(kept.preset, to.id);
            }
        }
    }

    #[test]
    fn what_the_example_said_itself_goes_with_it() {
        let [chat, saas] = ["chat-1", "saas-1"].map(|id| preset(id).unwrap());
        assert_eq!(saas.scenario().kept_in(chat), chat.scenario());
    }
}
