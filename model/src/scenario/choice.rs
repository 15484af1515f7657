//! What may an input be, when it is one of a few words?

/// One word that an input may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// As links carry it.
    pub id: &'static str,
    /// As the page shows it.
    pub label: &'static str,
}

/// Declares an input that is one of a few words.
macro_rules! choices {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident { $( $(#[doc = $help:literal])+ $variant:ident = $id:literal, $label:literal; )+ }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $( $(#[doc = $help])+ $variant ),+ }

        impl $name {
            /// Every variant, in the order in which the page offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Ids and labels, in the same order.
            pub const CHOICES: &'static [$crate::scenario::Choice] =
                &[$($crate::scenario::Choice { id: $id, label: $label }),+];

            /// As links carry it.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// As the page shows it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl $crate::scenario::field::Held for $name {
            fn value(&self) -> $crate::scenario::Value {
                $crate::scenario::Value::Choice(self.id())
            }

            fn hold(&mut self, value: $crate::scenario::Value) {
                let $crate::scenario::Value::Choice(id) = value else { return };
                if let Some(variant) = Self::ALL.iter().find(|variant| variant.id() == id) {
                    *self = *variant;
                }
            }
        }
    };
}

pub(crate) use choices;
