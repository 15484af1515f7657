//! How does an address get from paper to a phone? As a QR code: squares in
//! rows, dark or light (ISO 18004; the crate `qrcodegen` works them out).

use qrcodegen::{QrCode, QrCodeEcc};

/// The light squares around a code that readers need to find it.
const QUIET: i32 = 4;

/// A code to be drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// Squares in a row, with the light ones around.
    pub size: i32,
    /// The dark squares as the path of an SVG, a square being 1 wide.
    pub path: String,
}

/// The code of an address; none where it is longer than any code holds.
pub fn code(address: &str) -> Option<Code> {
    let code = QrCode::encode_text(address, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let parts = [from + QUIET, y + QUIET, x - from].map(|it| it.to_string());
                let [left, top, width] = &parts;
                path += &["M", left, " ", top, "h", width, "v1H", left, "z"].concat();
            }
            x += 1;
        }
    }
    let size = code.size() + 2 * QUIET;
    Some(Code { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three marks in the corners stand where readers look for them, and
    /// what is too long has no code.
    #[test]
    fn a_code_has_its_marks() {
        let found = code("https://example.org/full/#1AbC").unwrap();
        assert!(found.path.starts_with("M4 4h7v1H4z"));
        let right = found.size - 4 - 7;
        assert!(found.path.contains(&format!("M{right} 4h7v1H{right}z")));
        assert!(found.path.contains(&format!("M4 {right}h7v1H4z")));
        assert_eq!(found, code("https://example.org/full/#1AbC").unwrap());
        assert!(code(&"a".repeat(2953)).is_some());
        assert_eq!(code(&"a".repeat(2954)), None);
    }
}
