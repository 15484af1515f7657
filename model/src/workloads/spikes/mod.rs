//! Does the promise survive a spike?
//!
//! - [`autoscaler`]: how many replicas Kubernetes would run.
//! - [`load`]: how many requests come.
//! - [`pool`]: how many pods are ready for them.
//! - [`backlog`]: how long they wait.
//! - [`plant`]: all of it, second by second.

pub mod autoscaler;
pub mod backlog;
mod late;
pub mod load;
pub mod plant;
pub mod pool;
