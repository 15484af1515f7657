//! What do the tables say that `kubectl` prints? Columns stand apart by spaces, under heads that
//! may be left out (`--no-headers`); a namespace (`-A`) or a container (`--containers`) adds one
//! in front. Heads changed with versions: `CPU%` became `CPU(%)` (1.28), and targets of
//! autoscalers got names, `cpu: 45%/70%` (1.29).

use super::Reading;
use super::amounts::{GIB, percent, quantity};
use crate::quantity::format::shown;
use crate::quantity::math::of_count;
use crate::quantity::{Unit, order::ascending};
use crate::scenario::fleet::{PoolKind, fields};

/// Under this share a whole percent says too little of what there is.
const LEAST_SHARE: f64 = 0.2;
/// Columns of a line of nodes: name, cores, their share, bytes, their share.
const NODE_CELLS: usize = 5;
/// Columns of an autoscaler behind its targets: fewest, most, replicas, age.
const BEHIND: usize = 4;

/// What the pools are called that are added.
const CPU: (PoolKind, &str) = (PoolKind::Cpu, "CPU (cores)");
const MEMORY: (PoolKind, &str) = (PoolKind::Memory, "Memory (GiB)");
const PODS: (PoolKind, &str) = (PoolKind::Pods, "Pods");

/// Lines with their numbers and cells, without what is empty and the command itself.
fn lines(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let numbered = text.lines().enumerate();
    let cells = numbered.map(|(at, line)| (at + 1, line.split_whitespace().collect::<Vec<_>>()));
    cells.filter(|(_, cells)| !cells.is_empty() && !cells.contains(&"kubectl"))
}

fn is_head(cells: &[&str]) -> bool {
    cells.contains(&"NAME")
}

fn heads(text: &str) -> Vec<&str> {
    lines(text).next().map_or_else(Vec::new, |(_, cells)| cells)
}

/// A node: name, cores, share, bytes, share.
fn node<'a>(cells: &[&'a str]) -> Option<(&'a str, [Option<f64>; 4])> {
    let [name, cores, cpu, bytes, memory] = cells else {
        return None;
    };
    let is_share = |text: &str| percent(text).is_some() || text == UNKNOWN;
    let is_amount = |text: &str| quantity(text).is_some() || text == UNKNOWN;
    let is_node = is_amount(cores) && is_share(cpu) && is_amount(bytes) && is_share(memory);
    is_node.then(|| {
        (
            *name,
            [
                quantity(cores),
                percent(cpu),
                quantity(bytes),
                percent(memory),
            ],
        )
    })
}

/// What stands where nothing was measured.
const UNKNOWN: &str = "<unknown>";

/// Whether it is `kubectl top nodes`.
pub(super) fn is_top_nodes(text: &str) -> bool {
    let heads = heads(text);
    let is_headed = ["CPU(cores)", "MEMORY(bytes)"]
        .iter()
        .all(|head| heads.contains(head))
        && heads.len() == NODE_CELLS
        && heads.iter().any(|head| head.contains('%'));
    is_headed || node(&heads).is_some()
}

/// Reads `kubectl top nodes`.
pub(super) fn top_nodes(text: &str, reading: &mut Reading) {
    let (mut count, mut used, mut there) = (0_usize, [0.0; 2], [Some(0.0); 2]);
    for (line, cells) in lines(text).filter(|(_, cells)| !is_head(cells)) {
        let Some((name, [cores, cpu, bytes, memory])) = node(&cells) else {
            reading.misread(
                line,
                "A line is a node: name, cores, their share, bytes, their share.",
            );
            continue;
        };
        let (Some(cores), Some(bytes)) = (cores, bytes) else {
            let sentence = [name, " was not measured: it is left out."].concat();
            reading.misread(line, &sentence);
            continue;
        };
        count += 1;
        let measured = [(cores, cpu), (bytes / GIB, memory)];
        for (at, (amount, share)) in measured.into_iter().enumerate() {
            used[at] += amount;
            let share = share.filter(|share| *share >= LEAST_SHARE);
            there[at] = there[at]
                .zip(share)
                .map(|(sum, share)| sum + amount / share);
        }
    }
    if count == 0 {
        reading.say("No node was measured.");
        return;
    }
    for (pool, at) in [(CPU, 0), (MEMORY, 1)] {
        // As exact as whole percents are.
        let there = there[at].map(|it| rounded(it, 10.0));
        reading.pool(pool, [Some(rounded(used[at], 1000.0)), there], None);
    }
    let counted = shown(of_count(count), Unit::Of("node"));
    let exactly = if there.contains(&None) {
        ": what is used. How much there is says kubectl get nodes -o json."
    } else {
        ": what is used, and how much there is as far as whole percents say; kubectl get nodes -o json says it \
         exactly."
    };
    reading.say(&[&*counted, exactly].concat());
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// A pod or one of its containers: what names the pod, cores and bytes.
fn pod(cells: &[&str]) -> Option<(String, f64, f64)> {
    let (bytes, rest) = cells.split_last()?;
    let (cores, names) = rest.split_last()?;
    let is_named = (1..=3).contains(&names.len());
    let amounts = quantity(cores).zip(quantity(bytes)).filter(|_| is_named)?;
    Some((names.join("/"), amounts.0, amounts.1))
}

/// Whether it is `kubectl top pods`.
pub(super) fn is_top_pods(text: &str) -> bool {
    let heads = heads(text);
    match heads.as_slice() {
        [.., "CPU(cores)", "MEMORY(bytes)"] => true,
        [_, _, cores, bytes] | [_, cores, bytes] => {
            let is_binary = ["Ki", "Mi", "Gi"].iter().any(|unit| bytes.ends_with(unit));
            quantity(cores).is_some() && quantity(bytes).is_some() && is_binary
        }
        _ => false,
    }
}

/// Reads `kubectl top pods`, of one namespace or all, with its containers or without.
pub(super) fn top_pods(text: &str, reading: &mut Reading) {
    let heads = heads(text);
    // NAMESPACE POD NAME: the name is that of a container, and is no pod of its own.
    let is_of_containers = heads.contains(&"POD");
    let columns = heads.len();
    let (mut pods, mut used): (Vec<String>, _) = (Vec::new(), [0.0; 2]);
    for (line, cells) in lines(text) {
        let is_total = cells[0].starts_with("___") || is_head(&heads) && cells.len() + 1 < columns;
        if is_head(&cells) || is_total {
            continue;
        }
        let Some((name, cores, bytes)) = pod(&cells) else {
            reading.misread(
                line,
                "A line is a pod: its name, cores such as 250m, bytes such as 512Mi.",
            );
            continue;
        };
        let of = match name.rsplit_once('/') {
            Some((pod, _)) if is_of_containers => pod.to_owned(),
            _ => name,
        };
        if !pods.contains(&of) {
            pods.push(of);
        }
        used[0] += cores;
        used[1] += bytes / GIB;
    }
    if pods.is_empty() {
        reading.say("No pod was read.");
        return;
    }
    let count = of_count(pods.len());
    reading.pool(PODS, [Some(count), None], None);
    reading.pool(CPU, [Some(rounded(used[0], 1000.0)), None], None);
    reading.pool(MEMORY, [Some(rounded(used[1], 1000.0)), None], None);
    let counted = shown(count, Unit::Of("pod"));
    reading.say(&[&*counted, ": how many there are, and what they use."].concat());
}

/// An autoscaler of a table.
struct Scaler<'a> {
    line: usize,
    name: String,
    targets: String,
    counts: [&'a str; 3],
}

fn scaler<'a>(line: usize, cells: &[&'a str]) -> Option<Scaler<'a>> {
    let at = cells.iter().position(|cell| {
        let kind = cell.split_once('/').map(|(kind, _)| kind);
        kind.is_some_and(|kind| kind.starts_with(|it: char| it.is_ascii_uppercase()))
    })?;
    let behind = cells
        .len()
        .checked_sub(BEHIND)
        .filter(|behind| *behind > at)?;
    let [least, most, now, _] = cells[behind..] else {
        return None;
    };
    (at == 1 || at == 2).then(|| Scaler {
        line,
        name: cells[..at].join("/"),
        targets: cells[at + 1..behind].join(" "),
        counts: [least, most, now],
    })
}

/// What a line of autoscalers is.
const NO_SCALER: &str = "A line is an autoscaler: name, Deployment/name, targets, fewest, most, replicas, \
                         age.";

/// Whether it is `kubectl get hpa`.
pub(super) fn is_hpa(text: &str) -> bool {
    let heads = heads(text);
    let is_headed = heads.contains(&"MINPODS") && heads.contains(&"MAXPODS");
    is_headed || scaler(1, &heads).is_some_and(|it| it.targets.contains('/'))
}

/// Reads `kubectl get hpa`. Of several one is taken: the one with the most replicas, unless
/// another is chosen.
pub(super) fn hpa(text: &str, reading: &mut Reading) {
    let mut all = Vec::new();
    for (line, cells) in lines(text).filter(|(_, cells)| !cells.contains(&"MINPODS")) {
        match scaler(line, &cells) {
            Some(scaler) => all.push(scaler),
            None => reading.misread(line, NO_SCALER),
        }
    }
    let places: Vec<usize> = (0..all.len()).collect();
    let replicas = |at: &usize| all[*at].counts[2].parse::<f64>().unwrap_or_default();
    let places = ascending(&places, |at| -replicas(at));
    let names = places.iter().map(|at| all[*at].name.clone()).collect();
    let chosen = reading.choose(names);
    let Some(scaler) = places.get(chosen).map(|at| &all[*at]) else {
        reading.say("No autoscaler was read.");
        return;
    };
    let line = Some(scaler.line);
    let counted = [
        &fields::replicas_min,
        &fields::replicas_max,
        &fields::pods_running,
    ];
    for (field, count) in counted.into_iter().zip(scaler.counts) {
        match count.parse() {
            Ok(count) => reading.state(field, count, line),
            Err(_) => reading.misread(scaler.line, &[count, " is no number of pods."].concat()),
        }
    }
    if let Ok(count) = scaler.counts[2].parse() {
        reading.pool(PODS, [Some(count), None], line);
    }
    targets(scaler, reading);
    reading.say(&["The autoscaler ", &*scaler.name, "."].concat());
}

/// `cpu: 45%/70%, memory: 60%/80%`; one without a name is of CPU, as autoscaling/v1 has it.
fn targets(scaler: &Scaler, reading: &mut Reading) {
    let parts: Vec<&str> = scaler.targets.split(',').map(str::trim).collect();
    for part in &parts {
        let (name, share) = part.split_once(": ").unwrap_or(("", part));
        let both = share
            .split_once('/')
            .map(|(now, target)| (percent(now), percent(target)));
        let is_cpu = name == "cpu" || name.is_empty() && parts.len() == 1;
        let of = match (is_cpu, name) {
            (true, _) => [&fields::cpu_measured, &fields::cpu_target],
            (false, "memory") => [&fields::memory_measured, &fields::memory_target],
            _ => {
                let sentence = [
                    *part,
                    " is left out: it does not say whether it is of CPU or of memory.",
                ]
                .concat();
                reading.misread(scaler.line, &sentence);
                continue;
            }
        };
        let Some((now, Some(target))) = both else {
            let sentence = [*part, " is left out: it is no share of what pods request."].concat();
            reading.misread(scaler.line, &sentence);
            continue;
        };
        if let Some(now) = now {
            reading.state(of[0], now, Some(scaler.line));
        }
        reading.state(of[1], target, Some(scaler.line));
    }
}
