//! Who may do what.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "every branch delivers",
        "modules/access/deployer.tf",
        [
            "        StringEquals = {\n          \"${local.issuer}:aud\" = \"sts.amazonaws.com\"\n          \"${local.issuer}:sub\" = var.github_subject\n        }",
            "        StringEquals = { \"${local.issuer}:aud\" = \"sts.amazonaws.com\" }\n        StringLike = { \"${local.issuer}:sub\" = \"${split(\":environment:\", var.github_subject)[0]}:*\" }",
        ],
        "assume_role_policy.sub",
    ),
    mutation(
        Judge::Plan,
        "a subject for everybody",
        "modules/access/deployer.tf",
        ["          \"${local.issuer}:sub\" = var.github_subject\n", ""],
        "assume_role_policy.sub",
    ),
    mutation(
        Judge::Plan,
        "a token for somebody else",
        "modules/access/deployer.tf",
        ["          \"${local.issuer}:aud\" = \"sts.amazonaws.com\"\n", ""],
        "assume_role_policy.aud",
    ),
    mutation(
        Judge::Modules,
        "a pipeline that hands on any role",
        "modules/access/main.tf",
        ["Resource  = var.task_role_arns", "Resource = \"*\""],
        "policy.Resource",
    ),
    mutation(
        Judge::Plan,
        "operators without a second factor",
        "modules/access/operator.tf",
        ["      Condition = local.second_factor\n", ""],
        "assume_role_policy.aws:MultiFactorAuthPresent",
    ),
    mutation(
        Judge::Plan,
        "a second factor for those who have one",
        "modules/access/main.tf",
        ["    Bool            = {", "    BoolIfExists = {"],
        "assume_role_policy.aws:MultiFactorAuthPresent",
    ),
    mutation(
        Judge::Plan,
        "a second factor of this morning",
        "modules/access/main.tf",
        ["    NumericLessThan = { \"aws:MultiFactorAuthAge\" = \"3600\" }\n", ""],
        "assume_role_policy.aws:MultiFactorAuthAge",
    ),
    mutation(
        Judge::Root,
        "a role whose second factor nobody sees",
        "environments/production/main.tf",
        [
            "access_operators                = [\"arn:aws:iam::111122223333:user/ann\"]",
            "access_operators = [\"arn:aws:iam::111122223333:role/on-call\"]",
        ],
        "access.operators",
    ),
    mutation(
        Judge::Test,
        "auditors who read secrets",
        "modules/access/auditor.tf",
        ["        \"secretsmanager:GetSecretValue\",\n", ""],
        "what is stored stays closed",
    ),
    mutation(
        Judge::Plan,
        "a service without a limit",
        "modules/service/roles.tf",
        [
            "  description          = \"What ${var.name} of ${var.prefix} may do\"\n  permissions_boundary = var.boundary_arn\n",
            "  description = \"What ${var.name} of ${var.prefix} may do\"\n",
        ],
        "permissions_boundary",
    ),
    mutation(
        Judge::Modules,
        "every secret of the account",
        "modules/service/roles.tf",
        [
            "Resource = local.secret_arns",
            "Resource = \"arn:aws:secretsmanager:${local.region}:${local.account}:secret:*\"",
        ],
        "policy.Resource",
    ),
    mutation(
        Judge::Modules,
        "a service that may do anything",
        "modules/service/roles.tf",
        ["Action   = \"rds-db:connect\"", "Action = [\"rds-db:connect\", \"iam:*\"]"],
        "policy.Action",
    ),
    mutation(
        Judge::Test,
        "queues of everybody",
        "modules/service/roles.tf",
        ["Resource = var.queues", "Resource = [for queue in var.queues : \"*\"]"],
        "Those that are named",
    ),
    mutation(
        Judge::Test,
        "a limit that lets rights be changed",
        "modules/boundary/workloads.tf",
        ["          \"iam:Put*\",\n", ""],
        "are changed by others",
    ),
    mutation(
        Judge::Test,
        "a limit for the accounts of everybody",
        "modules/boundary/workloads.tf",
        ["        Condition = { StringEqualsIfExists = { \"aws:ResourceAccount\" = local.account } }\n", ""],
        "What belongs to somebody else is out of reach",
    ),
];
