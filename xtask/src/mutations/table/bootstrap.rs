//! Where the states are, and who works with them: no environment's plan shows it, so that the module's tests judge.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Test,
        "a broken state is lost",
        "modules/bootstrap/state.tf",
        [
            "versioning_configuration {\n    status = \"Enabled\"",
            "versioning_configuration {\n    status = \"Suspended\"",
        ],
        "versioning_configuration",
    ),
    mutation(
        Judge::Test,
        "states in public",
        "modules/bootstrap/state.tf",
        ["restrict_public_buckets = true", "restrict_public_buckets = false"],
        "aws_s3_bucket_public_access_block",
    ),
    mutation(
        Judge::Test,
        "states under any key",
        "modules/bootstrap/state.tf",
        [
            "Null            = { \"s3:x-amz-server-side-encryption\" = \"false\" }",
            "Null = { \"s3:x-amz-server-side-encryption\" = \"true\" }",
        ],
        "OwnKey",
    ),
    mutation(
        Judge::Test,
        "every state is everybody's",
        "modules/bootstrap/state.tf",
        [
            "NotResource = [local.states[name], local.locks[name]]",
            "NotResource = [\"${local.bucket_arn}/*\"]",
        ],
        "NotResource",
    ),
    mutation(
        Judge::Test,
        "roles without a boundary",
        "modules/bootstrap/terraform_role.tf",
        ["\"iam:DeleteRole\",", "\"iam:CreateRole\",\n            \"iam:DeleteRole\","],
        "iam:PermissionsBoundary",
    ),
    mutation(
        Judge::Test,
        "every branch applies",
        "modules/bootstrap/terraform_role.tf",
        [
            "StringEquals = {\n          \"${local.issuer}:aud\" = \"sts.amazonaws.com\"",
            "StringLike = {\n          \"${local.issuer}:aud\" = \"sts.amazonaws.com\"",
        ],
        "StringEquals",
    ),
    mutation(
        Judge::Test,
        "who applies changes who it is",
        "modules/bootstrap/terraform_role.tf",
        ["\"arn:aws:iam::${local.account}:role/${each.value.prefix}-terraform\",\n            ],", "],"],
        "NotWhoItIs",
    ),
    mutation(
        Judge::Test,
        "pull requests read secrets",
        "modules/bootstrap/plan_role.tf",
        ["\"secretsmanager:GetSecretValue\",", ""],
        "NoSecretsAndNoData",
    ),
];
