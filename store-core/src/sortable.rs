//! Decimals of more than 18 digits as text whose order is that of the numbers.

/// The longest form: a lead, 28 digits and a point.
pub const MAX_LEN: usize = 30;

/// Writes `scaled` (the number times 10^scale) in `1 + precision` characters and a point where `scale` is
/// not 0; gives the length.
///
/// A number from 0 up is `0` and its digits, padded with zeros; one below 0 is `-` and the nine's
/// complement of its digits, so that the larger of two numbers is the larger text.
pub const fn encode(scaled: i128, precision: u8, scale: u8, out: &mut [u8; MAX_LEN]) -> usize {
    let negative = scaled < 0;
    let mut rest = scaled.unsigned_abs();
    let len = 1 + precision as usize + if scale > 0 { 1 } else { 0 };
    let mut at = len;
    let mut written = 0;
    while at > 1 {
        at -= 1;
        if scale > 0 && written == scale as usize && at == len - 1 - scale as usize {
            out[at] = b'.';
            continue;
        }
        let digit = b"0123456789"[(rest % 10) as usize];
        out[at] = if negative { b'0' + (b'9' - digit) } else { digit };
        rest /= 10;
        written += 1;
    }
    out[0] = if negative { b'-' } else { b'0' };
    len
}

/// Reads what [`encode`] wrote, scaled by 10^scale; `None` for a text of any other form.
pub fn decode(text: &str, precision: u8, scale: u8) -> Option<i128> {
    let bytes = text.as_bytes();
    let (&lead, digits) = bytes.split_first()?;
    let negative = match lead {
        b'0' => false,
        b'-' => true,
        _ => return None,
    };
    let point = usize::from(precision - scale);
    let mut scaled = 0i128;
    let mut read = 0;
    for (at, byte) in digits.iter().enumerate() {
        if scale > 0 && at == point {
            if *byte != b'.' {
                return None;
            }
            continue;
        }
        let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        read += 1;
        scaled = scaled.checked_mul(10)? + i128::from(if negative { 9 - digit } else { digit });
    }
    (read == usize::from(precision)).then_some(if negative { -scaled } else { scaled })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(scaled: i128, precision: u8, scale: u8) -> String {
        let mut out = [0; MAX_LEN];
        let len = encode(scaled, precision, scale, &mut out);
        String::from_utf8(out[..len].to_vec()).unwrap()
    }

    #[test]
    fn form_sorts_and_comes_back() {
        let most = 10i128.pow(28) - 1;
        let numbers = [-most, -1_000_000, -12_345, -1, 0, 1, 9, 12_345, most];
        for scale in [0, 4, 28] {
            let texts: Vec<String> = numbers.iter().map(|n| text(*n, 28, scale)).collect();
            assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "{texts:?}");
            for (number, text) in numbers.iter().zip(&texts) {
                assert_eq!(decode(text, 28, scale), Some(*number), "{text}");
            }
        }
        assert_eq!(text(123_450, 20, 4), "00000000000000012.3450");
    }

    #[test]
    fn other_forms_are_refused() {
        for bad in ["", "0", "x0000000000000000.0000", "00000000000000012,3450", "0000000000000001a.3450"] {
            assert_eq!(decode(bad, 20, 4), None, "{bad}");
        }
    }
}
