//! Does the promise survive a spike?
//!
//! - [`autoscaler`]: how many replicas Kubernetes would run.
//! - [`load`]: how many requests come.
//! - [`pool`]: how a pool grows, and [`running`] how many of its pods are ready.
//! - [`backlog`]: how long they wait.
//! - [`plant`]: all of it, second by second; a run of it says how many waited for how
//!   long, [`recovery`] whether capacity comes back, and [`budget`] what is spent of the error
//!   budget.

pub mod autoscaler;
pub mod backlog;
pub mod budget;
mod late;
pub mod load;
pub mod plant;
pub mod pool;
pub mod recovery;
pub mod running;
