//! Ranges of addresses, by how much of the Internet they are.

use std::net::IpAddr;

/// Whether `range` is so large a part of the Internet that nobody can mean to know everybody in it.
///
/// That is `0.0.0.0/0` and `::/0`, their halves, and what is cut smaller until no one owns it alone: nobody was ever
/// given more than a `/8` of IPv4 or a `/16` of IPv6.
pub(super) fn is_internet(range: &str) -> bool {
    let Some((address, length)) = range.split_once('/') else { return false };
    let (Ok(address), Ok(length)) = (address.parse::<IpAddr>(), length.parse::<u8>()) else { return false };
    match address {
        IpAddr::V4(address) => length <= 8 && !(length == 8 && matches!(address.octets()[0], 0 | 10 | 127)),
        IpAddr::V6(address) => length <= 16 && !(length >= 7 && (address.segments()[0] >> 9) == 0x7e),
    }
}

#[cfg(test)]
mod tests {
    use super::is_internet;

    #[test]
    fn the_internet_and_large_parts_of_it() {
        for range in [
            "0.0.0.0/0",
            "::/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "8000::/1",
            "2000::/3",
            "64.0.0.0/2",
            "52.0.0.0/8",
        ] {
            assert!(is_internet(range), "{range}");
        }
        for range in [
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "203.0.113.7/32",
            "fd00::/8",
            "fc00::/7",
            "2001:db8::/32",
            "sg-1",
            "0.0.0.0",
            "",
            "x/0",
        ] {
            assert!(!is_internet(range), "{range}");
        }
    }
}
