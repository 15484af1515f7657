//! What mends the findings on demand and the web stack, where a statement does?

use super::{Finding, Fix};
use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::scenario::demand::fields::anchor;
use crate::scenario::web::fields as stack;
use crate::scenario::{Anchor, DatabaseBilling, Field, Scenario, Value, Web, fields};

/// What mends a finding of those families, where a statement does.
pub(super) fn fix(scenario: &Scenario, plan: &Plan, finding: &Finding) -> Option<Fix> {
    match finding.rule {
        "anchors_disagree" => {
            let other = fields::field(finding.evidence.get(1)?)?;
            let label = ["Let ", &other.label.to_ascii_lowercase(), " follow"].concat();
            Some(Fix::new(label, [(other.id.into(), Value::Unset)]))
        }
        "nothing_stated" => {
            let mut others = Anchor::ALL.iter();
            let other = others.find(|other| scenario.demand.stated(**other).is_some())?;
            let label = other.field().label.to_ascii_lowercase();
            let label = ["Let ", &label, " lead"].concat();
            Some(Fix::new(
                label,
                [(anchor.id.into(), Value::Choice(other.id()))],
            ))
        }
        "limit_below_request" => {
            let id = finding.evidence.first()?;
            let request = plan.figure(&[id.strip_suffix("limit")?, "request"].concat())?;
            let label = ["Raise it to ", &shown(request.value, request.unit())].concat();
            Some(Fix::new(
                label,
                [(id.clone(), Value::Number(request.value))],
            ))
        }
        "classes_out_of_order" => Some(usual_classes()),
        "no_room_to_scale" => further(&scenario.web),
        "consider_provisioned" => {
            let provisioned = Value::Choice(DatabaseBilling::Provisioned.id());
            let states = [(stack::database_billing.id.into(), provisioned)];
            Some(Fix::new("Provision the database", states))
        }
        _ => None,
    }
}

fn usual_classes() -> Fix {
    let fields = [
        &stack::small_up_to,
        &stack::medium_up_to,
        &stack::large_up_to,
    ];
    let ends = fields.into_iter().zip([500.0, 2000.0, 10_000.0]);
    let states = ends.map(|(field, end)| (field.id.into(), Value::Number(end)));
    Fix::new("Use the classes of the sizing calculator", states)
}

/// Twice as far as now for each kind; none where one of them may not go there.
fn further(web: &Web) -> Option<Fix> {
    let factors = [
        (&stack::backend_ceiling_factor, web.backend_ceiling_factor),
        (&stack::frontend_ceiling_factor, web.frontend_ceiling_factor),
        (&stack::node_ceiling_factor, web.node_ceiling_factor),
    ];
    let doubled = factors.map(|(field, factor)| (field, Value::Number(factor * 2.0)));
    let takes = |(field, value): &(&Field, Value)| field.check(*value).is_ok();
    doubled.iter().all(takes).then(|| {
        let states = doubled.map(|(field, value)| (field.id.into(), value));
        Fix::new("Let all of them scale twice as far", states)
    })
}
