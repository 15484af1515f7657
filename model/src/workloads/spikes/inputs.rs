//! Which pods must survive a spike, what is promised of them, how they come, and what clients
//! do that wait?
//!
//! Everything has a default: what is left empty follows from the pool that is looked at. How
//! the autoscaler goes is stated once, in `fleet`, for what is simulated and for the manifest.

use crate::facts::sources::{BURSTY_INFERENCE, KUBERNETES, OURS};
use crate::scenario::Scenario;
use crate::scenario::Unused;
use crate::scenario::choice::choices;
use crate::scenario::field::{fields, number, one_of, optional, optional_whole, there, whole};
use crate::scenario::flow::StageKind;
use crate::scenario::groups::{Group, Step};
use crate::scenario::web::Switch;

choices! {
    /// Which pods are looked at.
    pub enum Looked {
        /// The first of them that the plan has.
        First = "first", "the first pool that scales";
        /// Backend pods of the web stack.
        Backend = "backend", "backend pods";
        /// Replicas on GPUs.
        Gpus = "gpus", "GPU replicas";
        /// The worker stage that is fullest.
        Workers = "workers", "workers of the fullest stage";
        /// Pods of the fleet.
        Pods = "pods", "pods of the fleet";
    }
}

choices! {
    /// Which spike is drawn, and held.
    pub enum Shown {
        /// The one that spends most of the error budget.
        Worst = "worst", "the one that spends most of the error budget";
        /// The planned peak.
        Normal = "normal", "Planned peak";
        /// A launch.
        Launch = "launch", "Launch";
        /// A viral moment.
        Viral = "viral", "Viral moment";
        /// The recovery from an incident.
        Recovery = "recovery", "Recovery";
    }
}

choices! {
    /// What the autoscaler goes by.
    pub enum GoesBy {
        /// CPU for pods; GPUs and workers stay as many as there are.
        Usual = "usual", "what is usual for the pool";
        /// CPU that pods use of what they request.
        Cpu = "cpu", "CPU of request";
        /// Requests a second, for each replica.
        Requests = "requests", "load for each replica";
        /// Requests that wait, for each replica.
        Waiting = "waiting", "what waits for each replica";
        /// Nothing: there are always as many.
        Nothing = "nothing", "nothing: a fixed number";
    }
}

choices! {
    /// Which Kubernetes runs it.
    pub enum Kubernetes {
        /// Up to 1.32.
        Before133 = "1.32", "1.32 or before";
        /// 1.33 to 1.36.
        From133 = "1.33", "1.33 to 1.36";
        /// From 1.37 on.
        From137 = "1.37", "1.37 or later";
    }
}

choices! {
    /// What becomes of a request that nobody waits for any more.
    pub enum Left {
        /// It is dropped.
        Dropped = "dropped", "dropped";
        /// It is served all the same.
        Served = "served", "served all the same";
    }
}

fields! {
    /// Spikes, and what must survive them.
    pub struct Spike in spike {
        /// Which pods are looked at.
        pool: Looked = Looked::First, one_of(Looked::CHOICES), "Look at", OURS;
        /// Which spike is drawn, and of which it is said what would have held it.
        shown: Shown = Shown::Worst, one_of(Shown::CHOICES), "Show", OURS;
        /// How long a request may wait before it is worked on.
        wait: f64 = 1.0, number("s", 0.001, 3600.0), "A request may wait", OURS;
        /// For which share of requests that must hold: 0.95 promises the 95th percentile.
        share: f64 = 0.95, number("share", 0.5, 0.9999), "Promised for", OURS;
        /// Which share of a month's requests must not wait for longer: what is left is the error budget.
        objective: f64 = 0.999, number("share", 0.5, 0.999_999), "Objective of a month", OURS;
        /// Over how long load rises from before to its height, and goes again; none is at once.
        rise: f64 = 60.0, number("s", 0.0, 86_400.0), "It rises over", OURS;
        /// How long a planned peak lasts. The source says hours.
        normal_hours: f64 = 4.0, number("h", 0.01, 8760.0), "Planned peak lasts", OURS;
        /// How long a launch lasts. The source says days.
        launch_hours: f64 = 72.0, number("h", 0.01, 8760.0), "Launch lasts", OURS;
        /// How long a viral moment lasts. The source says hours.
        viral_hours: f64 = 6.0, number("h", 0.01, 8760.0), "Viral moment lasts", OURS;
        /// How long the recovery from an incident lasts. The source says hours.
        recovery_hours: f64 = 2.0, number("h", 0.01, 8760.0), "Recovery lasts", OURS;
        /// What the autoscaler goes by.
        goes_by: GoesBy = GoesBy::Usual, one_of(GoesBy::CHOICES), "Autoscaler goes by", KUBERNETES;
        /// How full a replica should be, where it goes by requests: a share of the most that it takes.
        target: f64 = 0.70, number("share", 0.01, 1.0), "Target, of what a replica takes", OURS;
        /// How many may wait for each replica, where it goes by those that wait.
        waiting_target: f64 = 5.0, number("req/replica", 0.001, 1e6), "Target, waiting for a replica", OURS;
        /// Which Kubernetes runs it.
        kubernetes: Kubernetes = Kubernetes::From133, one_of(Kubernetes::CHOICES), "Kubernetes", KUBERNETES;
        /// The fewest replicas of GPUs or workers, always warm. Left empty it is all that there are.
        warm: Option<f64> = None, there(optional_whole("replica", 1.0, 1e6)), "Warm replicas", OURS;
        /// The most replicas of GPUs or workers that may run. Left empty it is all that there are.
        replicas_most: Option<f64> = None, there(optional_whole("replica", 1.0, 1e6)), "Most replicas", OURS;
        /// Requests a second that a replica takes when it is full. Left empty it follows from the pool.
        replica_takes: Option<f64> = None, optional("req/s/replica", 1e-6, 1e7), "A replica takes", BURSTY_INFERENCE;
        /// How long a request is worked on. Left empty it is 0.2 s for pods, 1 s for GPUs, and that of the stage.
        service: Option<f64> = None, optional("s", 1e-4, 1e5), "A request takes", OURS;
        /// How much that varies, as standard deviation over mean: 0 for always the same, 1 for exponential.
        variability: f64 = 1.0, number("x", 0.0, 20.0), "Variability of times", OURS;
        /// CPU that a replica may use, over what it requests: what it uses beyond its limit no metric sees.
        burst: Option<f64> = None, optional("x", 1.0, 1000.0), "CPU limit over request", KUBERNETES;
        /// How long it takes to fetch the image once there is a node.
        fetch: f64 = 10.0, number("s", 0.0, 86_400.0), "Image is fetched in", OURS;
        /// How long a replica takes from running to ready. Left empty it is 30 s for pods and 300 s for GPUs.
        ready_after: Option<f64> = None, optional("s", 0.0, 86_400.0), "A replica is ready after", OURS;
        /// Replicas that still fit on nodes that are there. Left empty it follows from the pool.
        room: Option<f64> = None, there(optional_whole("replica", 0.0, 1e6)), "Room on the nodes", OURS;
        /// Replicas that a new node holds. Left empty it follows from the pool.
        node_holds: Option<f64> = None, there(optional_whole("replica/node", 1.0, 10_000.0)), "A node holds", OURS;
        /// How soon a new node is there: 30 to 90 s with Karpenter, 3 to 5 minutes with Cluster Autoscaler.
        node_lead: f64 = 60.0, number("s", 0.0, 1e7), "A new node comes after", OURS;
        /// How many nodes may be added. Left empty it follows from the pool.
        more_nodes: Option<f64> = None, there(optional_whole("node", 0.0, 1e6)), "Nodes that may come", OURS;
        /// How long a client waits before it gives up. Left empty it waits for as long as it takes.
        timeout: Option<f64> = None, optional("s", 0.001, 86_400.0), "A client gives up after", OURS;
        /// How often a client that gave up or was refused tries again.
        retries: f64 = 0.0, whole("x", 0.0, 10.0), "A client tries again", OURS;
        /// After how long it does.
        pause: f64 = 1.0, number("s", 0.0, 86_400.0), "It tries again after", OURS;
        /// What becomes of a request that a client gave up.
        given_up: Left = Left::Dropped, one_of(Left::CHOICES), "What was given up is", OURS;
        /// How many may wait for each replica; what comes beyond is refused at once. Left empty there is no bound.
        queue: Option<f64> = None, optional("req/replica", 0.0, 1e9), "Refused beyond waiting", OURS;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "spike_promise",
        label: "Spikes: the promise",
        step: Step::Workloads,
        fields: &[
            "spike.pool",
            "spike.shown",
            "spike.wait",
            "spike.share",
            "spike.objective",
            "spike.rise",
            "spike.normal_hours",
            "spike.launch_hours",
            "spike.viral_hours",
            "spike.recovery_hours",
        ],
        tables: &[],
        is_said: |_| true,
    },
    Group {
        id: "spike_pool",
        label: "Spikes: how replicas come",
        step: Step::Workloads,
        fields: &[
            "spike.goes_by",
            "spike.target",
            "spike.waiting_target",
            "spike.kubernetes",
            "spike.warm",
            "spike.replicas_most",
            "spike.replica_takes",
            "spike.service",
            "spike.variability",
            "spike.burst",
            "spike.fetch",
            "spike.ready_after",
            "spike.room",
            "spike.node_holds",
            "spike.node_lead",
            "spike.more_nodes",
        ],
        tables: &[],
        is_said: |_| true,
    },
    Group {
        id: "spike_client",
        label: "Spikes: who waits",
        step: Step::Workloads,
        fields: &[
            "spike.timeout",
            "spike.retries",
            "spike.pause",
            "spike.given_up",
            "spike.queue",
        ],
        tables: &[],
        is_said: |_| true,
    },
];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["spike.warm", "spike.replicas_most"],
        because: "Backend pods and pods of the fleet have a fewest and a most of their own.",
        when: |it, _| matches!(looked(it), Looked::Backend | Looked::Pods),
    },
    Unused {
        inputs: &[
            "spike.goes_by",
            "spike.kubernetes",
            "spike.fetch",
            "spike.burst",
            "spike.target",
            "spike.waiting_target",
        ],
        because: "There are as many replicas as may run. State fewer that are warm, or more that may run.",
        when: |it, _| is_fixed(it),
    },
    Unused {
        inputs: &["spike.kubernetes", "spike.fetch"],
        because: "The autoscaler goes by nothing.",
        when: |it, _| it.spike.goes_by(looked(it)) == GoesBy::Nothing,
    },
    Unused {
        inputs: &["spike.target"],
        because: "The autoscaler does not go by load for each replica.",
        when: |it, _| it.spike.goes_by != GoesBy::Requests,
    },
    Unused {
        inputs: &["spike.waiting_target"],
        because: "The autoscaler does not go by what waits.",
        when: |it, _| it.spike.goes_by != GoesBy::Waiting,
    },
    Unused {
        inputs: &["spike.burst"],
        because: "The autoscaler does not go by CPU.",
        when: |it, _| {
            let is_own = matches!(looked(it), Looked::Gpus | Looked::Workers);
            is_own && it.spike.goes_by != GoesBy::Cpu
        },
    },
    Unused {
        inputs: &["spike.retries"],
        because: "No client gives up and none is refused, so none tries again.",
        when: |it, _| it.spike.timeout.is_none() && it.spike.queue.is_none(),
    },
    Unused {
        inputs: &["spike.pause"],
        because: "No client tries again.",
        when: |it, _| {
            it.spike.retries <= 0.0 || it.spike.timeout.is_none() && it.spike.queue.is_none()
        },
    },
    Unused {
        inputs: &["spike.given_up"],
        because: "No client gives up.",
        when: |it, _| it.spike.timeout.is_none(),
    },
    Unused {
        inputs: &["spike.node_lead", "spike.more_nodes", "spike.node_holds"],
        because: "All replicas fit on the nodes that are there, as far as is stated.",
        when: |it, _| looked(it) != Looked::Backend && it.spike.room.is_none(),
    },
];

/// The pool that a scenario looks at, as far as that can be told without a plan.
fn looked(it: &Scenario) -> Looked {
    let on = Switch::On;
    let has_workers = || {
        it.stages
            .iter()
            .any(|stage| stage.kind == StageKind::Workers)
    };
    match it.spike.pool {
        Looked::First if it.web.workload == on => Looked::Backend,
        Looked::First if it.inference.workload == on => Looked::Gpus,
        Looked::First if it.flow.workload == on && has_workers() => Looked::Workers,
        Looked::First => Looked::Pods,
        chosen => chosen,
    }
}

/// Whether replicas of GPUs or workers stay as many as they are.
fn is_fixed(it: &Scenario) -> bool {
    let is_own = matches!(looked(it), Looked::Gpus | Looked::Workers);
    is_own && it.spike.warm.is_none() && it.spike.replicas_most.is_none()
}
