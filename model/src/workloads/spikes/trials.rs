//! How is the spike that is shown tried for real? As a script for k6 and a shape for Locust.
//!
//! Arrivals are open in both: who comes does not wait for others to be answered. In Locust,
//! where users are what is stated, each asks every ten seconds, so that answers may take as
//! long as that before fewer come.

use super::outcome::FOLLOWED;
use super::plan::{OneSpike, told};
use super::plant::Plant;
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::brackets::{max, min};
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::round_up;
use crate::report::CodeOf;
use crate::scenario::Scenario;

/// The script for k6.
pub static K6: CodeOf = CodeOf {
    language: "javascript",
    title: "The spike as a test for k6",
    noun: "the k6 script",
    file: "headroom-k6.js",
    write: |scenario, plan, _: Date| k6(scenario, plan),
};

/// The shape for Locust.
pub static LOCUST: CodeOf = CodeOf {
    language: "python",
    title: "The spike as a test for Locust",
    noun: "the Locust file",
    file: "headroom_locust.py",
    write: |scenario, plan, _: Date| locust(scenario, plan),
};

const NO_SPIKE: Missing = Missing("Too little is known of the pool for a test of a spike.");
/// Every so many seconds a user of Locust asks.
const ASKS: f64 = 10.0;
/// For so many seconds load is as before, at first.
const BEFORE: f64 = 60.0;

/// A stretch of the test: requests a second at its end, and seconds.
type Stretch = (f64, f64);

/// What comes in a test: as before, the rise, the height, the fall, and as before.
fn stretches(plant: &Plant) -> Vec<Stretch> {
    let spike = plant.spike;
    let lasts = min(spike.lasts, FOLLOWED);
    let all = [
        (spike.before, BEFORE),
        (spike.height, max(spike.rise, 1.0)),
        (spike.height, lasts),
        (spike.before, max(spike.fall, 1.0)),
        (spike.before, BEFORE),
    ];
    all.map(|(rate, seconds)| (rate, round_up(seconds))).into()
}

fn shown<'a>(scenario: &Scenario, plan: &'a Plan) -> Result<(&'a OneSpike, &'a Plant), Missing> {
    let spikes = plan.spikes.as_ref().ok_or(NO_SPIKE)?;
    let spike = told(scenario, spikes).ok_or(NO_SPIKE)?;
    Ok((spike, spike.plant.as_ref().ok_or(NO_SPIKE)?))
}

/// What a comment says of it: letters, digits and marks alone.
fn of(spike: &OneSpike) -> String {
    let is_plain = |letter: &char| letter.is_alphanumeric() || " ,.-+".contains(*letter);
    spike.name.chars().filter(is_plain).collect()
}

/// The script for k6.
///
/// # Errors
/// Says why there is none.
pub fn k6(scenario: &Scenario, plan: &Plan) -> Result<String, Missing> {
    let (spike, plant) = shown(scenario, plan)?;
    // Rates are whole numbers there: of a second, a minute or an hour.
    let units = [("1s", 1.0), ("1m", 60.0), ("1h", 3600.0)];
    let (unit, times) = units
        .into_iter()
        .find(|(_, times)| plant.spike.before * times >= 10.0)
        .unwrap_or(("1h", 3600.0));
    let rate = |rate: f64| exact(round_up(rate * times));
    let each = scenario.spike.wait + plant.service.seconds;
    let users = round_up(plant.spike.height * each);
    let most = round_up(plant.spike.height * max(scenario.spike.timeout.unwrap_or(60.0), each));
    let stages: Vec<String> = stretches(plant)
        .iter()
        .map(|(to, seconds)| {
            [
                "        { target: ",
                &rate(*to),
                ", duration: '",
                &exact(*seconds),
                "s' },\n",
            ]
            .concat()
        })
        .collect();
    let percent = exact(scenario.spike.share * 100.0);
    let text = [
        "// ",
        &of(spike),
        ", as planned by Headroom: k6 run -e TARGET=https://example.com headroom-k6.js\n",
        "// Arrivals are open: they do not wait for answers. dropped_iterations says that k6 itself was too small.\n",
        "import http from 'k6/http';\n\nexport const options = {\n  scenarios: {\n    spike: {\n",
        "      executor: 'ramping-arrival-rate',\n      startRate: ",
        &rate(plant.spike.before),
        ",\n      timeUnit: '",
        unit,
        "',\n      preAllocatedVUs: ",
        &exact(max(users, 1.0)),
        ",\n      maxVUs: ",
        &exact(max(most, users)),
        ",\n      stages: [\n",
        &stages.concat(),
        "      ],\n    },\n  },\n  thresholds: {\n",
        "    // It may wait, and is worked on.\n    http_req_duration: ['p(",
        &percent,
        ")<",
        &exact(round_up(each * 1000.0)),
        "'],\n    dropped_iterations: ['count<1'],\n  },\n};\n\n",
        "export default function () {\n  http.get(__ENV.TARGET",
        &scenario.spike.timeout.map_or_else(String::new, |seconds| {
            [
                ", { timeout: '",
                &exact(round_up(seconds * 1000.0)),
                "ms' }",
            ]
            .concat()
        }),
        ");\n}\n",
    ];
    Ok(text.concat())
}

/// The shape for Locust.
///
/// # Errors
/// Says why there is none.
pub fn locust(scenario: &Scenario, plan: &Plan) -> Result<String, Missing> {
    let (spike, plant) = shown(scenario, plan)?;
    let users = |rate: f64| exact(max(round_up(rate * ASKS), 1.0));
    let mut until = 0.0;
    let stages: Vec<String> = stretches(plant)
        .iter()
        .map(|(to, seconds)| {
            until += seconds;
            ["    (", &exact(until), ", ", &users(*to), "),\n"].concat()
        })
        .collect();
    let timeout = scenario.spike.timeout.map_or_else(String::new, |seconds| {
        [", timeout=", &exact(seconds)].concat()
    });
    let text = [
        "\"\"\"",
        &of(spike),
        ", as planned by Headroom: locust -f headroom_locust.py --host https://example.com\n\n",
        "A user asks every 10 seconds, whatever the answers take, as long as that is less.\n\"\"\"\n\n",
        "from locust import HttpUser, LoadTestShape, constant_throughput, task\n\n",
        "# Until which second, and how many users there are at its end.\nSTAGES = [\n",
        &stages.concat(),
        "]\nBEFORE = ",
        &users(plant.spike.before),
        "\n\n\nclass Visitor(HttpUser):\n    wait_time = constant_throughput(0.1)\n\n    @task\n",
        "    def ask(self):\n        self.client.get(\"/\"",
        &timeout,
        ")\n\n\nclass Spike(LoadTestShape):\n    def tick(self):\n        now = self.get_run_time()\n",
        "        begin, users_before = 0, BEFORE\n        for until, users in STAGES:\n",
        "            if now < until:\n                part = (now - begin) / (until - begin)\n",
        "                wanted = round(users_before + (users - users_before) * part)\n",
        "                return max(wanted, 1), max(wanted, 100)\n",
        "            begin, users_before = until, users\n        return None\n",
    ];
    Ok(text.concat())
}
