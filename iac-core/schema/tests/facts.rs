//! What the committed facts say, and that every one of them can be looked up.

use iac_schema::{BlockFacts, Kind, Nesting, ValueType, Version, lookup, types};

use Kind::{Data, Ephemeral, Provider, Resource};

const OLD: Version = Version::AWS_5_100_0;
const MIDDLE: Version = Version::AWS_6_25_0;
const NEW: Version = Version::AWS_6_66_0;

/// Counts taken from the source packages and the overlay: what is in them must be found by looking it up.
#[derive(Debug, Default, PartialEq, Eq)]
struct Census {
    providers: usize,
    resources: usize,
    data_sources: usize,
    ephemerals: usize,
    attributes: usize,
    required: usize,
    optional: usize,
    computed: usize,
    write_only: usize,
    blocks: usize,
    opaque: usize,
}

impl Census {
    fn take(version: Version) -> Self {
        let mut census = Self::default();
        for kind in Kind::ALL {
            for name in types(version, *kind) {
                match kind {
                    Resource => census.resources += 1,
                    Data => census.data_sources += 1,
                    Ephemeral => census.ephemerals += 1,
                    Provider => census.providers += 1,
                }
                census.count(lookup(version, *kind, name).expect("listed types can be looked up"));
            }
        }
        census
    }

    fn count(&mut self, block: BlockFacts) {
        self.opaque += usize::from(block.is_opaque());
        for attribute in block.attributes() {
            assert_eq!(block.attribute(attribute.name), Some(attribute));
            assert!(block.block(attribute.name).is_none(), "{} is one or the other", attribute.name);
            self.attributes += 1;
            self.required += usize::from(attribute.required);
            self.optional += usize::from(attribute.optional);
            self.computed += usize::from(attribute.computed);
            self.write_only += usize::from(attribute.write_only);
        }
        for nested in block.blocks() {
            let found = block.block(nested.name).expect("listed blocks can be looked up");
            assert_eq!(
                (found.nesting, found.min_items, found.max_items),
                (nested.nesting, nested.min_items, nested.max_items)
            );
            self.blocks += 1;
            self.count(nested.body);
        }
    }
}

#[test]
fn everything_in_the_source_can_be_looked_up() {
    let cases = [
        (
            OLD,
            Census {
                providers: 1,
                resources: 1526,
                data_sources: 608,
                ephemerals: 0,
                attributes: 34758,
                required: 9583,
                optional: 17872,
                computed: 13146,
                write_only: 7,
                blocks: 8327,
                opaque: 4,
            },
        ),
        (
            MIDDLE,
            Census {
                providers: 1,
                resources: 1581,
                data_sources: 630,
                ephemerals: 0,
                attributes: 37816,
                required: 9975,
                optional: 19956,
                computed: 15882,
                write_only: 22,
                blocks: 8696,
                opaque: 4,
            },
        ),
        (
            NEW,
            Census {
                providers: 1,
                resources: 1725,
                data_sources: 683,
                ephemerals: 10,
                attributes: 42868,
                required: 11650,
                optional: 22446,
                computed: 17498,
                write_only: 34,
                blocks: 10496,
                opaque: 7,
            },
        ),
        (
            Version::RAILWAY_0_6_2,
            Census {
                providers: 1,
                resources: 9,
                data_sources: 0,
                ephemerals: 0,
                attributes: 64,
                required: 25,
                optional: 17,
                computed: 28,
                write_only: 0,
                blocks: 0,
                opaque: 0,
            },
        ),
    ];
    for (version, census) in cases {
        assert_eq!(Census::take(version), census, "{version}");
    }
}

/// Where a type stands in three versions: `-` absent, else flags and type, or nesting and range.
fn history(kind: Kind, type_name: &str, path: &str) -> String {
    let of_version = |version: &Version| {
        let mut block = lookup(*version, kind, type_name)?;
        let (parents, name) = path.rsplit_once('.').unwrap_or(("", path));
        for parent in parents.split('.').filter(|parent| !parent.is_empty()) {
            block = block.block(parent)?.body;
        }
        if let Some(nested) = block.block(name) {
            let max = nested.max_items.map(|max| max.to_string()).unwrap_or_default();
            let opaque = if nested.body.is_opaque() { " opaque" } else { "" };
            return Some(format!("{} {}..{max}{opaque}", nested.nesting.keyword(), nested.min_items));
        }
        let attribute = block.attribute(name)?;
        let flags = [(attribute.required, "required"), (attribute.optional, "optional")];
        let flags = [&flags[..], &[(attribute.computed, "computed"), (attribute.write_only, "write-only")]];
        let flags: Vec<_> =
            flags.concat().into_iter().filter_map(|(set, word)| set.then_some(word)).collect();
        Some(format!("{} {}", flags.join("+"), attribute.value))
    };
    let all: Vec<_> =
        Version::AWS.iter().map(|version| of_version(version).unwrap_or_else(|| "-".to_owned())).collect();
    all.join(" | ")
}

#[test]
fn each_version_is_looked_up_by_itself() {
    let cases = [
        (Resource, "aws_eip", "vpc", "optional+computed bool | - | -"),
        (Resource, "aws_vpc", "region", "- | optional+computed string | optional+computed string"),
        (
            Resource,
            "aws_vpc",
            "cidr_block",
            "optional+computed string | optional+computed string | optional+computed string",
        ),
        (Resource, "aws_flow_log", "log_group_name", "optional+computed string | - | -"),
        (Resource, "aws_ecs_service", "deployment_configuration", "- | list 0..1 | list 0..1"),
        (
            Resource,
            "aws_ecs_service",
            "deployment_configuration.lifecycle_hook.hook_target_arn",
            "- | required string | optional string",
        ),
        (
            Resource,
            "aws_ecs_service",
            "availability_zone_rebalancing",
            "optional string | optional+computed string | optional+computed string",
        ),
        (Resource, "aws_lb_listener", "default_action", "list 1.. | list 1.. | list 1.."),
        (Resource, "aws_vpc", "timeouts", "- | - | -"),
        (Resource, "aws_wafv2_web_acl_association", "timeouts", "single 0..1 | single 0..1 | single 0..1"),
        (Resource, "aws_wafv2_web_acl", "rule.statement", "list 1..1 | list 1..1 | list 1..1"),
        (Resource, "aws_ecs_service", "placement_constraints", "set 0..10 | set 0..10 | set 0..10"),
        (Resource, "aws_nat_gateway", "timeouts", "single 0..1 | single 0..1 | single 0..1"),
        (
            Resource,
            "aws_quicksight_dashboard",
            "definition",
            "list 0..1 opaque | list 0..1 opaque | list 0..1 opaque",
        ),
        (
            Data,
            "aws_region",
            "name",
            "optional+computed string | optional+computed string | optional+computed string",
        ),
        (Ephemeral, "aws_ecr_authorization_token", "password", "- | - | computed string"),
        (
            Provider,
            "aws",
            "default_tags.tags",
            "optional map(string) | optional map(string) | optional map(string)",
        ),
    ];
    for (kind, type_name, path, expected) in cases {
        assert_eq!(history(kind, type_name, path), expected, "{type_name}.{path}");
    }
}

#[test]
fn the_overlay_says_what_replaces() {
    let replaces = |version, type_name: &str, name| {
        let facts = lookup(version, Resource, type_name).expect("a known type");
        facts.attribute(name).expect("a known attribute").replaces
    };
    for version in Version::AWS {
        assert!(replaces(*version, "aws_db_instance", "kms_key_id"), "{version}");
        // Since 5.0.0 it is renamed in place.
        assert!(!replaces(*version, "aws_db_instance", "identifier"), "{version}");
        assert!(replaces(*version, "aws_vpc", "cidr_block"), "{version}");
        assert!(!replaces(*version, "aws_vpc", "enable_dns_support"), "{version}");
    }
}

#[test]
fn the_overlay_says_what_is_sensitive() {
    for version in Version::AWS {
        let database = lookup(*version, Resource, "aws_db_instance").expect("a known type");
        let sensitive: Vec<_> = database
            .attributes()
            .filter(|attribute| attribute.sensitive)
            .map(|attribute| attribute.name)
            .collect();
        assert_eq!(sensitive, ["password", "password_wo"], "{version}");
    }
    let service =
        lookup(Version::RAILWAY_0_6_2, Resource, "railway_variable_collection").expect("a known type");
    let Some(ValueType::Object(variable)) = service.attribute("variables").and_then(|it| it.value.element())
    else {
        panic!("variables are objects")
    };
    assert!(variable.is_nested_attributes());
    assert!(variable.member("value").is_some_and(|value| value.required && value.sensitive));
}

#[test]
fn what_does_not_exist_is_not_found() {
    for version in Version::ALL {
        for name in ["", "aws_vp", "aws_vpcs", "aws_vpc ", "zzz", "resource", "aws_vpc @a"] {
            assert!(lookup(*version, Resource, name).is_none(), "{name:?} in {version}");
        }
    }
    let vpc = lookup(NEW, Resource, "aws_vpc").expect("a known type");
    assert!(vpc.attribute("cidr_blok").is_none());
    // Neither has members of the type that follows it in the text.
    assert!(vpc.attribute("delegated_admin_account_id").is_none());
    assert!(lookup(NEW, Data, "aws_eip_association").is_none());
}

#[test]
fn types_are_sorted_and_of_their_version() {
    for version in Version::ALL {
        for kind in Kind::ALL {
            assert!(types(*version, *kind).is_sorted(), "{kind:?} of {version}");
        }
    }
    assert_eq!(types(NEW, Provider).collect::<Vec<_>>(), ["aws"]);
    assert_eq!(types(OLD, Ephemeral).count(), 0);
}

#[test]
fn a_security_group_rule_is_an_attribute_that_blocks_may_fill() {
    let group = lookup(MIDDLE, Resource, "aws_security_group").expect("a known type");
    let ingress = group.attribute("ingress").expect("a known attribute");
    assert!(ingress.optional && ingress.computed && ingress.is_settable());
    let Some(ValueType::Object(rule)) = ingress.value.element() else { panic!("rules are objects") };
    assert!(!rule.is_nested_attributes());
    assert_eq!(rule.member("from_port").map(|member| member.value), Some(ValueType::Number));
    assert_eq!(group.block("ingress").map(|nested| nested.nesting), None::<Nesting>);
}
