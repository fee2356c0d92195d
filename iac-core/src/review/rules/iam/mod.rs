//! Who may do what.

mod attached;
mod documents;
mod trust;
mod widening;

pub(super) use documents::{POLICIES as RESOURCE_POLICIES, policies};

use super::turn::Turn::{Created, Destroyed, Left};
use super::{Entry, Row};
use crate::review::finding::Severity::{Critical, High, Medium};
use documents::{ANY, IDENTITY};

pub(super) const RULES: &[Entry] = &[
    Entry::change("IA001", Critical, IDENTITY, widening::administrator),
    Entry::change(
        "IA002",
        Critical,
        &[
            "aws_iam_group_policy_attachment",
            "aws_iam_policy_attachment",
            "aws_iam_role",
            "aws_iam_role_policy_attachment",
            "aws_iam_user_policy_attachment",
            "aws_ssoadmin_managed_policy_attachment",
        ],
        attached::administrator,
    ),
    Entry::change("IA003", High, IDENTITY, widening::escalation),
    Entry::change("IA004", High, IDENTITY, widening::more),
    Entry::change("IA005", Critical, &["aws_iam_role"], trust::from_outside),
    Entry::change("IA006", High, ANY, widening::no_longer_denied),
    Entry::rows("IA007", High, &[Row::of(&["aws_iam_role", "aws_iam_user"], "permissions_boundary", Left)]),
    Entry::change("IA008", High, ANY, widening::unconditional),
    Entry::rows(
        "IA009",
        Medium,
        &[Row::whole(&["aws_iam_access_key", "aws_iam_user", "aws_iam_user_login_profile"], Created)],
    ),
    Entry::rows(
        "IA010",
        Critical,
        &[Row::whole(
            &[
                "aws_organizations_account",
                "aws_organizations_organizational_unit",
                "aws_organizations_policy",
                "aws_organizations_policy_attachment",
            ],
            Destroyed,
        )],
    ),
    Entry::rows(
        "IA011",
        High,
        &[Row::whole(
            &[
                "aws_iam_instance_profile",
                "aws_iam_openid_connect_provider",
                "aws_iam_role",
                "aws_iam_saml_provider",
            ],
            Destroyed,
        )],
    )
    .either_way(),
    Entry::change("IA012", Medium, ANY, documents::unreadable),
    Entry::change("IA013", Medium, IDENTITY, widening::everything_but),
];
