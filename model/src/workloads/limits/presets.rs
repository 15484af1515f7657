//! The chat coach on API limits: 1,000 daily users who send 10 messages each,
//! a model API of usage tier 2, a backend on a starter plan, and a slow
//! transcription of one video for every 100 messages.
//!
//! The source gives no tokens of a message (500 here, as its daily budget is
//! spent by 6,000 messages of that length), no times of chatting, no share of
//! repeats, no length of a streamed answer and no prices of its fixes: those are ours. It
//! streams 20 to 50 conversations at once. It states 50 to 100
//! connections and says that chat works fine with 50 to 100 users at once, so
//! that 100 are planned with.

use super::inputs::{Fix, FixKind, Flow, Stage, StageKind, Traffic, Vendor};
use crate::scenario::row::Row;
use crate::scenario::web::{Switch, Web};
use crate::scenario::{Anchor, Demand, RowKey, Scenario};

/// As it was frozen.
pub(crate) fn coach_1() -> Scenario {
    Scenario {
        preset: "coach-1",
        demand: demand(),
        web: Web {
            workload: Switch::Off,
            ..Web::default()
        },
        flow: Flow {
            workload: Switch::On,
            ..Flow::default()
        },
        stages: stages(),
        vendors: vendors(),
        traffic: traffic(),
        fixes: fixes(),
        ..crate::scenario::chat_1()
    }
}

fn demand() -> Demand {
    let mut demand = Demand::default();
    demand.release_anchors();
    demand.anchor = Anchor::DailyActiveUsers;
    demand.daily_active_users = Some(1000.0);
    demand.messages_per_user_day = 10.0;
    demand
}

/// A fresh row, to be stated.
fn row<T: Row>(key: &str, name: &str) -> T {
    T::fresh(RowKey::of_name(key), name.to_owned())
}

fn stages() -> Vec<Stage> {
    vec![
        Stage {
            kind: StageKind::Api,
            input_tokens: 400.0,
            output_tokens: 100.0,
            requests_per_minute: Some(5000.0),
            tokens_per_minute: Some(1e6),
            tokens_per_day: Some(3e6),
            most_attempts: 3.0,
            ..row("model_api", "Model API")
        },
        Stage {
            kind: StageKind::Connections,
            concurrency: 100.0,
            concurrency_least: Some(50.0),
            service_low: 300.0,
            service_high: 900.0,
            ..row("backend", "Backend")
        },
        Stage {
            kind: StageKind::Workers,
            items_per_message: 0.01,
            concurrency: 2.0,
            concurrency_least: Some(1.0),
            service_low: 25.0,
            service_high: 30.0,
            // Of times spread evenly over 25 to 30 s.
            variability: 0.05,
            item_cost_low: 0.03,
            item_cost_high: 0.07,
            ..row("transcriber", "Transcriber")
        },
        Stage {
            kind: StageKind::Unlimited,
            ..row("frontend", "Frontend")
        },
        Stage {
            kind: StageKind::Streams,
            concurrency: 50.0,
            concurrency_least: Some(20.0),
            service_low: 5.0,
            service_high: 15.0,
            ..row("streaming", "Streaming")
        },
    ]
}

fn vendors() -> Vec<Vendor> {
    [
        (
            "openai",
            "OpenAI",
            [10.0, 20.0, 100.0, 200.0, 1000.0, 2000.0],
            Some(100.0),
        ),
        (
            "railway",
            "Railway",
            [5.0, 10.0, 20.0, 50.0, 200.0, 500.0],
            None,
        ),
        (
            "apify",
            "Apify",
            [0.0, 5.0, 30.0, 100.0, 300.0, 1000.0],
            None,
        ),
        ("n8n", "n8n", [0.0, 0.0, 20.0, 20.0, 50.0, 100.0], None),
        ("vercel", "Vercel", [0.0, 0.0, 0.0, 20.0, 20.0, 50.0], None),
    ]
    .into_iter()
    .map(
        |(
            key,
            name,
            [
                mvp_low,
                mvp_high,
                growth_low,
                growth_high,
                scale_low,
                scale_high,
            ],
            budget,
        )| Vendor {
            mvp_low,
            mvp_high,
            growth_low,
            growth_high,
            scale_low,
            scale_high,
            budget,
            ..row(key, name)
        },
    )
    .collect()
}

fn traffic() -> Vec<Traffic> {
    [
        (
            "small",
            "Small launch",
            [100.0, 500.0, 1000.0, 10.0, 20.0, 15.0, 30.0],
        ),
        (
            "growing",
            "Growing product",
            [1000.0, 5000.0, 10_000.0, 50.0, 100.0, 150.0, 300.0],
        ),
        (
            "viral",
            "Viral, high traffic",
            [10_000.0, 50_000.0, 100_000.0, 200.0, 500.0, 1500.0, 3000.0],
        ),
    ]
    .into_iter()
    .map(
        |(
            key,
            name,
            [
                users,
                messages_low,
                messages_high,
                concurrent_low,
                concurrent_high,
                stated_low,
                stated_high,
            ],
        )| Traffic {
            users,
            messages_low,
            messages_high,
            concurrent_low,
            concurrent_high,
            stated_low,
            stated_high,
            ..row(key, name)
        },
    )
    .collect()
}

fn fixes() -> Vec<Fix> {
    vec![
        Fix {
            kind: FixKind::Tier,
            factor: 10.0,
            effort: 1.0,
            ..row("api_tier", "Higher API tier")
        },
        Fix {
            kind: FixKind::Cache,
            stage: RowKey::read("model_api"),
            hit_rate: 0.4,
            monthly_cost: 10.0,
            effort: 2.0,
            ..row("answer_cache", "Cache of common answers")
        },
        Fix {
            kind: FixKind::Plan,
            stage: RowKey::read("backend"),
            factor: 2.0,
            monthly_cost: 20.0,
            effort: 1.0,
            ..row("backend_plan", "Larger backend plan")
        },
        Fix {
            kind: FixKind::Workers,
            stage: RowKey::read("transcriber"),
            added: 2.0,
            monthly_cost: 20.0,
            effort: 2.5,
            ..row("parallel", "Parallel transcribers")
        },
        Fix {
            kind: FixKind::Cache,
            stage: RowKey::read("transcriber"),
            // 70 % of repeats, where half of all are repeats.
            hit_rate: 0.35,
            monthly_cost: 10.0,
            effort: 5.0,
            ..row("transcript_cache", "Cache of transcripts")
        },
        Fix {
            kind: FixKind::Queue,
            stage: RowKey::read("transcriber"),
            monthly_cost: 10.0,
            effort: 12.0,
            ..row("queue", "Queue for transcripts")
        },
        Fix {
            kind: FixKind::RateLimit,
            stage: RowKey::read("transcriber"),
            user_limit: 2.0,
            effort: 0.5,
            ..row("user_limit", "One in 30 s per user")
        },
    ]
}
