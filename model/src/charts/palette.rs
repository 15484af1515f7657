//! Which colors does a picture have?
//!
//! Six series colors, each at least 3:1 against the surface and told apart by
//! people with any kind of color vision; labels have the text's color. They
//! start from Okabe and Ito's set ("Color Universal Design", 2008), moved until
//! they reach that contrast.
//! On screen the page reads its CSS variables into a palette instead.

use super::chart::Slot;

/// A color of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The colors of one picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub surface: Rgb,
    /// Titles and tick labels.
    pub text: Rgb,
    /// Axis lines and the marker.
    pub axis: Rgb,
    /// Gridlines, barely there.
    pub grid: Rgb,
    /// The inside of a band; its edges carry the series color.
    pub band: Rgb,
    /// One for each [`super::Slot`].
    pub series: [Rgb; 6],
}

impl Palette {
    /// The color of a slot.
    pub fn ink(&self, slot: Slot) -> Rgb {
        match slot {
            Slot::Gray => self.axis,
            _ => self.series[slot as usize],
        }
    }

    /// For white paper and light pages; print and export always use it.
    pub const LIGHT: Self = Self {
        surface: Rgb(0xff, 0xff, 0xff),
        text: Rgb(0x3d, 0x44, 0x4d),
        axis: Rgb(0x6b, 0x72, 0x7b),
        grid: Rgb(0xe6, 0xe8, 0xeb),
        band: Rgb(0xe3, 0xea, 0xf2),
        series: [
            Rgb(0x25, 0x60, 0xaa),
            Rgb(0xc3, 0x4f, 0x02),
            Rgb(0x00, 0x96, 0x78),
            Rgb(0xde, 0x68, 0xaa),
            Rgb(0xb4, 0x8f, 0x00),
            Rgb(0x1f, 0x41, 0x48),
        ],
    };

    /// For dark pages.
    pub const DARK: Self = Self {
        surface: Rgb(0x14, 0x17, 0x1a),
        text: Rgb(0xc6, 0xcc, 0xd3),
        axis: Rgb(0x8b, 0x93, 0x9c),
        grid: Rgb(0x2a, 0x2f, 0x35),
        band: Rgb(0x1f, 0x2c, 0x3a),
        series: [
            Rgb(0x3d, 0xbc, 0xf7),
            Rgb(0xf4, 0x69, 0x2a),
            Rgb(0x1c, 0xaa, 0x80),
            Rgb(0xe6, 0x8b, 0xc0),
            Rgb(0xec, 0xd2, 0x5c),
            Rgb(0xdf, 0xf6, 0xf4),
        ],
    };
}
