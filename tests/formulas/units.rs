//! What does a formula's text come to, computed with units?
//!
//! Numbat checks the dimensions and converts; which units there are and what
//! the calls mean is told to it here, apart from the project's own code.

use headroom::facts::constants;
use headroom::quantity::Unit;
use headroom::sheet::Formula;
use numbat::module_importer::BuiltinModuleImporter;
use numbat::resolver::CodeSource;
use numbat::value::Value;
use numbat::{Context, InterpreterResult};

/// Units, calls, and nothing else: an unknown word is an error.
const LANGUAGE: &str = "
use core::scalar
use core::quantities
use core::functions
use math::transcendental

dimension User
unit user: User
dimension Customer
unit customer: Customer
dimension Message
unit message: Message
dimension Request
unit req: Request
unit kreq: Request = 1000 req
unit Mreq: Request = 1_000_000 req
dimension Pod
unit pod: Pod
dimension Node
unit node: Node
dimension Core
unit core: Core
dimension CapacityUnit
unit unit_: CapacityUnit
dimension BalancerUnit
unit lcu: BalancerUnit
dimension Item
unit item: Item
dimension Job
unit job: Job
dimension Gpu
unit gpu: Gpu
dimension Machine
unit machine: Machine
dimension Person
unit person: Person
dimension Run
unit run: Run
dimension Event
unit event: Event
dimension Worker
unit worker: Worker
dimension Consumer
unit consumer: Consumer
dimension Partition
unit partition: Partition
dimension Model
unit model: Model
dimension Application
unit app: Application
dimension Parameter
unit param: Parameter
unit Gparam: Parameter = 1_000_000_000 param
dimension Token
unit tok: Token
unit Gtok: Token = 1_000_000_000 tok
dimension Operation
unit flop: Operation
unit Tflop: Operation = 1_000_000_000_000 flop
unit Eflop: Operation = 1_000_000 Tflop
unit Mtok: Token = 1_000_000 tok
dimension Replica
unit replica: Replica
dimension Money
unit USD: Money

dimension Time
unit s: Time
unit ms: Time = s / 1000
unit min: Time = 60 s
unit h: Time = 60 min
unit day: Time = 24 h
unit week: Time = 7 day
unit month: Time = 8760 h / 12
unit year: Time = 12 month
unit gpu_hour_: Gpu * Time = gpu * h

dimension Data
unit byte: Data
unit kB: Data = 1000 byte
unit MB: Data = 1000 kB
unit GB: Data = 1000 MB
unit TB: Data = 1000 GB
unit KiB: Data = 1024 byte
unit MiB: Data = 1024 KiB
unit GiB: Data = 1024 MiB
unit TiB: Data = 1024 GiB

fn exceeds<D: Dim>(value: D, limit: D) -> Scalar = if value > limit then 1 else 0
fn ln_(value: Scalar) -> Scalar = if value <= 0 then -inf else ln(value)
fn power(base: Scalar, exponent: Scalar) -> Scalar = if base < 0 && exponent != round(exponent) then 0 else if base == 0 && exponent < 0 then inf else base^exponent
fn sum<D: Dim>(total: D) -> D = total
fn larger<D: Dim>(one: D, other: D) -> D = if value_of(one) == 0 then (if value_of(other) < 0 then value_of(one) * unit_of(other) else other) else if one > other then one else other
fn smaller<D: Dim>(one: D, other: D) -> D = if one < other then one else other
fn between<D: Dim>(value: D, low: D, high: D) -> D = if value > low then smaller(value, high) - low else 0 low
fn up(value: Scalar) -> Scalar = if abs(value - round(value)) <= 1e-9 * abs(value) then round(value) else ceil(value)
fn round_up<D: Dim>(value: D) -> D = if value_of(value) == 0 then value else up(value_of(value)) * unit_of(value)
fn round_down<D: Dim>(value: D) -> D = -round_up(-value)
";

/// Evaluates texts with units.
pub(crate) struct Checker {
    context: Context,
}

impl Checker {
    pub(crate) fn new() -> Self {
        let mut context = Context::new(BuiltinModuleImporter::default());
        run(&mut context, LANGUAGE).unwrap();
        for constant in constants::ALL {
            let value = quantity(constant.value, constant.unit);
            run(&mut context, &format!("let {} = {value}", constant.name)).unwrap();
        }
        Self { context }
    }

    /// Whether numbat can take a number in this unit.
    pub(crate) fn knows(&mut self, unit: Unit) -> bool {
        run(&mut self.context, &quantity(1.0, unit)).is_ok()
    }

    /// What a constant comes to in plain numbers: 1 if it only converts, such
    /// as 60 s/min. None if it counts something.
    pub(crate) fn ratio(&mut self, constant: &str) -> Option<f64> {
        run(&mut self.context, &format!("value_of({constant} -> 1)")).ok()?
    }

    /// What the text gives for these inputs, in the formula's own unit.
    pub(crate) fn value(
        &mut self,
        formula: &Formula,
        text: &str,
        inputs: &[f64],
    ) -> Result<f64, String> {
        // Inputs of one formula must not be at hand for the next.
        let mut context = self.context.clone();
        for (input, value) in formula.inputs.iter().zip(inputs) {
            let value = quantity(*value, input.unit);
            run(&mut context, &format!("let {} = {value}", input.name))?;
        }
        let (arithmetic, unit) = (numbat(text), symbol(formula.unit));
        let in_unit = format!("value_of(({arithmetic}) -> ({unit}))");
        let value = run(&mut context, &in_unit)?;
        value.ok_or_else(|| format!("{text} has no value"))
    }
}

/// The text as numbat has it: `min` is a minute there, `ln` has
/// no value at zero, and no comma may stand
/// before a closing parenthesis.
fn numbat(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [
        ("max(", "larger("),
        ("min(", "smaller("),
        ("ln(", "ln_("),
        (", )", ")"),
        (",)", ")"),
    ] {
        line = line.replace(from, to);
    }
    line
}

fn quantity(value: f64, unit: Unit) -> String {
    format!("{value:?} * ({})", symbol(unit))
}

/// A plain number where the unit counts nothing that can be mistaken: ratios,
/// shares, places in a list of words.
fn symbol(unit: Unit) -> String {
    match unit.symbol() {
        "" | "1" | "x" | "class" | "choice" | "node type" => "1".to_owned(),
        symbol => symbol
            .split('/')
            .map(|part| match part {
                // A keyword of numbat's, and a name with a sign in it.
                "unit" => "unit_",
                "GPU-hour" => "gpu_hour_",
                "share" => "1",
                part => part,
            })
            .collect::<Vec<_>>()
            .join("/"),
    }
}

/// Runs code, with its last value, if that is a number.
fn run(context: &mut Context, code: &str) -> Result<Option<f64>, String> {
    let (_, result) = context
        .interpret(code, CodeSource::Internal)
        .map_err(|error| format!("{code}: {error}"))?;
    Ok(match result {
        InterpreterResult::Value(Value::Quantity(quantity)) => match quantity.as_scalar() {
            Ok(number) => Some(number.to_f64()),
            Err(_) => None,
        },
        _ => None,
    })
}
