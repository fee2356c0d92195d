//! What rules of security groups and subnets let in from the Internet, as ranges of ports.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::rules::addresses::is_internet;
use crate::review::value::Value;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Types that let traffic in.
pub(super) const SECURITY_GROUPS: &[&str] = &[
    "aws_default_security_group",
    "aws_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
];

const EVERY_PORT: RangeInclusive<u16> = 0..=65535;

/// Ports of administration and of stores of data, which have no business with strangers.
const SENSITIVE: [(u16, &str); 24] = [
    (21, "FTP"),
    (22, "SSH"),
    (23, "Telnet"),
    (111, "RPC"),
    (135, "RPC of Windows"),
    (389, "LDAP"),
    (445, "SMB"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (2049, "NFS"),
    (2375, "Docker"),
    (2379, "etcd"),
    (3306, "MySQL"),
    (3389, "RDP"),
    (5432, "PostgreSQL"),
    (5439, "Redshift"),
    (5601, "Kibana"),
    (5900, "VNC"),
    (6379, "Redis"),
    (6443, "Kubernetes"),
    (9092, "Kafka"),
    (9200, "OpenSearch"),
    (11211, "Memcached"),
    (27017, "MongoDB"),
];

/// Ports that are there for the public.
const PUBLIC: [u16; 2] = [80, 443];

/// Ports by protocol: sorted ranges that neither overlap nor touch.
type Ports = BTreeMap<&'static str, Vec<RangeInclusive<u16>>>;

/// A port of administration or data that strangers reach now.
pub(super) fn administration(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let opened = opened(change);
    if opened.values().flatten().any(|range| *range == EVERY_PORT) {
        return Vec::new();
    }
    let names: Vec<_> = SENSITIVE
        .iter()
        .filter(|(port, _)| opened.values().flatten().any(|range| range.contains(port)))
        .map(|(port, name)| format!("{port} ({name})"))
        .collect();
    if names.is_empty() { Vec::new() } else { vec![said(&format!("port {}", names.join(", ")))] }
}

/// Every port.
pub(super) fn everything(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let all = opened(change).values().flatten().any(|range| *range == EVERY_PORT);
    if all { vec![said("every port")] } else { Vec::new() }
}

/// Another port than those for the public.
pub(super) fn unusual(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let is_sensitive = |range: &RangeInclusive<u16>| SENSITIVE.iter().any(|(port, _)| range.contains(port));
    let ranges: Vec<_> = opened(change)
        .into_values()
        .flatten()
        .filter(|range| {
            !(is_sensitive(range) || range.start() == range.end() && PUBLIC.contains(range.start()))
        })
        .map(|range| {
            if range.start() == range.end() {
                range.start().to_string()
            } else {
                format!("{} to {}", range.start(), range.end())
            }
        })
        .collect();
    if ranges.is_empty() { Vec::new() } else { vec![said(&format!("port {}", ranges.join(", ")))] }
}

fn said(ports: &str) -> Report {
    Report::new(format!("the Internet reaches {ports} from now on"))
}

/// The ports that are open to the Internet after the change and weren't before.
fn opened(change: &Change<'_, '_>) -> Ports {
    let before = open(change.kind(), change.whole_before());
    open(change.kind(), change.whole_after())
        .into_iter()
        .map(|(protocol, ranges)| {
            let known = before.get(protocol).map_or(&[][..], Vec::as_slice);
            (protocol, ranges.into_iter().flat_map(|range| without(range, known)).collect())
        })
        .collect()
}

/// The ports that `value`, a security group or one rule of it, opens to the Internet.
fn open(kind: &str, value: &Value<'_>) -> Ports {
    let mut ports = Ports::new();
    let text = |rule: &Value<'_>, field: &str| {
        rule.field(field).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let mut add = |rule: &Value<'_>, protocol: &str, sources: &[&str]| {
        if !sources.iter().any(|source| {
            rule.field(source).is_some_and(|ranges| ranges.texts().iter().any(|range| is_internet(range)))
        }) {
            return;
        }
        let port =
            |field: &str| rule.field(field).and_then(Value::as_i64).and_then(|port| u16::try_from(port).ok());
        let all = protocol == "-1" || protocol.eq_ignore_ascii_case("all");
        let range = match (port("from_port"), port("to_port")) {
            (Some(from), Some(to)) if !all => from..=to,
            _ => EVERY_PORT,
        };
        let protocols: &[&'static str] = match protocol.to_ascii_lowercase().as_str() {
            "-1" | "all" => &["tcp", "udp"],
            "tcp" | "6" | "" => &["tcp"],
            "udp" | "17" => &["udp"],
            // Others, such as ICMP, know no ports.
            _ => &[],
        };
        for protocol in protocols {
            ports.entry(protocol).or_default().push(range.clone());
        }
    };
    match kind {
        "aws_vpc_security_group_ingress_rule" => {
            add(value, &text(value, "ip_protocol"), &["cidr_ipv4", "cidr_ipv6"]);
        }
        "aws_security_group_rule" if text(value, "type") == "ingress" => {
            add(value, &text(value, "protocol"), &["cidr_blocks", "ipv6_cidr_blocks"]);
        }
        "aws_default_security_group" | "aws_security_group" => {
            for rule in value.field("ingress").map_or(&[][..], Value::items) {
                add(rule, &text(rule, "protocol"), &["cidr_blocks", "ipv6_cidr_blocks"]);
            }
        }
        _ => {}
    }
    ports.into_iter().map(|(protocol, ranges)| (protocol, merged(ranges))).collect()
}

/// The same ports in sorted ranges that neither overlap nor touch.
fn merged(mut ranges: Vec<RangeInclusive<u16>>) -> Vec<RangeInclusive<u16>> {
    ranges.sort_by_key(|range| (*range.start(), *range.end()));
    let mut all: Vec<RangeInclusive<u16>> = Vec::new();
    for range in ranges {
        match all.last_mut() {
            Some(last) if u32::from(*range.start()) <= u32::from(*last.end()) + 1 => {
                *last = *last.start()..=*last.end().max(range.end());
            }
            _ => all.push(range),
        }
    }
    all
}

/// What is left of `range` without the sorted ranges `known`.
fn without(range: RangeInclusive<u16>, known: &[RangeInclusive<u16>]) -> Vec<RangeInclusive<u16>> {
    let (mut from, end) = (u32::from(*range.start()), u32::from(*range.end()));
    let mut left = Vec::new();
    let port = |at: u32| u16::try_from(at).expect("it lies between two ports");
    for gone in known {
        let (start, stop) = (u32::from(*gone.start()), u32::from(*gone.end()));
        if stop < from || start > end {
            continue;
        }
        if start > from {
            left.push(port(from)..=port(start - 1));
        }
        from = stop + 1;
    }
    if from <= end {
        left.push(port(from)..=port(end));
    }
    left
}

/// A subnet lets in more: a rule that allows everything from the Internet is new, or one that denies is gone.
pub(super) fn subnets(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let entries = |value: &Value<'_>| -> Vec<(bool, bool)> {
        if change.kind() == "aws_network_acl_rule" {
            let egress = value.field("egress").and_then(Value::as_bool) == Some(true);
            return if *value == Value::Null || egress {
                Vec::new()
            } else {
                vec![entry(value, "rule_action")]
            };
        }
        value
            .field("ingress")
            .map_or(&[][..], Value::items)
            .iter()
            .map(|rule| entry(rule, "action"))
            .collect()
    };
    let (before, after) = (entries(change.whole_before()), entries(change.whole_after()));
    let count =
        |all: &[(bool, bool)], what: fn(&(bool, bool)) -> bool| all.iter().filter(|one| what(one)).count();
    let open: fn(&(bool, bool)) -> bool = |(allows, everything)| *allows && *everything;
    let denies: fn(&(bool, bool)) -> bool = |(allows, _)| !allows;
    let mut reports = Vec::new();
    if count(&after, open) > count(&before, open) {
        reports.push(Report::new("the subnets let in everything from the Internet"));
    }
    // The last entry of a list that goes away denies everything by itself.
    let is_there = change.stays() || change.kind() == "aws_network_acl_rule";
    if is_there && count(&after, denies) < count(&before, denies) {
        reports.push(Report::new("an entry that keeps traffic out of the subnets is removed"));
    }
    reports
}

/// Whether an entry allows, and whether it is for every port and for the Internet.
fn entry(rule: &Value<'_>, action: &str) -> (bool, bool) {
    let text = |field: &str| rule.field(field).and_then(Value::as_str).unwrap_or_default();
    let number = |field: &str| rule.field(field).and_then(Value::as_i64);
    let from_anywhere = ["cidr_block", "ipv6_cidr_block"].iter().any(|field| is_internet(text(field)));
    let every_port = matches!(text("protocol"), "-1" | "all")
        || matches!((number("from_port"), number("to_port")), (Some(0), Some(65535)));
    (text(action).eq_ignore_ascii_case("allow"), from_anywhere && every_port)
}

#[cfg(test)]
mod tests {
    use super::{merged, without};

    #[test]
    fn ranges_are_merged_and_cut() {
        assert_eq!(merged(vec![80..=90, 1..=2, 3..=4, 85..=100]), [1..=4, 80..=100]);
        assert_eq!(merged(vec![0..=65535, 65535..=65535]), [0..=65535]);
        assert_eq!(without(1..=10, &[3..=4, 8..=20]), [1..=2, 5..=7]);
        assert_eq!(without(1..=10, &[0..=65535]), []);
        assert_eq!(without(5..=6, &[1..=2, 9..=9]), [5..=6]);
    }
}
