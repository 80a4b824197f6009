//! Decimals of more than 18 digits as strings that sort like the numbers.

/// The longest encoding: a sign character, 28 digits and a point.
pub const MAX_LEN: usize = 30;

/// Writes `scaled` (the number times 10^scale) and returns the length: `1 + precision` characters, plus a point unless
/// `scale` is 0.
///
/// A number that is not negative is `0` and its digits, padded with zeros. A negative number is `-` and the nines'
/// complement of its digits. So the larger of two numbers is the larger string.
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

/// Reads an encoded number, scaled by 10^scale; returns `None` for any other string.
pub fn decode(text: &str, precision: u8, scale: u8) -> Option<i128> {
    let bytes = text.as_bytes();
    let (&sign, digits) = bytes.split_first()?;
    let negative = match sign {
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
    fn encoded_numbers_sort_and_decode() {
        let max = 10i128.pow(28) - 1;
        let numbers = [-max, -1_000_000, -12_345, -1, 0, 1, 9, 12_345, max];
        for scale in [0, 4, 28] {
            let strings: Vec<String> = numbers.iter().map(|n| text(*n, 28, scale)).collect();
            assert!(strings.windows(2).all(|pair| pair[0] < pair[1]), "{strings:?}");
            for (number, text) in numbers.iter().zip(&strings) {
                assert_eq!(decode(text, 28, scale), Some(*number), "{text}");
            }
        }
        assert_eq!(text(123_450, 20, 4), "00000000000000012.3450");
    }

    #[test]
    fn other_strings_are_rejected() {
        for bad in ["", "0", "x0000000000000000.0000", "00000000000000012,3450", "0000000000000001a.3450"] {
            assert_eq!(decode(bad, 20, 4), None, "{bad}");
        }
    }
}
