//! Which computed values are secrets by their nature, so that a test can plant one and look where it is kept.

use iac_core::review::secrets::names_a_secret;

/// Attributes that are named like a secret and are none.
const NO_SECRETS: &[(&str, &str)] = &[
    ("client_token", "it makes a request repeatable"),
    ("creation_token", "it makes a request repeatable"),
    ("encryption_key", "it names a key"),
    ("kms_encryption_key", "it names a key"),
    ("lock_token", "it counts the versions of an object"),
    ("sync_token", "it counts the versions of a list"),
    ("update_token", "it counts the versions of an object"),
    ("verification_token", "it is published in DNS"),
    ("version_token", "it counts the versions of an object"),
    ("volume_encryption_key", "it names a key"),
];

/// Where AWS keeps the parameters that everybody may read.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html>
const PUBLIC_PARAMETERS: &str = "/aws/service/";

/// Whether the text at `path` of a type is a secret; `of_whole` gives the other attributes of the object.
pub(super) fn is_one(type_name: &str, path: &str, of_whole: impl Fn(&str) -> Option<String>) -> bool {
    let last = path.rsplit('.').next().unwrap_or_default();
    let name = last.split('#').next().unwrap_or_default();
    if type_name == "aws_ssm_parameter" {
        // It is the one value of all that only its parameter decides about.
        let public = of_whole("name").is_some_and(|name| name.starts_with(PUBLIC_PARAMETERS));
        return name == "value" && !public && of_whole("insecure_value").is_none();
    }
    // The units of durations of tokens have the names of the tokens.
    names_a_secret(name)
        && !path.contains("token_validity_units")
        && NO_SECRETS.iter().all(|(other, _)| *other != name)
}

#[cfg(test)]
mod tests {
    use iac_schema::{BlockFacts, Kind, ValueType, Version, lookup, types};

    use super::*;

    /// Every computed text of a type, with its path.
    fn each(facts: BlockFacts, path: &str, see: &mut impl FnMut(&str, bool)) {
        for attribute in facts.attributes() {
            if attribute.computed && attribute.value == ValueType::String {
                see(&format!("{path}{}", attribute.name), attribute.sensitive);
            }
        }
        for nested in facts.blocks() {
            each(nested.body, &format!("{path}{}.", nested.name), see);
        }
    }

    #[test]
    fn what_the_provider_calls_sensitive_is_a_secret() {
        for version in Version::ALL {
            for kind in [Kind::Resource, Kind::Data, Kind::Ephemeral] {
                for name in types(*version, kind) {
                    let facts = lookup(*version, kind, name).expect("a known type");
                    each(facts, "", &mut |path, sensitive| {
                        assert!(!sensitive || is_one(name, path, |_| None), "{version} {name}.{path}");
                    });
                }
            }
        }
    }

    #[test]
    fn secrets_are_known_by_their_nature() {
        let secrets = [
            ("aws_iam_access_key", "secret"),
            ("aws_iam_access_key", "ses_smtp_password_v4"),
            ("aws_secretsmanager_secret_version", "secret_string"),
            ("aws_secretsmanager_random_password", "random_password"),
            ("aws_lightsail_key_pair", "private_key"),
            ("aws_eks_cluster_auth", "token"),
            ("aws_ssm_parameter", "value"),
            ("made_up", "users#3.password"),
        ];
        for (name, path) in secrets {
            assert!(is_one(name, path, |_| None), "{name}.{path}");
        }
        let others = [
            ("aws_db_instance", "master_user_secret#0.secret_arn"),
            ("aws_wafv2_web_acl", "lock_token"),
            ("aws_cognito_user_pool_client", "token_validity_units#0.access_token"),
            ("aws_ssm_parameter", "arn"),
        ];
        for (name, path) in others {
            assert!(!is_one(name, path, |_| None), "{name}.{path}");
        }
        let public = |name: &str| (name == "name").then(|| "/aws/service/ami-amazon-linux-latest".to_owned());
        assert!(!is_one("aws_ssm_parameter", "value", public));
    }

    #[test]
    fn every_exception_is_one() {
        assert!(NO_SECRETS.is_sorted_by_key(|(name, _)| name));
        for (name, _) in NO_SECRETS {
            assert!(names_a_secret(name), "{name} needs no exception");
        }
    }
}
