//! Who is called.

use iac_core::aws::Region;
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// Who is called.
#[derive(Module)]
#[module(aws("6.25.0", "6.66.0"), outputs = IncidentsOutputs)]
pub struct Incidents {
    /// Region that keeps the incidents.
    pub region: Arg<Region>,
}

/// What [`Incidents`] offers.
#[derive(Outputs)]
pub struct IncidentsOutputs {
    /// Where incidents are kept.
    pub arn: Expr<String>,
}
