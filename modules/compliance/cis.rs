//! What is said of each recommendation of the CIS AWS Foundations Benchmark.

use crate::compliance::claims;
use crate::compliance::guards;
use crate::compliance::row::{Line, Row, duty, limit, not_used};

const fn row(id: &'static str, lines: &'static [Line]) -> Row {
    Row { id, lines }
}

const OWNER: &str = "Whoever owns the account";
const ROOT: &str = "Whoever holds the root user";
const USERS: &str = "Whoever makes IAM users";

/// Every recommendation, in the order of the benchmark.
pub(super) const ROWS: &[Row] = &[
    row(
        "1.1",
        &[duty(OWNER, "Keep the contacts of the account current, and more than one person behind them")],
    ),
    row("1.2", &[duty(OWNER, "Register who is to be reached about security")]),
    row(
        "1.3",
        &[duty(OWNER, "Answer the questions by which AWS knows the owner, where AWS still asks them")],
    ),
    row("1.4", &[duty(ROOT, "Have no access key")]),
    row("1.5", &[duty(ROOT, "Sign in with a second factor")]),
    row("1.6", &[duty(ROOT, "Have a second factor of hardware")]),
    row("1.7", &[duty(ROOT, "Use it for nothing that another can do")]),
    row("1.8", &[guards::PASSWORD_LENGTH.line()]),
    row("1.9", &[guards::PASSWORD_REUSE.line()]),
    row(
        "1.10",
        &[duty(USERS, "Have each user with a password register a second factor; nothing here makes users")],
    ),
    row("1.11", &[duty(USERS, "Make no access key together with a user who has a password")]),
    row("1.12", &[duty(USERS, "Disable credentials that nobody used for 45 days")]),
    row("1.13", &[duty(USERS, "Leave each user one active access key at most")]),
    row("1.14", &[duty(USERS, "Replace access keys within 90 days")]),
    row("1.15", &[duty(USERS, "Give users rights through groups only")]),
    row(
        "1.16",
        &[
            claims::POLICIES.line(),
            duty(OWNER, "Have no policy of others attached that allows everything on everything"),
        ],
    ),
    row("1.17", &[guards::SUPPORT]),
    row("1.18", &[claims::HOST_ROLES.line()]),
    row("1.19", &[not_used("Certificates come from ACM, which replaces them", "aws_iam_server_certificate")]),
    row("1.20", &[guards::ACCESS_ANALYZER.line(), guards::OTHER_REGIONS]),
    row(
        "1.21",
        &[duty("The organisation", "Manage people in one place, by IAM Identity Center or another provider")],
    ),
    row(
        "1.22",
        &[duty(
            OWNER,
            "Attach AWSCloudShellFullAccess to nobody who doesn't need it; nothing here attaches it",
        )],
    ),
    row("2.1.1", &[claims::LOG_BUCKET_TLS.line(), guards::AUDIT_BUCKETS_TLS.line(), guards::STATE]),
    row(
        "2.1.2",
        &[duty(ROOT, "Switch MFA Delete on for buckets that matter: nobody else can, Terraform included")],
    ),
    row(
        "2.1.3",
        &[limit(
            "What buckets hold is found and classified",
            "Nothing here switches Amazon Macie on: buckets here hold logs. Buckets of applications need it, or a list of what is in them.",
        )],
    ),
    row("2.1.4", &[claims::LOG_BUCKET_PRIVATE.line(), guards::ACCOUNT_BUCKETS_PRIVATE.line()]),
    row(
        "2.2.1",
        &[claims::VOLUMES_ENCRYPTED.line(), guards::VOLUMES_BY_DEFAULT.line(), guards::OTHER_REGIONS],
    ),
    row("2.3.1", &[claims::DATABASE_ENCRYPTED.line()]),
    row("2.3.2", &[claims::DATABASE_UPGRADED.line()]),
    row("2.3.3", &[claims::DATABASE_PRIVATE.line()]),
    row("2.4.1", &[not_used("There is no file system", "aws_efs_file_system")]),
    row("3.1", &[guards::TRAIL.line()]),
    row("3.2", &[guards::TRAIL_VALIDATED.line()]),
    row("3.3", &[guards::CONFIG.line(), guards::OTHER_REGIONS]),
    row("3.4", &[guards::TRAIL_ACCESS_LOGGED.line()]),
    row("3.5", &[guards::TRAIL_ENCRYPTED.line()]),
    row(
        "3.6",
        &[claims::KEY_ROTATED.line(), claims::COPY_KEY_ROTATED.line(), guards::ACCOUNT_KEY_ROTATED.line()],
    ),
    row("3.7", &[claims::FLOW_LOGS.line()]),
    row("3.8", &[guards::OBJECT_EVENTS]),
    row("3.9", &[guards::OBJECT_EVENTS]),
    row("4.1", &[guards::REFUSED_CALLS.line()]),
    row("4.2", &[guards::LOGIN_WITHOUT_MFA.line()]),
    row("4.3", &[guards::ROOT_USED.line()]),
    row("4.4", &[guards::POLICY_CHANGED.line()]),
    row("4.5", &[guards::TRAIL_CHANGED.line()]),
    row("4.6", &[guards::LOGIN_FAILED.line()]),
    row("4.7", &[guards::KEY_DISABLED.line()]),
    row("4.8", &[guards::BUCKET_POLICY_CHANGED.line()]),
    row("4.9", &[guards::CONFIG_CHANGED.line()]),
    row("4.10", &[guards::GROUP_CHANGED.line()]),
    row("4.11", &[guards::ACCESS_LIST_CHANGED.line()]),
    row("4.12", &[guards::GATEWAY_CHANGED.line()]),
    row("4.13", &[guards::ROUTE_CHANGED.line()]),
    row("4.14", &[guards::NETWORK_CHANGED.line()]),
    row("4.15", &[guards::ORGANIZATION_CHANGED.line()]),
    row("4.16", &[guards::SECURITY_HUB.line()]),
    row(
        "5.1",
        &[
            claims::DATABASE_ACCESS_LIST.line(),
            limit(
                "Subnets of the load balancer and of hosts have an access list of their own",
                "They have the VPC's default list, which lets everything in; security groups keep ports of administration closed.",
            ),
        ],
    ),
    row("5.2", &[claims::INGRESS.line()]),
    row("5.3", &[claims::NO_IPV6.line()]),
    row("5.4", &[claims::DEFAULT_GROUP.line()]),
    row("5.5", &[not_used("The VPC is joined with no other", "aws_vpc_peering_connection")]),
    row("5.6", &[claims::METADATA.line(), guards::METADATA_BY_DEFAULT.line()]),
];
