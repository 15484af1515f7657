//! What decides how much memory a language model takes, and how fast it is?
//!
//! One description for all of them: what is stored, what a token goes through,
//! and what is kept of a sequence, layer by layer of the same kind:
//!
//! ```text
//! kept of S tokens = sum over kinds of layers:
//!     count * (elements * bytes + wide * 2 + index) / one_in * min(S, window)  + state
//! ```
//!
//! Keys and values of plain attention are `2 * heads * size` elements, of latent
//! attention the latent (and its rotary part); layers with a state (Mamba,
//! DeltaNet) keep the same whatever the length.

use crate::quantity::Source;

/// Memory that activations of a dense model take at their peak, in GiB.
pub const DENSE_ACTIVATION: f64 = 2.0;
/// The same of a mixture of experts.
pub const MOE_ACTIVATION: f64 = 2.5;
/// Bytes of a parameter where a model is kept at 16 bits.
const WIDE: f64 = 2.0;

/// Layers that keep the same of each token. Counts; 0 where there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Layers {
    /// How many layers there are of the kind.
    pub count: f64,
    /// Elements that one keeps of a token, in the precision of keys and values.
    pub elements: f64,
    /// Elements that it keeps of a token at 16 bits in any case.
    pub wide: f64,
    /// Bytes that it keeps of a token to find the others by, all of them read in each step.
    pub index: f64,
    /// So many tokens share what is kept: more than 1 where layers compress.
    pub one_in: f64,
    /// How many tokens it keeps; 0 for all.
    pub window: f64,
    /// How many tokens a step reads of those that are kept; 0 for all.
    pub best: f64,
    /// Over how many GPUs what is kept can be dealt out; 1 where each GPU holds it all.
    pub split: f64,
}

/// No layers.
const NONE: Layers = Layers {
    count: 0.0,
    elements: 0.0,
    wide: 0.0,
    index: 0.0,
    one_in: 1.0,
    window: 0.0,
    best: 0.0,
    split: 1.0,
};

/// So many layers that keep so many elements of each token, dealt out over so many GPUs.
pub const fn full(count: f64, elements: f64, split: f64) -> Layers {
    Layers {
        count,
        elements,
        split,
        ..NONE
    }
}

impl Layers {
    /// They see the last tokens only.
    #[must_use]
    pub const fn last(self, window: f64) -> Self {
        Self { window, ..self }
    }

    /// They keep all tokens, and a step reads those that matter most.
    #[must_use]
    pub const fn best(self, best: f64) -> Self {
        Self { best, ..self }
    }

    /// Some elements are kept at 16 bits in any case.
    #[must_use]
    pub const fn wide(self, wide: f64) -> Self {
        Self { wide, ..self }
    }

    /// Bytes to find tokens by.
    #[must_use]
    pub const fn index(self, index: f64) -> Self {
        Self { index, ..self }
    }

    /// So many tokens share what is kept.
    #[must_use]
    pub const fn one_in(self, one_in: f64) -> Self {
        Self { one_in, ..self }
    }

    /// Bytes that are kept of a token, by all layers of the kind, without the index.
    pub fn token_bytes(&self, element_bytes: f64) -> f64 {
        self.count * (self.elements * element_bytes + self.wide * WIDE) / self.one_in
    }

    /// Bytes of the index of a token, by all layers of the kind.
    pub fn index_bytes(&self) -> f64 {
        self.count * self.index / self.one_in
    }
}

/// What a model is made of; counts, as plain numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Model {
    /// As links have it.
    pub id: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// Where its shape comes from.
    pub source: Source,
    /// All parameters, one embedding included where input and output share it.
    pub parameters: f64,
    /// Of these, the routed experts.
    pub expert_parameters: f64,
    /// Experts of a layer; 0 in a dense model.
    pub experts: f64,
    /// Experts that a token goes through.
    pub experts_per_token: f64,
    /// Layers, or blocks of any kind.
    pub layers: f64,
    /// Width of the residual stream.
    pub hidden: f64,
    /// Words of the vocabulary.
    pub vocabulary: f64,
    /// Whether the embedding of the input is the head too, and so is read in each step.
    pub tied: bool,
    /// Query heads.
    pub heads: f64,
    /// Elements of a query head; the mean of keys and values where these differ.
    pub head_size: f64,
    /// What is kept of a sequence, by kinds of layers.
    pub kept: [Layers; 3],
    /// Bytes that are kept of a sequence however long it is.
    pub state: f64,
    /// Over how many GPUs these can be dealt out.
    pub state_split: f64,
    /// Activations at their peak, in GiB.
    pub activation_gib: f64,
    /// Bytes of an expert's parameter as published, where that is below 8 bits.
    pub native_expert_bytes: f64,
    /// The longest sequence it was made for, in tokens; 0 where it is not known.
    pub context: f64,
}

/// A dense model of this name and source, of which nothing is kept yet.
pub const fn known(
    id: &'static str,
    label: &'static str,
    source: Source,
    parameters: f64,
    [layers, hidden, heads, head_size, vocabulary]: [f64; 5],
) -> Model {
    Model {
        id,
        label,
        source,
        parameters,
        expert_parameters: 0.0,
        experts: 0.0,
        experts_per_token: 0.0,
        layers,
        hidden,
        vocabulary,
        tied: false,
        heads,
        head_size,
        kept: [NONE; 3],
        state: 0.0,
        state_split: 1.0,
        activation_gib: DENSE_ACTIVATION,
        native_expert_bytes: 0.0,
        context: 0.0,
    }
}

impl Model {
    /// It keeps this too.
    #[must_use]
    pub const fn keeps(self, layers: Layers) -> Self {
        let mut kept = self.kept;
        let mut at = 0;
        while at < kept.len() {
            if kept[at].count <= 0.0 {
                kept[at] = layers;
                break;
            }
            at += 1;
        }
        Self { kept, ..self }
    }

    /// It is a mixture: experts of a layer, those that a token goes through, and the
    /// parameters of all of them.
    #[must_use]
    pub const fn experts(self, [experts, experts_per_token, expert_parameters]: [f64; 3]) -> Self {
        Self {
            expert_parameters,
            experts,
            experts_per_token,
            activation_gib: MOE_ACTIVATION,
            ..self
        }
    }

    /// Input and output share one embedding.
    #[must_use]
    pub const fn tied(self) -> Self {
        Self { tied: true, ..self }
    }

    /// So many bytes are kept of a sequence whatever its length.
    #[must_use]
    pub const fn state(self, state: f64, state_split: f64) -> Self {
        Self {
            state,
            state_split,
            ..self
        }
    }

    /// Its activations were measured, in GiB.
    #[must_use]
    pub const fn activation(self, activation_gib: f64) -> Self {
        Self {
            activation_gib,
            ..self
        }
    }

    /// Its experts are published in fewer than 8 bits.
    #[must_use]
    pub const fn native_experts(self, native_expert_bytes: f64) -> Self {
        Self {
            native_expert_bytes,
            ..self
        }
    }

    /// The longest sequence it was made for.
    #[must_use]
    pub const fn context(self, context: f64) -> Self {
        Self { context, ..self }
    }

    /// Parameters of the embedding of the input, where it is apart from the head.
    pub fn embedding(&self) -> f64 {
        if self.tied {
            0.0
        } else {
            self.hidden * self.vocabulary
        }
    }

    /// Which share of the experts a token goes through.
    pub fn active_share(&self) -> f64 {
        if self.experts > 0.0 {
            self.experts_per_token / self.experts
        } else {
            0.0
        }
    }

    /// Parameters that a token goes through; the embedding of the input is looked up.
    pub fn active(&self) -> f64 {
        self.parameters - self.embedding() - self.expert_parameters * (1.0 - self.active_share())
    }

    /// Bytes that a token adds to a sequence that goes on growing.
    pub fn growing_bytes(&self, element_bytes: f64) -> f64 {
        let grow = self.kept.iter().filter(|layers| layers.window <= 0.0);
        grow.map(|layers| layers.token_bytes(element_bytes) + layers.index_bytes())
            .sum()
    }

    /// Bytes of a sequence that are there however far it grows: windows that are full, and states.
    pub fn fixed_bytes(&self, element_bytes: f64) -> f64 {
        let near = self.kept.iter().filter(|layers| layers.window > 0.0);
        near.map(|layers| layers.token_bytes(element_bytes) * layers.window)
            .sum::<f64>()
            + self.state
    }
}
