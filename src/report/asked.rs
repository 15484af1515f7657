//! What do the workloads beside the web stack answer, and whose answer comes
//! first? Pools know what is there, limits what others allow; what they leave
//! open is answered by growth, money and the web stack.

use super::{Answer, figure, flow_answers, inference, money, text, when};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::workloads::pools;

/// The four answers, as far as these workloads give them.
/// `today` is the start of a scenario that states none.
pub(super) fn of_workloads(
    scenario: &Scenario,
    plan: &Plan,
    findings: &[Finding],
    today: Date,
) -> [Option<Answer>; 4] {
    let [room, order, pool] = match plan.pools {
        Some(_) => pools::answers::by_pools(scenario, plan, findings, today),
        None => [const { None }; 3],
    };
    let is_limited = plan.limits.is_some();
    let limits = |is_asked: bool| (is_limited && is_asked).then_some(());
    // GPUs answer where no web stack does.
    let gpus = || (plan.web.is_none() && plan.inference.is_some()).then_some(());
    [
        room.or_else(|| limits(true).and_then(|()| flow_answers::serve(scenario, plan)))
            .or_else(|| gpus().and_then(|()| inference::serve(plan))),
        order.or_else(|| match plan.growth {
            Some(_) => Some(when::scale(scenario, plan, today)),
            None => limits(true)
                .map(|()| flow_answers::full_now(plan).unwrap_or_else(|| without_growth(plan)))
                .or_else(|| gpus().and_then(|()| inference::before(plan))),
        }),
        plan.money
            .as_ref()
            .and_then(|_| money::cost(plan))
            .or_else(|| {
                limits(plan.bill.is_none()).and_then(|()| flow_answers::cost(scenario, plan))
            })
            .or_else(|| gpus().and_then(|()| inference::cost(plan))),
        pool.or_else(|| {
            limits(plan.web.is_none()).and_then(|()| flow_answers::binds(scenario, plan, findings))
        }),
    ]
}

/// "When must we scale?", where no growth is stated: by how many users, if a
/// limit says.
fn without_growth(plan: &Plan) -> Answer {
    let mut answer = Answer {
        question: "When must we scale?",
        main: Vec::new(),
        why: vec![text(when::NO_GROWTH.0)],
    };
    if plan.number("flow.users_limit").is_some() {
        answer.why.extend([
            text(" The first limit is reached at "),
            figure("flow.users_limit"),
            text(" a day."),
        ]);
    }
    answer
}
