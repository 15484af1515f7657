//! Does every chart look as it did, and is nothing in it lost or overlapping?
//!
//! The stored pictures are `tests/pictures/*.svg`; `UPDATE=1 cargo test
//! --test pictures` writes them anew, to be looked at before they are kept.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod made;

use std::collections::BTreeSet;
use std::path::Path;

use headroom::charts::board::{BOARD_COLORS, BOARD_WIDTH, Block, Board, Laid, Lane, Lanes, Mark};
use headroom::charts::{
    Axis, Chart, ChartOf, Format, Layout, Lettering, Marker, Palette, Panel, PanelLayout, Rgb,
    Scale, Series, Shape, Slot, Way, Words, board_svg, csv, estimated_width, layout, round_steps,
    rows_height, svg, table,
};
use headroom::engine::{VERSION, plan};
use headroom::quantity::date::Date;
use headroom::quantity::format::shown_parts;
use headroom::report::picture::picture;
use headroom::report::{Node, Span, answers, outline, verdict};
use headroom::scenario::preset::{preset, presets};
use headroom::scenario::{Scenario, Value, fields};
use headroom::workloads::{
    data, growth, inference, latency, limits, log, money, resources, spikes, web,
};
use made::Made;
use proptest::prelude::*;

fn plain(value: f64) -> String {
    value.to_string()
}

fn short(value: f64) -> String {
    match value {
        v if v >= 1e12 => format!("{v:e}"),
        v if v >= 1e6 => format!("{}M", v / 1e6),
        v if v >= 1e4 => format!("{}k", v / 1e3),
        v => v.to_string(),
    }
}

fn dollars(value: f64) -> String {
    format!("${}", short(value))
}

fn axis(label: &str, unit: &str, scale: Scale, finest: f64) -> Axis {
    Axis {
        label: label.to_owned(),
        unit: unit.to_owned(),
        scale,
        finest,
        tick: Format(short),
        value: Format(plain),
    }
}

fn series(id: &'static str, label: &str, slot: Slot, shape: Shape) -> Series {
    Series {
        id,
        label: label.to_owned(),
        slot,
        shape,
    }
}

/// Pods, nodes and cost over users, by rules simple enough to check by eye.
fn capacity(xs: Vec<f64>, current: f64) -> Chart {
    let of = |rule: fn(f64) -> f64| xs.iter().map(|x| rule(*x)).collect::<Vec<f64>>();
    let mut cost = axis("Monthly cost", "US$", Scale::Linear, 0.0);
    cost.tick = Format(dollars);
    Chart {
        title: "Capacity and cost over concurrent users".to_owned(),
        sentence: "At 1,000 concurrent users: 13 backend pods, 3 frontend pods, 5 nodes, \
                   about $1,950 a month."
            .to_owned(),
        x: axis("Concurrent users", "", Scale::Log, 0.0),
        panels: vec![
            Panel {
                y: axis("Pods and nodes, at least", "", Scale::Linear, 1.0),
                series: vec![
                    series(
                        "backend",
                        "Backend pods",
                        Slot::One,
                        Shape::Step(of(|x| (x / 77.0).ceil())),
                    ),
                    series(
                        "frontend",
                        "Frontend pods",
                        Slot::Two,
                        Shape::Step(of(|x| (x / 350.0).ceil())),
                    ),
                    series(
                        "nodes",
                        "Nodes",
                        Slot::Three,
                        Shape::Step(of(|x| (x / 200.0).ceil())),
                    ),
                ],
                ..Panel::default()
            },
            Panel {
                y: cost,
                series: vec![
                    series(
                        "bill",
                        "Bill from parts",
                        Slot::One,
                        Shape::Line(of(|x| 450.0 + x * 1.5)),
                    ),
                    series(
                        "source",
                        "Source's range",
                        Slot::Four,
                        Shape::Band {
                            low: of(|x| x),
                            high: of(|x| x * 3.0),
                        },
                    ),
                ],
                ..Panel::default()
            },
        ],
        markers: vec![Marker {
            at: current,
            label: format!("Now: {}", plain(current)),
        }],
        xs,
        names: Vec::new(),
        ..Chart::default()
    }
}

fn typical() -> Chart {
    capacity(round_steps(100.0, 10_000.0, 1000.0), 1000.0)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Demand against capacity and the bill in parts over three years of months,
/// with milestones of which two are near each other.
fn projection() -> Chart {
    let months = || (0..=36_u8).map(f64::from);
    let of = |rule: fn(f64) -> f64| months().map(rule).collect::<Vec<f64>>();
    let part = |id, label, slot, rule| series(id, label, slot, Shape::Stack(of(rule)));
    let mark = |at: f64, label: &str| Marker {
        at,
        label: label.to_owned(),
    };
    Chart {
        title: "Demand and bill over time".to_owned(),
        sentence: "Demand passes capacity in January 2028.".to_owned(),
        x: axis("Month", "", Scale::Linear, 1.0),
        xs: months().collect(),
        names: (0..=36)
            .map(|month| format!("{} {}", MONTHS[month % 12], 2027 + month / 12))
            .collect(),
        panels: vec![
            Panel {
                y: axis("Requests", "req/s", Scale::Linear, 0.0),
                series: vec![
                    series(
                        "demand",
                        "Demand",
                        Slot::One,
                        Shape::Line(of(|m| 100.0 + m * 10.0)),
                    ),
                    series(
                        "capacity",
                        "Capacity",
                        Slot::Two,
                        Shape::Step(of(|m| if m < 18.0 { 220.0 } else { 440.0 })),
                    ),
                ],
                ..Panel::default()
            },
            Panel {
                y: axis("Bill a month", "US$", Scale::Linear, 0.0),
                series: vec![
                    part("nodes", "Nodes", Slot::One, |m| 1000.0 + 50.0 * m),
                    part(
                        "gpus",
                        "GPUs",
                        Slot::Two,
                        |m| {
                            if m < 6.0 { 0.0 } else { 800.0 }
                        },
                    ),
                    part("storage", "Storage", Slot::Three, |m| 20.0 * m),
                ],
                ..Panel::default()
            },
        ],
        markers: vec![
            mark(6.0, "GPU launch"),
            mark(9.0, "Region two"),
            mark(30.0, "Contract ends"),
        ],
        ..Chart::default()
    }
}

/// Margin by tier: bars, of which one hangs below zero.
fn margins(names: &[&str]) -> Chart {
    let values: Vec<f64> = names
        .iter()
        .zip([-12.0, 20.0, 41.5, 60.0, 55.0, 70.0])
        .map(|(_, value)| value)
        .collect();
    Chart {
        title: "Margin by tier".to_owned(),
        sentence: "The free tier loses $12 a customer.".to_owned(),
        x: axis("Tier", "", Scale::Linear, 1.0),
        xs: (0_u8..).take(names.len()).map(f64::from).collect(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        panels: vec![Panel {
            y: axis("Margin a customer", "US$", Scale::Linear, 0.0),
            series: vec![series("margin", "Margin", Slot::Three, Shape::Bars(values))],
            ..Panel::default()
        }],
        markers: Vec::new(),
        ..Chart::default()
    }
}

const TIERS: [&str; 6] = [
    "Free",
    "Starter",
    "Professional",
    "Business",
    "Enterprise",
    "Government",
];

/// The same line in every panel, for the odd cases.
fn with_values(xs: Vec<f64>, values: Vec<f64>) -> Chart {
    let mut chart = capacity(xs, 1000.0);
    chart.panels.truncate(1);
    chart.panels[0].series.truncate(1);
    chart.panels[0].series[0].shape = Shape::Line(values);
    chart
}

fn laid_out(chart: &Chart, width: f64, height: f64) -> Layout {
    layout(chart, width, height, &estimated_width)
}

fn check_picture(name: &str, chart: &Chart, palette: &Palette, size: (u32, u32)) {
    let drawn = svg(
        chart,
        palette,
        size,
        "Made with Headroom. Open it: https://example.org/#1abc",
    );
    check_stored(name, &drawn);
}

fn check_stored(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pictures/{name}.svg"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let first_change = stored
        .lines()
        .zip(drawn.lines())
        .find(|(old, new)| old != new);
    assert!(
        stored == drawn,
        "{name}.svg is not as stored; first change: {first_change:?}"
    );
}

/// Each is drawn of a plan that has nothing to draw, too.
#[test]
fn every_chart_has_an_id_and_a_file_of_its_own() {
    let lists = [
        web::charts::CHARTS,
        growth::charts::CHARTS,
        resources::charts::CHARTS,
        money::charts::CHARTS,
        data::charts::CHARTS,
        latency::charts::CHARTS,
        log::charts::CHARTS,
        limits::charts::CHARTS,
        inference::charts::CHARTS,
        spikes::charts::CHARTS,
    ];
    let charts: Vec<&ChartOf> = lists.into_iter().flatten().copied().collect();
    let today = Date::new(2026, 11, 22).unwrap();
    for preset in presets() {
        let scenario = preset.scenario();
        let plan = plan(&scenario);
        for section in outline(&scenario, &plan, today) {
            for node in section.all() {
                let Node::Chart(chart) = node else { continue };
                assert!(charts.contains(chart), "{} is in no list", chart.id);
            }
        }
        for chart in &charts {
            let drawn = (chart.draw)(&scenario, &plan, today);
            assert!(!drawn.title.is_empty() && !drawn.sentence.is_empty());
        }
    }
    let distinct = |of: fn(&ChartOf) -> &str| {
        let names: BTreeSet<&str> = charts.iter().map(|chart| of(chart)).collect();
        names.len()
    };
    assert_eq!(distinct(|chart| chart.id), charts.len());
    assert_eq!(distinct(|chart| chart.file), charts.len());
}

#[test]
fn each_picture_is_as_stored() {
    let light = &Palette::LIGHT;
    check_picture("typical", &typical(), light, (800, 480));
    let mut log = typical();
    for panel in &mut log.panels {
        panel.y.scale = Scale::Log;
    }
    check_picture("log", &log, light, (800, 480));
    check_picture("dark", &typical(), &Palette::DARK, (800, 480));
    check_picture("narrow", &typical(), light, (320, 440));
    check_picture(
        "one_point",
        &capacity(vec![1000.0], 1000.0),
        light,
        (600, 400),
    );
    check_picture("empty", &capacity(Vec::new(), 1000.0), light, (600, 400));
    let xs = vec![100.0, 1000.0, 10_000.0];
    check_picture(
        "flat_zero",
        &with_values(xs.clone(), vec![0.0; 3]),
        light,
        (600, 300),
    );
    check_picture(
        "huge",
        &with_values(xs.clone(), vec![1.0, 1e307, f64::MAX]),
        light,
        (600, 300),
    );
    let gap = vec![4.0, f64::NAN, 7.0];
    check_picture(
        "unknown_in_the_middle",
        &with_values(xs, gap),
        light,
        (600, 300),
    );
}

#[test]
fn months_stacks_bars_and_milestones_are_as_stored() {
    let light = &Palette::LIGHT;
    check_picture("projection", &projection(), light, (800, 560));
    check_picture("projection_narrow", &projection(), light, (320, 520));
    check_picture("margins", &margins(&TIERS[..4]), light, (600, 360));
    check_picture("margins_narrow", &margins(&TIERS), light, (320, 360));
}

fn spans(to: Vec<f64>) -> Shape {
    let from = to.iter().map(|to| to / 2.0).collect();
    Shape::Spans { from, to }
}

/// Five stages that lie: two hold less than is planned, one has no limit.
fn stages() -> Chart {
    let names = [
        "Model API",
        "Backend",
        "Transcriber of long videos",
        "Streaming",
        "Frontend",
    ];
    let holds = |users| Some((0.0, users));
    let mut users = axis("Daily users that fit", "", Scale::Linear, 1.0);
    users.value = Format(|value| value.to_string());
    Chart {
        panels: vec![Panel {
            notes: [
                "600; queue never empties",
                "666; queue never empties",
                "1,090; waits 2.3 s",
                "1,440; no wait",
                "no limit",
            ]
            .map(str::to_owned)
            .into(),
            y: users,
            levels: vec![Marker {
                at: 1000.0,
                label: "Planned: 1,000".to_owned(),
            }],
            within: Some((0.0, 2000.0)),
            series: vec![
                Series::spans(
                    "short",
                    "Fewer than planned",
                    Slot::Two,
                    [holds(600.0), holds(666.0), None, None, None],
                ),
                Series::spans(
                    "holds",
                    "Holds",
                    Slot::One,
                    [None, None, holds(1090.0), holds(1440.0), holds(9000.0)],
                ),
            ],
        }],
        ..Chart::lying(
            "Model API holds 600 of the 1,000 daily users".to_owned(),
            "Model API, Backend hold less than is planned at the peak.".to_owned(),
            "Stage",
            names.map(str::to_owned).into(),
        )
    }
}

/// What runs out when, with what is to be ordered by then.
fn runway() -> Chart {
    let mut days = axis("Month", "", Scale::Days, 1.0);
    days.tick = Format(|day| Date::of(day).shown()[2..].trim().to_owned());
    days.value = Format(|day| Date::of(day).shown());
    let spans = |id, label, slot, from: [f64; 4], to: [f64; 4]| {
        let known = |at: usize| (to[at] > 0.0).then_some((from[at], to[at]));
        Series::spans(id, label, slot, [0, 1, 2, 3].map(known))
    };
    Chart {
        panels: vec![Panel {
            notes: [
                "order 2 now, 20 days late",
                "order 1 by 29 Jan 2027",
                "raise it by 3 May 2027",
                "not full by Nov 2028",
            ]
            .map(str::to_owned)
            .into(),
            y: days,
            levels: vec![Marker {
                at: 20_779.0,
                label: "Today".to_owned(),
            }],
            series: vec![
                spans(
                    "room",
                    "Room",
                    Slot::Three,
                    [20_779.0; 4],
                    [20_800.0, 20_900.0, 21_000.0, 21_510.0],
                ),
                spans(
                    "warning",
                    "Warning",
                    Slot::Five,
                    [20_800.0, 20_900.0, 21_000.0, 0.0],
                    [20_830.0, 20_960.0, 21_100.0, 0.0],
                ),
                spans(
                    "critical",
                    "Critical",
                    Slot::Two,
                    [20_830.0, 20_960.0, 21_100.0, 0.0],
                    [20_860.0, 21_010.0, 21_260.0, 0.0],
                ),
                series(
                    "order",
                    "Order by",
                    Slot::Six,
                    Shape::Points(vec![20_759.0, 20_848.0, 20_941.0, f64::NAN]),
                ),
            ],
            ..Panel::default()
        }],
        ..Chart::lying(
            "Memory fills first, on 11 Feb 2027".to_owned(),
            "A row for each resource, from today until it is full.".to_owned(),
            "Resource",
            ["Memory", "GPU nodes", "API requests a minute", "Storage"]
                .map(str::to_owned)
                .into(),
        )
    }
}

/// Rows of different thickness in two panels, with bars beside each other and on each other.
fn tiers() -> Chart {
    let part = |id, label, slot, values: Vec<f64>| series(id, label, slot, Shape::Stack(values));
    let bar = |id, label, slot, values: Vec<f64>| series(id, label, slot, Shape::Bars(values));
    Chart {
        thick: vec![0.2, 1.0, 0.04],
        panels: vec![
            Panel {
                y: axis("Price a month", "US$", Scale::Linear, 0.0),
                series: vec![
                    part("cost", "Cost", Slot::Two, vec![8.0, 15.0, f64::NAN]),
                    part("margin", "Margin", Slot::One, vec![91.0, 84.0, 200.0]),
                ],
                ..Panel::default()
            },
            Panel {
                y: axis("Calls a day", "", Scale::Linear, 1.0),
                series: vec![
                    bar("now", "Now", Slot::One, vec![-10.0, 100.0, 40.0]),
                    bar("then", "Then", Slot::Four, vec![20.0, 150.0, 60.0]),
                ],
                ..Panel::default()
            },
        ],
        ..Chart::lying(
            "Business keeps $84 of $99".to_owned(),
            "As thick as it has customers.".to_owned(),
            "Tier",
            ["Pro", "Business", "Enterprise with a contract"]
                .map(str::to_owned)
                .into(),
        )
    }
}

/// Ways to serve by time and cost: two near each other, two that are too slow.
fn ways() -> Chart {
    let unknown = f64::NAN;
    let mark =
        |id, label, slot, costs: [f64; 7]| series(id, label, slot, Shape::Points(costs.into()));
    let mut cost = axis("Cost a month", "", Scale::Linear, 0.0);
    cost.tick = Format(dollars);
    cost.value = Format(dollars);
    let points = [
        ("B200, NVFP4", 6.2),
        ("H200, FP8", 9.1),
        ("H100, FP8", 9.6),
        ("H100, BF16", 14.0),
        ("L40S, FP8", 33.0),
        ("A100, BF16", 57.0),
        ("L4, FP8", 71.5),
    ];
    Chart {
        panels: vec![Panel {
            y: cost,
            series: vec![
                mark(
                    "failed",
                    "Does not keep the promise",
                    Slot::Gray,
                    [unknown, unknown, unknown, unknown, unknown, 6100.0, 2900.0],
                ),
                mark(
                    "keeps",
                    "Meets the targets",
                    Slot::One,
                    [9400.0, 7300.0, unknown, 9100.0, 5200.0, unknown, unknown],
                ),
                mark(
                    "chosen",
                    "Chosen",
                    Slot::Two,
                    [unknown, unknown, 7000.0, unknown, unknown, unknown, unknown],
                ),
            ],
            notes: [
                "2 GPUs",
                "3 GPUs",
                "3 GPUs",
                "4 GPUs",
                "6 GPUs",
                "5 GPUs; too slow",
                "9 GPUs; too slow",
            ]
            .map(str::to_owned)
            .into(),
            ..Panel::default()
        }],
        markers: vec![Marker {
            at: 50.0,
            label: "Promised: 50 ms".to_owned(),
        }],
        ..Chart::scattered(
            [
                "H100, FP8 costs $1800 more than L40S, FP8",
                "Ways to serve the model.",
            ]
            .map(str::to_owned),
            "Way",
            axis("Time per output token", "ms", Scale::Linear, 0.0),
            points.map(|(name, ms)| (name.to_owned(), ms)),
        )
    }
}

#[test]
fn scattered_points_are_as_stored() {
    check_picture("ways", &ways(), &Palette::LIGHT, (800, 420));
    check_picture("ways_narrow", &ways(), &Palette::DARK, (320, 420));
}

/// The nearest point is found in both directions, a name stands by its own point, and the
/// table and the file name the way first and then say both numbers.
#[test]
fn a_scattered_point_is_found_named_and_told() {
    let chart = ways();
    let placed = laid_out(&chart, 840.0, 256.0);
    let panel = &placed.panels[0];
    for (point, x) in panel.points.iter().enumerate() {
        let at = (x.unwrap() + 1.0, panel.value_at(point).unwrap() - 1.0);
        assert_eq!(placed.nearest(at), Some(point));
        for name in panel
            .names
            .iter()
            .filter(|it| it.text == chart.names[point])
        {
            let half = estimated_width(&name.text, 12.0) / 2.0;
            let away = (name.left + half - at.0).abs() - half;
            assert!(away < 12.0 && (name.middle - at.1).abs() < 20.0, "{name:?}");
        }
    }
    assert_eq!(panel.names.len(), 7, "{:?}", panel.names);
    let table = table(&chart);
    assert_eq!(
        table.headers[..2],
        ["Way", "Time per output token (ms)"].map(str::to_owned)
    );
    assert_eq!(
        table.rows[5][..3],
        ["A100, BF16", "57", "$6100"].map(str::to_owned)
    );
    assert_eq!(table.rows[5].last().unwrap(), "5 GPUs; too slow");
    let lines = csv(&chart);
    assert!(
        lines.contains("\"A100, BF16\",57,6100,,,5 GPUs; too slow")
            || lines.contains("57,6100,,,\"5 GPUs; too slow\""),
        "{lines}"
    );
}

#[test]
fn charts_that_lie_are_as_stored() {
    let light = &Palette::LIGHT;
    for (name, chart) in [
        ("stages", stages()),
        ("runway", runway()),
        ("tiers", tiers()),
    ] {
        check_picture(name, &chart, light, (800, 360));
        check_picture(
            &format!("{name}_narrow"),
            &chart,
            &Palette::DARK,
            (320, 400),
        );
    }
}

/// Nothing overlaps, nothing leaves the picture, and every row has all its words, whatever
/// the width.
#[test]
fn rows_keep_their_words_apart_at_every_width() {
    for chart in [stages(), runway(), tiers()] {
        for width in [288.0, 320.0, 358.0, 390.0, 519.0, 520.0, 700.0, 880.0] {
            let height = rows_height(&chart, width, &estimated_width).unwrap();
            check_sound(&chart, width, height);
            let placed = laid_out(&chart, width, height);
            for (of, panel) in chart.panels.iter().zip(&placed.panels) {
                assert!(panel.plot.right - panel.plot.left > width * 0.3, "{width}");
                for (point, row) in panel.rows.iter().enumerate() {
                    let said: Vec<&str> = row.words.iter().map(|line| &*line.text).collect();
                    let whole = [&*chart.name(point), of.note(point)].join(" ");
                    assert_eq!(said.join(" ").trim(), whole.trim());
                }
            }
        }
    }
}

#[test]
fn the_height_follows_the_rows() {
    let height = |chart: &Chart| rows_height(chart, 700.0, &estimated_width).unwrap();
    let all = stages();
    let mut fewer = stages();
    fewer.xs.pop();
    assert!((height(&all) - height(&fewer) - 30.0).abs() < 1e-9);
    assert_eq!(rows_height(&typical(), 700.0, &estimated_width), None);
}

#[test]
fn a_scale_of_ratios_is_offered_where_values_span_much() {
    assert!(!projection().is_wide() && !stages().is_wide() && !margins(&TIERS).is_wide());
    let wide = typical();
    assert!(wide.is_wide());
    let scales = |chart: Chart| chart.panels.iter().map(|it| it.y.scale).collect::<Vec<_>>();
    assert_eq!(scales(wide.by_ratios()), [Scale::Log, Scale::Log]);
    let gone = with_values(vec![1.0, 2.0], vec![0.0, 500.0]);
    assert!(!gone.is_wide());
}

#[test]
fn days_are_dates_in_table_and_csv() {
    let chart = runway();
    let row = &table(&chart).rows[0];
    assert_eq!(row[1], "22 Nov 2026 to 13 Dec 2026");
    assert_eq!(row[4], "2 Nov 2026");
    assert_eq!(table(&chart).rows[3][4], "none");
    assert_eq!(row.last().unwrap(), "order 2 now, 20 days late");
    let lines = csv(&chart);
    assert!(lines.contains("2026-11-22,2026-12-13"), "{lines}");
    let ticks: Vec<_> = laid_out(&chart, 800.0, 200.0).panels[0]
        .y_ticks
        .iter()
        .map(|tick| tick.text.clone())
        .collect();
    assert_eq!(ticks.first().map(String::as_str), Some("Jan 2027"));
}

#[test]
fn a_stacked_part_starts_where_the_one_below_ends() {
    let placed = laid_out(&projection(), 800.0, 560.0);
    let panel = &placed.panels[1];
    for point in 0..=36 {
        let span = |nth: usize| panel.series[nth][point].unwrap();
        assert_eq!(Some(span(0).0), panel.y.at(0.0));
        assert_eq!(Some(span(1).0), Some(span(0).1));
        assert_eq!(Some(span(2).0), Some(span(1).1));
    }
    // The last month: 2,800 + 800 + 720.
    let top = panel.series[2][36].unwrap().1;
    assert_eq!(Some(top), panel.y.at(4320.0));
}

#[test]
fn on_a_part_that_is_not_known_nothing_is_stacked() {
    let mut chart = projection();
    for bad in [f64::NAN, -1.0] {
        let Shape::Stack(values) = &mut chart.panels[1].series[1].shape else {
            panic!("the second part is stacked");
        };
        values[3] = bad;
        let placed = laid_out(&chart, 800.0, 560.0);
        let known = |nth: usize| placed.panels[1].series[nth][3].is_some();
        assert_eq!([0, 1, 2].map(known), [true, false, false]);
        assert!(placed.panels[1].series[2][4].is_some());
    }
}

#[test]
fn each_milestone_has_its_word_and_none_overlaps_another() {
    let placed = laid_out(&projection(), 800.0, 560.0);
    let rows: Vec<_> = placed
        .marks
        .iter()
        .map(|mark| mark.label.as_ref().map(|label| label.row))
        .collect();
    // Three months are not wide enough for "GPU launch".
    assert_eq!(rows, [Some(0), Some(1), Some(0)]);
}

#[test]
fn months_have_their_names_in_ticks_table_and_csv() {
    let chart = projection();
    let ticks: Vec<_> = laid_out(&chart, 800.0, 560.0)
        .x_ticks
        .into_iter()
        .map(|tick| tick.text)
        .collect();
    assert_eq!(
        ticks,
        [
            "Jan 2027", "Jul 2027", "Jan 2028", "Jul 2028", "Jan 2029", "Jul 2029", "Jan 2030"
        ]
    );
    let rows = table(&chart).rows;
    assert_eq!(
        rows[2],
        ["Jul 2027 (GPU launch)", "160", "220", "1300", "800", "120"]
    );
    assert_eq!(rows.len(), 13);
    let lines = csv(&chart);
    assert_eq!(lines.lines().nth(7), Some("Jul 2027,160,220,1300,800,120"));
}

#[test]
fn every_tier_has_its_name_and_a_bar_of_its_own() {
    for (width, row) in [(800.0, 0), (320.0, 1)] {
        let chart = margins(&TIERS);
        let placed = laid_out(&chart, width, 360.0);
        let names: Vec<_> = placed.x_ticks.iter().map(|tick| &*tick.text).collect();
        assert_eq!(names, TIERS);
        assert_eq!(placed.x_ticks[1].row, row);
        let plot = placed.panels[0].plot;
        let half = (plot.right - plot.left) / 12.0;
        assert!((placed.panels[0].points[0].unwrap() - plot.left - half).abs() < 1e-9);
        // A margin below zero hangs from the zero line.
        let (from, to) = placed.panels[0].series[0][0].unwrap();
        assert_eq!(Some(from), placed.panels[0].y.at(0.0));
        assert!(to > from);
    }
}

#[test]
fn the_ends_of_the_axes_are_the_edges_of_the_plot() {
    let chart = typical();
    let placed = laid_out(&chart, 800.0, 480.0);
    for panel in &placed.panels {
        assert_eq!(panel.points.first(), Some(&Some(panel.plot.left)));
        assert_eq!(panel.points.last(), Some(&Some(panel.plot.right)));
        assert!((panel.y_ticks.first().unwrap().at - panel.plot.bottom).abs() < 1e-9);
        assert!((panel.y_ticks.last().unwrap().at - panel.plot.top).abs() < 1e-9);
        assert_eq!(panel.y.at(0.0), Some(panel.plot.bottom));
    }
    // 1,000 is the geometric middle of 100 and 10,000.
    let plot = placed.panels[0].plot;
    let middle = f64::midpoint(plot.left, plot.right);
    assert!((placed.marks[0].at - middle).abs() < 1e-6);
}

#[test]
fn the_nearest_point_is_the_one_under_the_pointer() {
    let chart = typical();
    let placed = laid_out(&chart, 800.0, 480.0);
    for (point, at) in placed.panels[0].points.iter().enumerate() {
        assert_eq!(placed.nearest((at.unwrap() + 0.01, 0.0)), Some(point));
    }
    assert_eq!(placed.nearest((-1e9, 0.0)), Some(0));
    assert_eq!(placed.nearest((1e9, 0.0)), Some(chart.xs.len() - 1));
    let empty = laid_out(&capacity(Vec::new(), 1.0), 800.0, 480.0);
    assert_eq!(empty.nearest((5.0, 5.0)), None);
    let rows = laid_out(&stages(), 800.0, 480.0);
    for (point, row) in rows.panels[0].rows.iter().enumerate() {
        assert_eq!(rows.nearest((0.0, row.top + 1.0)), Some(point));
        assert_eq!(rows.nearest((700.0, row.bottom - 1.0)), Some(point));
    }
}

#[test]
fn the_table_has_round_values_and_the_current_one() {
    let mut chart = typical();
    let first = |chart: &Chart| -> Vec<String> {
        table(chart)
            .rows
            .into_iter()
            .map(|mut row| row.remove(0))
            .collect()
    };
    let now = "1000 (Now: 1000)";
    let round = ["100", "200", "500", now, "2000", "5000", "10000"];
    assert_eq!(first(&chart), round);
    chart = capacity(round_steps(123.4, 12_340.0, 1234.0), 1234.0);
    assert_eq!(
        first(&chart),
        [
            "200",
            "500",
            "1000",
            "1234 (Now: 1234)",
            "2000",
            "5000",
            "10000"
        ]
    );
    let table = table(&chart);
    assert_eq!(table.headers.len(), 6);
    assert_eq!(table.headers[4], "Bill from parts (US$)");
    // 1234 users: 17 backend pods at 77 a pod; a band says both of its edges.
    assert_eq!(table.rows[3][1], "17");
    assert_eq!(table.rows[3][5], "1234 to 3702");
}

#[test]
fn the_csv_has_every_point_exactly_and_leaves_unknowns_empty() {
    let chart = with_values(vec![100.0, 1000.0], vec![0.1 + 0.2, f64::NAN]);
    assert_eq!(
        csv(&chart),
        "Concurrent users,Backend pods\r\n100,0.30000000000000004\r\n1000,\r\n"
    );
    let lines = csv(&typical());
    assert_eq!(lines.lines().count(), typical().xs.len() + 1);
    assert!(lines.starts_with("Concurrent users,Backend pods,Frontend pods,Nodes,Bill from parts (US$),\"Source's range, low (US$)\""));
}

#[test]
fn text_from_a_link_is_only_ever_text() {
    let mut chart = typical();
    chart.title = "<script>alert(1)</script>".to_owned();
    chart.panels[0].series[0].label = "</text><image href=x onerror=y>&".to_owned();
    let drawn = svg(
        &chart,
        &Palette::LIGHT,
        (800, 480),
        "\"><a href='javascript:x'>\u{1}\u{0}",
    );
    for bad in ["<script", "<image", "<a ", "\u{1}", "\u{0}"] {
        assert!(!drawn.contains(bad), "{bad}");
    }
    assert!(drawn.contains("&lt;script&gt;"));
}

/// Contrast ratio of WCAG 2.2.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn linear(Rgb(red, green, blue): Rgb) -> [f64; 3] {
    [red, green, blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            libm::pow((part + 0.055) / 1.055, 2.4)
        }
    })
}

fn luminance(color: Rgb) -> f64 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[test]
fn colors_stand_out_from_the_surface() {
    assert!((contrast(Rgb(0, 0, 0), Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
    for palette in [Palette::LIGHT, Palette::DARK] {
        for color in palette.series.into_iter().chain([palette.axis]) {
            let ratio = contrast(color, palette.surface);
            assert!(ratio >= 3.0, "{color:?} {ratio}");
        }
        assert!(contrast(palette.text, palette.surface) >= 4.5);
        // A band's edges are seen against the band, too.
        for color in palette.series {
            assert!(
                contrast(color, palette.band) >= 2.5,
                "{color:?} on the band"
            );
        }
    }
}

/// Linear RGB as seen with protanopia, deuteranopia and tritanopia: Machado,
/// Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
/// Color Vision Deficiency" (2009), severity 1.0; the first is normal vision.
const VISIONS: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// Oklab (Ottosson, 2020), in which equal distances look about equal.
fn oklab(linear: [f64; 3]) -> [f64; 3] {
    let dot = |row: [f64; 3], of: [f64; 3]| row[0] * of[0] + row[1] * of[1] + row[2] * of[2];
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| libm::cbrt(dot(row, linear)));
    [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ]
    .map(|row| dot(row, cones))
}

#[test]
fn colors_are_told_apart_with_any_color_vision() {
    for palette in [Palette::LIGHT, Palette::DARK] {
        for vision in VISIONS {
            let seen = palette.series.map(|color| {
                let color = linear(color);
                oklab(vision.map(|row| {
                    (row[0] * color[0] + row[1] * color[1] + row[2] * color[2]).clamp(0.0, 1.0)
                }))
            });
            for (nth, one) in seen.iter().enumerate() {
                for (other, two) in seen.iter().enumerate().skip(nth + 1) {
                    let squares: f64 = one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum();
                    // Okabe and Ito's own set has 0.076 between its nearest two.
                    assert!(squares.sqrt() >= 0.076, "{nth} {other} {}", squares.sqrt());
                }
            }
        }
    }
}

fn check_sound(chart: &Chart, width: f64, height: f64) {
    let placed = laid_out(chart, width, height);
    let inside = |x: f64, y: f64| {
        x.is_finite()
            && y.is_finite()
            && (0.0..=width).contains(&x)
            && (-1.0..=height + 1.0).contains(&y)
    };
    for panel in &placed.panels {
        let plot = panel.plot;
        assert!(
            inside(plot.left, plot.top) && inside(plot.right, plot.bottom),
            "{plot:?}"
        );
        assert!(plot.left < plot.right && plot.top < plot.bottom, "{plot:?}");
        let ends = match chart.way {
            Way::Upright | Way::Scattered => (plot.top, plot.bottom),
            Way::Lying => (plot.left, plot.right),
        };
        for tick in &panel.y_ticks {
            assert!(
                (ends.0 - 0.01..=ends.1 + 0.01).contains(&tick.at),
                "{tick:?}"
            );
        }
        for pair in panel.labels.windows(2) {
            assert!(pair[0].bottom() <= pair[1].top() + 0.01, "{pair:?}");
        }
        for label in &panel.labels {
            assert!(
                label.top() >= plot.top - 8.0 && label.bottom() <= plot.bottom + 8.0,
                "{label:?}"
            );
        }
    }
    for panel in &placed.panels {
        check_names(panel);
    }
    let across = placed.panels.iter().filter(|_| chart.way == Way::Lying);
    let ticks = core::iter::once(&placed.x_ticks).chain(across.map(|panel| &panel.y_ticks));
    for pair in ticks.flat_map(|ticks| ticks.windows(2)) {
        let half = |text: &str| estimated_width(text, 12.0) / 2.0;
        if pair[0].row != pair[1].row {
            continue;
        }
        let gap = pair[1].label_at - half(&pair[1].text) - pair[0].label_at - half(&pair[0].text);
        assert!(gap > 0.0, "{pair:?}");
    }
    for at in placed
        .panels
        .iter()
        .flat_map(|panel| panel.points.iter().flatten())
    {
        let (x, y) = placed.place((*at, 0.0));
        assert!(inside(x, y), "{at}");
    }
    if rows_height(chart, width, &estimated_width).is_some_and(|needed| needed <= height) {
        check_rows(&placed, width, height);
    }
}

/// Names of scattered points stand within the plot, none on another.
fn check_names(panel: &PanelLayout) {
    let plot = panel.plot;
    for (nth, name) in panel.names.iter().enumerate() {
        let end = |it: &Words| it.left + estimated_width(&it.text, 12.0);
        assert!(
            name.left >= plot.left && end(name) <= plot.right,
            "{name:?}"
        );
        assert!(
            name.middle >= plot.top && name.middle <= plot.bottom,
            "{name:?}"
        );
        for other in &panel.names[nth + 1..] {
            let across = name.left < end(other) && other.left < end(name);
            assert!(
                !across || (name.middle - other.middle).abs() >= 15.0,
                "{name:?} {other:?}"
            );
        }
    }
}

/// Words stand within the picture, and no line of text on another.
fn check_rows(placed: &Layout, width: f64, height: f64) {
    let mut boxes: Vec<(f64, f64, f64, f64)> = Vec::new();
    let mut put = |left: f64, middle: f64, text: &str| {
        let (right, top, bottom) = (
            left + estimated_width(text, 12.0),
            middle - 7.0,
            middle + 7.0,
        );
        assert!(left >= 0.0 && right <= width + 0.6, "{text} leaves {width}");
        assert!(top >= 0.0 && bottom <= height, "{text} leaves {height}");
        for (l, t, r, b) in &boxes {
            let apart = right <= *l || *r <= left || bottom <= *t || *b <= top;
            assert!(apart, "{text} lies on other words at {width}");
        }
        boxes.push((left, top, right, bottom));
    };
    for panel in &placed.panels {
        for line in panel.rows.iter().flat_map(|row| &row.words) {
            put(line.left, line.middle, &line.text);
        }
        for label in panel.levels.iter().filter_map(|mark| mark.label.as_ref()) {
            let half = estimated_width(&label.text, 12.0) / 2.0;
            let up = f64::from(u8::try_from(label.row).unwrap()) * 16.0;
            put(
                label.label_at - half,
                panel.plot.top - 11.0 - up,
                &label.text,
            );
        }
        for tick in &panel.y_ticks {
            let half = estimated_width(&tick.text, 12.0) / 2.0;
            put(tick.label_at - half, panel.plot.bottom + 14.0, &tick.text);
        }
    }
}

/// Every number in the picture's attributes lies inside its view box.
fn check_inside(drawn: &str) {
    let view: Vec<f64> = attribute(drawn, "viewBox=\"")
        .next()
        .unwrap()
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    for points in attribute(drawn, " points=\"") {
        for point in points.split_whitespace() {
            let (x, y) = point.split_once(',').unwrap();
            let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
            assert!(
                (0.0..=view[2]).contains(&x) && (0.0..=view[3]).contains(&y),
                "{point}"
            );
        }
    }
    for (name, most) in [(" x=\"", view[2]), (" y=\"", view[3])] {
        for number in attribute(drawn, name) {
            assert!(
                (0.0..=most).contains(&number.parse::<f64>().unwrap()),
                "{name}{number}"
            );
        }
    }
    assert!(!drawn.contains("NaN") && !drawn.contains("inf\""));
}

fn attribute<'a>(drawn: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    drawn
        .split(name)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default())
}

fn any_scale() -> impl Strategy<Value = Scale> {
    prop_oneof![Just(Scale::Linear), Just(Scale::Log), Just(Scale::Days)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_data_the_picture_is_sound(
        xs in prop::collection::vec(prop_oneof![0.001..1e9, any::<f64>()], 0..40),
        values in prop::collection::vec(prop_oneof![0.0..1e6, any::<f64>()], 40),
        scales in (any_scale(), any_scale()),
        finest in prop_oneof![Just(0.0), Just(1.0)],
        marker in any::<f64>(),
        way in prop_oneof![Just(Way::Upright), Just(Way::Lying), Just(Way::Scattered)],
        named in prop::option::of("[a-zA-Z ]{0,20}"),
        filled in prop_oneof![Just(None), Just(Some(Shape::Stack as fn(_) -> _)), Just(Some(Shape::Bars as fn(_) -> _)), Just(Some(spans as fn(_) -> _)), Just(Some(Shape::Points as fn(_) -> _))],
        size in (240_u32..1400, 260_u32..900),
    ) {
        let mut xs = xs;
        xs.sort_by(f64::total_cmp);
        let mut chart = capacity(xs, marker);
        chart.x.scale = scales.0;
        chart.way = way;
        if way == Way::Lying {
            chart.panels[0].notes = vec!["a note of some words".to_owned(); chart.xs.len()];
        }
        if let Some(name) = named {
            chart.names = chart.xs.iter().map(|_| name.clone()).collect();
            let more = chart.xs.iter().take(5);
            chart.markers.extend(more.map(|at| Marker { at: *at, label: name.clone() }));
        }
        for (nth, panel) in chart.panels.iter_mut().enumerate() {
            panel.y.scale = scales.1;
            panel.y.finest = finest;
            panel.y.tick = Format(|value| format!("{value:.3e}"));
            for series in &mut panel.series {
                series.shape = match &series.shape {
                    Shape::Line(_) | Shape::Step(_) if filled.is_some() => filled.unwrap()(values.clone()),
                    Shape::Line(_) => Shape::Line(values.clone()),
                    Shape::Step(_) => Shape::Step(values.iter().map(|value| value / 2.0).collect()),
                    _ => Shape::Band { low: values.clone(), high: values.clone() },
                };
            }
            panel.series.rotate_left(nth);
        }
        check_sound(&chart, f64::from(size.0), f64::from(size.1));
        check_inside(&svg(&chart, &Palette::LIGHT, size, "caption"));
        let rows = table(&chart).rows;
        let marked = chart.xs.iter().filter(|x| {
            chart.markers.iter().any(|marker| marker.at.to_bits() == x.to_bits())
        });
        prop_assert!(way != Way::Upright || rows.len() <= 13 + marked.count());
        prop_assert_eq!(csv(&chart).lines().count(), chart.xs.len() + 1);
    }
}

/// The picture of the first screen of a scenario, on a day that stays.
fn first_screen(made: &Made) -> Board {
    let today = Date::new(2026, 11, 28).unwrap();
    let given = made.given(today, &[]);
    let basis = given.basis();
    let answers = answers(&made.scenario, &made.plan, &made.findings, today);
    let verdict = verdict(&basis, &answers);
    let runway = resources::runway(&basis);
    let link = "https://example.org/#1abc";
    picture(given, &verdict, &answers, runway.as_ref(), link)
}

fn stating(id: &str, stated: &[(&str, Value)]) -> Scenario {
    let mut scenario = preset(id).unwrap().scenario();
    for (id, value) in stated {
        let slot = fields::slot(&scenario, id).unwrap();
        slot.put(&mut scenario, *value).unwrap();
    }
    scenario
}

/// Every preset as it is frozen, and two that say how they grow.
fn first_screens() -> Vec<(String, Made)> {
    let frozen = presets().map(|preset| (preset.id.to_owned(), preset.scenario()));
    let growth = [("growth.rate", Value::Number(0.08))];
    let growing = ["chat-1", "gpu-1"].map(|id| ([id, "-growing"].concat(), stating(id, &growth)));
    let all = frozen.chain(growing);
    all.map(|(name, scenario)| (name, Made::of(scenario)))
        .collect()
}

#[test]
fn first_screens_are_as_stored() {
    for (name, made) in first_screens() {
        let drawn = board_svg(&first_screen(&made));
        check_inside(&drawn);
        // A new engine that says the same draws the same.
        let engine = ["engine ", VERSION].concat();
        check_stored(
            &["first-", &name].concat(),
            &drawn.replace(&engine, "engine"),
        );
    }
}

/// All words of a picture in the order in which they are drawn.
fn all_words(laid: &Laid) -> String {
    let words = laid.marks.iter().filter_map(|mark| match mark {
        Mark::Text { words, .. } => Some(words.as_str()),
        Mark::Rectangle { .. } => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_first_screen_has_every_figure_and_lane_of_the_page() {
    for (name, made) in first_screens() {
        let board = first_screen(&made);
        let words = all_words(&Laid::of(&board, &usual));
        let today = Date::new(2026, 11, 28).unwrap();
        let answers = answers(&made.scenario, &made.plan, &made.findings, today);
        for span in answers.iter().flat_map(|answer| &answer.main) {
            let Span::Figure(id, _) = span else { continue };
            let Some(figure) = made.plan.figure(id) else {
                continue;
            };
            let number = shown_parts(figure.value, figure.unit()).number;
            assert!(
                words.to_lowercase().contains(&number.to_lowercase()),
                "{name}: {id} {number}"
            );
        }
        for answer in &answers {
            assert!(
                words.contains(answer.question),
                "{name}: {}",
                answer.question
            );
        }
        assert!(
            words.contains("28 Nov 2026 with Headroom"),
            "{name}: {words}"
        );
        assert!(
            words.contains("https://example.org/#1abc"),
            "{name}: {words}"
        );
        assert!(
            !words.contains('…') && !words.contains("Say how fast"),
            "{name}: {words}"
        );
        let is_growing = name == "saas-1" || name.ends_with("-growing");
        assert_eq!(board.lanes.is_some(), is_growing, "{name}");
        for lane in board.lanes.iter().flat_map(|lanes| &lanes.lanes) {
            assert!(words.contains(&lane.name), "{name}: {}", lane.name);
            assert!(words.contains(&lane.note), "{name}: {}", lane.note);
        }
    }
}

/// The colors of a picture are those of the page in the light.
#[test]
fn a_board_has_the_colors_of_the_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("style/tokens.css");
    let tokens = std::fs::read_to_string(path).unwrap();
    let light = tokens.split("@media").next().unwrap();
    for (name, Rgb(red, green, blue)) in BOARD_COLORS {
        let color = format!("--{name}: #{red:02x}{green:02x}{blue:02x};");
        assert!(light.contains(&color), "{color}");
    }
}

/// Widths in a font as wide as is estimated, and in one that runs wider.
fn usual(words: &str, lettering: &Lettering) -> f64 {
    estimated_width(words, lettering.size)
}

fn wide(words: &str, lettering: &Lettering) -> f64 {
    usual(words, lettering) * 1.3
}

/// Nothing lies on anything else, nothing leaves the picture, all of it can be read.
fn check_board(board: &Board) {
    for measure in [usual, wide] {
        let laid = Laid::of(board, &measure);
        let mut boxes: Vec<([f64; 4], &str)> = Vec::new();
        for mark in &laid.marks {
            let words = match mark {
                Mark::Rectangle { .. } => "",
                Mark::Text {
                    words, lettering, ..
                } => {
                    assert!(lettering.size >= 14.0, "{words} is small");
                    words
                }
            };
            let [(left, top), (right, bottom)] = mark.corners();
            let corners = [left, top, right, bottom];
            let inside = left >= 20.0 && right <= BOARD_WIDTH - 20.0;
            assert!(
                inside && top >= 16.0 && bottom <= laid.height - 16.0,
                "{words:?} leaves: {corners:?}"
            );
            boxes.push((corners, words));
        }
        for (nth, (one, words)) in boxes.iter().enumerate().filter(|(_, it)| !it.1.is_empty()) {
            for (other, others) in boxes
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != nth)
                .map(|it| it.1)
            {
                let apart = one[2] <= other[0]
                    || other[2] <= one[0]
                    || one[3] <= other[1]
                    || other[3] <= one[1];
                assert!(apart, "{words:?} lies on {others:?}: {one:?} {other:?}");
            }
        }
    }
}

#[test]
fn first_screens_are_sound_whatever_things_are_called() {
    for (_, made) in first_screens() {
        check_board(&first_screen(&made));
    }
    for name in [
        "W".repeat(60),
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} ".repeat(12),
        "\u{202e}<b>\u{1f331}".repeat(10),
        "漢".repeat(60),
    ] {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.name.clone_from(&name);
        let table = &headroom::scenario::fleet::pool::TABLE;
        for (nth, row) in table.keys(&scenario).into_iter().enumerate() {
            let short: String = name
                .chars()
                .take(38)
                .chain([char::from(b'0' + u8::try_from(nth).unwrap())])
                .collect();
            table.rename(&mut scenario, row, &short).unwrap();
        }
        let board = first_screen(&Made::of(scenario));
        assert!(board.lanes.is_some());
        check_board(&board);
        let drawn = board_svg(&board);
        check_inside(&drawn);
        assert!(!drawn.contains("<b>"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_it_says_a_board_is_sound(
        words in prop::collection::vec(prop_oneof!["[ -~]{0,80}", "W{0,80}", "(\\PC){0,80}"], 24),
        places in prop::collection::vec(0.0..=1.0, 28),
        lanes in prop::option::of(0_usize..8),
        ticks in 0_usize..8,
        is_late in any::<bool>(),
    ) {
        let said = |at: usize| words[at].clone();
        let mut days = places[..ticks].to_vec();
        days.sort_by(f64::total_cmp);
        let lane = |at: usize| Lane {
            name: said(at),
            until: [places[at].min(places[at + 8]), places[at].max(places[at + 8])],
            mark: (!at.is_multiple_of(3)).then_some(places[at + 16]),
            note: said(at + 8),
            is_late,
        };
        let block = |at: usize| Block {
            heading: said(at),
            main: said(at + 1),
            about: [said(at + 2), said(at + 3)].concat(),
            is_known: is_late,
        };
        let board = Board {
            title: said(0),
            question: said(1),
            lead: [said(2), said(3), said(4)].join(" "),
            finding: [said(5), said(6), said(7)].join(" "),
            lanes: lanes.map(|lanes| Lanes {
                title: said(8),
                lanes: (0..lanes).map(lane).collect(),
                ticks: days.into_iter().map(|at| (at, "Sept".to_owned())).collect(),
                legend: ["with headroom", "headroom in use", "order by"],
                more: "3 more".to_owned(),
            }),
            blocks: [9, 12, 15, 18].map(block).into(),
            foot: said(22),
            link: [said(23), said(22)].concat(),
        };
        check_board(&board);
        check_inside(&board_svg(&board));
    }
}
