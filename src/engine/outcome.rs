//! Which figures does a part of the plan have, and under which ids?

/// Declares a part of the plan: a struct whose members are figures, or
/// outcomes where a figure can be absent, and a walk over them by id.
macro_rules! figures {
    (
        $(#[doc = $about:literal])+
        pub struct $part:ident in $place:literal {
            $( $(#[doc = $sentence:literal])+ $name:ident: $kind:ty, )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, PartialEq, Debug)]
        pub struct $part {
            $( $(#[doc = $sentence])+ pub $name: $kind, )+
        }

        impl $part {
            /// Visits every figure with its id, in reading order.
            pub fn each(&self, visit: &mut dyn FnMut(&'static str, $crate::quantity::Outcome)) {
                $( visit(concat!($place, ".", stringify!($name)), self.$name.clone().into()); )+
            }
        }
    };
}

pub(crate) use figures;
