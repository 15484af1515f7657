//! When GPUs cannot be had: is what is served, lost and paid what comes out by hand?
//!
//! The sale of the source: 45 million predictions a day, four times as many for 72 hours,
//! $2.8 million lost with none served. The GPUs that serve it are ours: 14 at 100 a second.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::{Plan, plan};
use headroom::quantity::date::Date;
use headroom::quantity::math::power;
use headroom::report::{answers, outline};
use headroom::review::{Finding, review};
use headroom::scenario::Scenario;
use headroom::share::decode;

/// Four weeks from the sale on.
const SHORTAGE: &str = "#?preset=sale-1&contingency.days=4 weeks";
/// A second region in a day, cached answers that are worth 60 %, and a tenth turned away.
const FALLBACKS: &str = "&fallback=region cache shed\
    &fallback.region.kind=second_region&fallback.region.share=50%&fallback.region.price_factor=1.2\
    &fallback.region.start=24&fallback.region.ready=300\
    &fallback.cache.kind=cached&fallback.cache.share=20%&fallback.cache.start=0&fallback.cache.value_kept=60%\
    &fallback.shed.kind=shed&fallback.shed.share=10%&fallback.shed.start=0";

fn planned(parts: &[&str]) -> (Scenario, Plan) {
    let link = parts.concat().replace(' ', "%20");
    let opened = decode(&link).unwrap();
    assert_eq!(opened.not_understood, [], "{link}");
    let plan = plan(&opened.scenario);
    (opened.scenario, plan)
}

fn near(plan: &Plan, id: &str, expected: f64) {
    let found = plan.get(id).unwrap_or_else(|why| panic!("{id}: {}", why.0));
    let off = (found.value - expected).abs();
    assert!(off <= expected.abs() * 1e-6 + 1e-6, "{id}: {}", found.value);
}

fn rules((scenario, plan): &(Scenario, Plan)) -> Vec<Finding> {
    let all = review(scenario, plan);
    let of_it = [
        "shortage_not_covered",
        "fallback_too_slow",
        "fallback_incomplete",
        "gpu_without_fallback",
    ];
    all.into_iter()
        .filter(|it| of_it.contains(&it.rule))
        .collect()
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule).collect()
}

/// 683.33 of 2,083.33 a second are beyond 14 GPUs, for 72 hours: 177.12 million of 540.
/// $2.8 million over those is what each brings.
#[test]
fn the_sale_with_no_fallback() {
    let it = planned(&[SHORTAGE]);
    let at = |id: &str, expected: f64| near(&it.1, &["contingency.", id].concat(), expected);
    at("shortage_hours", 672.0);
    at("gpus_left", 14.0);
    at("gpus_serve", 1400.0);
    at("short_at_peak", 2_083.333_333 - 1400.0);
    at("requests_asked", 45e6 * (4.0 * 3.0 + 25.0));
    at("lost_without", 177_120_000.0);
    at("requests_lost", 177_120_000.0);
    at("request_worth", 2.8e6 / 540e6);
    at("revenue_without", 918_400.0);
    at("shortage_cost", 918_400.0);
    at("fallbacks_save", 0.0);
    assert!(it.1.get("contingency.first_up").is_err());
    near(&it.1, "contingency.covered_after", 72.0);
    let found = rules(&it);
    assert_eq!(
        names(&found),
        ["gpu_without_fallback", "shortage_not_covered"]
    );
    assert!(
        found[1].sentence.contains("$918,400"),
        "{}",
        found[1].sentence
    );
}

/// By hand: for a day the cache takes 208.33 a second and 104.17 are turned away, 370.83
/// are lost; then the region takes 520.83 on six machines at 1.2 x $1.006 and the cache
/// the other 162.5. After the sale nothing is short.
#[test]
fn the_sale_with_three_fallbacks() {
    let it = planned(&[SHORTAGE, FALLBACKS]);
    let at = |id: &str, expected: f64| near(&it.1, &["contingency.", id].concat(), expected);
    at("stage.1.requests_lost", 370.833_333_333 * 86_400.0);
    at("stage.2.fallback_region.at_peak", 520.833_333_333);
    at("stage.2.fallback_region.machines_used", 6.0);
    at("stage.2.fallback_cache.at_peak", 162.5);
    at("stage.2.requests_lost", 0.0);
    at("stage.3.ends", 672.0);
    at("fallback.region.requests_served", 90e6);
    at("fallback.region.use_cost", 6.0 * 1.2072 * 48.0);
    at("fallback.cache.requests_served", 18e6 + 28.08e6);
    at("by_fallbacks", 136.08e6);
    at("turned_away", 9e6);
    at("requests_lost", 32.04e6);
    at("first_up", 0.0);
    at("covered_after", 24.0);
    // Of the cache's answers 40 % are lost, of what is turned away all.
    let each = 2.8 / 540.0;
    at("revenue_lost", (32.04e6 + 0.4 * 46.08e6 + 9e6) * each);
    at("use_cost", 347.6736);
    at("shortage_cost", 59.472e6 * each + 347.6736);
    at("fallbacks_save", (177.12e6 - 59.472e6) * each - 347.6736);
    at("ready_cost", 300.0);
    at(
        "fallback.region.months_ready",
        (90e6 * each - 347.6736) / 300.0,
    );
    assert_eq!(names(&rules(&it)), ["shortage_not_covered"]);
}

/// What is left over adds up: every request is served, turned away or lost.
#[test]
fn every_request_is_somewhere() {
    for more in [
        "",
        "&contingency.gone=40%",
        "&contingency.gone=100%&demand.peak_to_average=5",
        "&fallback.region.kept=30%&event.sale.hours=30",
        "&event.sale.of=usual&contingency.gone=70%",
    ] {
        let (_, plan) = planned(&[SHORTAGE, FALLBACKS, more]);
        let of = |id: &str| plan.number(&["contingency.", id].concat()).unwrap();
        let sum = of("by_gpus") + of("by_fallbacks") + of("turned_away") + of("requests_lost");
        let asked = of("requests_asked");
        assert!((sum / asked - 1.0).abs() < 1e-9, "{more}: {sum} of {asked}");
        assert!(of("shortage_cost") <= of("revenue_without"), "{more}");
    }
}

/// Where the peak is twice the average the load rises evenly through the day, so that half
/// the peak leaves the tip of a triangle: an eighth of the peak, a quarter of the average.
/// Four times the average is a cube: of it 1 - 1/2 ^ (4/3) - 2 (1 - 1/2 ^ (1/3)) is left.
#[test]
fn a_day_is_cut_at_what_can_be_served() {
    for (peak_to_average, left) in [(2.0, 0.25), (1.0, 0.5), (4.0, 0.190_550_789_7)] {
        // 1,000 on average, and GPUs for half of the peak.
        let link = format!(
            "#?preset=gpu-1&average_rate=1000&demand.peak_to_average={peak_to_average}&recompute_multiplier=1\
             &throughput_per_gpu=1&inference.gpus_held={}&contingency.days=1",
            500.0 * peak_to_average
        );
        let (_, plan) = planned(&[&link]);
        near(&plan, "contingency.gpus_serve", 500.0 * peak_to_average);
        near(&plan, "contingency.requests_lost", left * 86.4e6);
    }
}

/// Half of the GPUs gone on any day: 7 x 100 of 1,041.67 at the peak. The part of a second
/// provider that runs all the time serves at once, and is paid for all month.
#[test]
fn a_second_provider_has_a_price_and_what_it_covers() {
    let provider = "&fallback=other&fallback.other.kind=second_provider&fallback.other.machines=10\
        &fallback.other.machine_hour=1.5&fallback.other.kept=20%&fallback.other.ready=1000&fallback.other.start=6";
    let it = planned(&[
        "#?preset=sale-1&event=&contingency.days=10&contingency.gone=50%",
        provider,
    ]);
    let at = |id: &str, expected: f64| near(&it.1, &["contingency.", id].concat(), expected);
    at("gpus_serve", 700.0);
    at("fallback.other.takes_most", 1000.0);
    at("fallback.other.machines_kept", 2.0);
    at("fallback.other.kept_cost", 2.0 * 1.5 * 730.0);
    at("fallback.other.ready_cost", 2190.0 + 1000.0);
    at("first_up", 0.0);
    // Until it is up, 200 a second of it: the day is cut at 700, then at 900.
    let peak = 45e6 / 86_400.0 * 2.0;
    let beyond = |reach: f64| (peak - reach) * (peak - reach) / (2.0 * peak);
    at("stage.1.requests_lost", beyond(900.0) * 6.0 * 3600.0);
    at(
        "stage.1.fallback_other.requests_served",
        (beyond(700.0) - beyond(900.0)) * 6.0 * 3600.0,
    );
    // 341.67 a second take 4 machines, 2 of which run anyway.
    at("stage.2.fallback_other.machines_used", 4.0);
    at("use_cost", 2.0 * 1.5 * 234.0);
    at(
        "fallback.other.requests_served",
        (beyond(700.0) * 240.0 - beyond(900.0) * 6.0) * 3600.0,
    );
    let served = (beyond(700.0) * 240.0 - beyond(900.0) * 6.0) * 3600.0;
    // $2.8 million in 72 hours of the usual average.
    let each = 2.8e6 / (72.0 * 3600.0 * 520.833_333_333);
    at(
        "fallback.other.months_ready",
        (served * each - 702.0) / 3190.0,
    );
}

#[test]
fn prices_and_revenue_that_are_not_stated_are_not_zero() {
    let one = "&fallback=t4&fallback.t4.share=80%&fallback.t4.start=2";
    let it = planned(&[SHORTAGE, one]);
    assert!(it.1.get("contingency.use_cost").is_err());
    assert!(it.1.get("contingency.shortage_cost").is_err());
    assert!(it.1.number("contingency.requests_lost").unwrap() > 0.0);
    assert_eq!(
        names(&rules(&it)),
        ["shortage_not_covered", "fallback_incomplete"]
    );
    // Named by its GPU it has the price of the list: 41.67 machines of 20 a second.
    let listed = planned(&[
        SHORTAGE,
        one,
        "&fallback.t4.gpu=t4&fallback.t4.machine_rate=20",
    ]);
    near(&listed.1, "contingency.fallback.t4.machine_hour", 0.526);
    near(
        &listed.1,
        "contingency.stage.2.fallback_t4.machines_used",
        35.0,
    );
    near(&listed.1, "contingency.use_cost", 35.0 * 0.526 * 70.0);
    // No loss and no tiers: what is lost is counted, and not in money.
    let mut poor = planned(&[SHORTAGE]).0;
    (poor.money.short_lost, poor.money.short_hours) = (None, None);
    let poor = plan(&poor);
    assert!(poor.get("contingency.revenue_lost").is_err());
    near(&poor, "contingency.requests_lost", 177.12e6);
    // One that says nothing of its size is left out, and said to be.
    let silent = planned(&[SHORTAGE, "&fallback=a&fallback.a.price_factor=1"]);
    assert_eq!(
        names(&rules(&silent)),
        ["shortage_not_covered", "fallback_incomplete"]
    );
    near(&silent.1, "contingency.requests_lost", 177.12e6);
}

#[test]
fn a_fallback_that_comes_too_late_says_so() {
    let slow = |hours: &str, kept: &str| {
        let row = "&fallback=b&fallback.b.kind=cpu&fallback.b.share=90%&fallback.b.machine_hour=1&fallback.b.machine_rate=5";
        rules(&planned(&[
            SHORTAGE,
            row,
            "&fallback.b.start=",
            hours,
            "&fallback.b.kept=",
            kept,
        ]))
    };
    assert_eq!(
        names(&slow("700", "0")),
        ["shortage_not_covered", "fallback_too_slow"]
    );
    let after = slow("100", "0");
    assert_eq!(names(&after), ["shortage_not_covered", "fallback_too_slow"]);
    assert!(
        after[1].sentence.contains("event is over after 72"),
        "{}",
        after[1].sentence
    );
    assert_eq!(names(&slow("700", "100%")), [""; 0]);
    assert_eq!(names(&slow("0", "0")), [""; 0]);
}

#[test]
fn it_is_said_in_the_answers_and_in_a_section() {
    let today = Date::new(2026, 11, 28).unwrap();
    let (scenario, plan) = planned(&[SHORTAGE, FALLBACKS]);
    let findings = review(&scenario, &plan);
    let last = format!("{:?}", answers(&scenario, &plan, &findings, today)[3]);
    assert!(last.contains("contingency.shortage_cost"), "{last}");
    let sections = outline(&scenario, &plan, today);
    let ids: Vec<&str> = sections.iter().map(|section| section.id).collect();
    let place = ids.iter().position(|id| *id == "contingency").unwrap();
    assert_eq!(ids[place - 1], "inference");
    let words = format!("{:?}", sections[place].conclusion);
    assert!(
        words.contains("from Sale on") || words.contains("Sale"),
        "{words}"
    );
    // Nothing is said where nothing is stated.
    let (scenario, plan) = planned(&["#?preset=sale-1"]);
    let sections = outline(&scenario, &plan, today);
    assert!(sections.iter().all(|section| section.id != "contingency"));
}

/// What larger instances save: as stated, of compute alone; or by the list, from what the
/// stack takes on the next larger machine.
#[test]
fn larger_instances_have_a_price() {
    let of = |link: &str| planned(&[link]).1;
    let stated = of("#?preset=saas-1&growth=15%&money.larger_saving=10%");
    let id = "money.strategy.larger_instances.12";
    let [bill, larger] = ["money.strategy.on_demand.12", id].map(|id| stated.number(id).unwrap());
    // $3,000 for 500 customers, to the power of 0.8.
    let compute = 3000.0 * power(1.15, 12.0 * 0.8);
    assert!(
        (bill - larger - 0.1 * compute).abs() < 1e-6 * compute,
        "{bill} {larger}"
    );
    assert!(of("#?preset=saas-1&growth=15%").get(id).is_err());
    let stack = "#?preset=saas-1&growth=15%&web=on&web.node_type=m5.large";
    let listed = of(stack);
    let larger = of(&stack.replace("m5.large", "m5.xlarge"));
    let [now, then] = [&listed, &larger].map(|plan| plan.number("web.nodes_min").unwrap());
    near(
        &listed,
        "money.larger_saving",
        1.0 - then * 0.192 / (now * 0.096),
    );
    assert!(listed.number(id).is_some());
}
