//! Names that users choose, by the grammar of what they become.

use crate::aws::text::{text, text_traits};
use regex_lite::Regex;
use std::sync::LazyLock;

text! {
    /// The name of a team's project; with the environment's it prefixes the names of what is created.
    ProjectName: "lower-case letters, digits and single dashes, beginning with a letter, at most 20 characters",
        r"^[a-z](-?[a-z0-9]){0,19}$";
    /// The prefix `<project>-<environment>` of the names of what an environment creates.
    ResourcePrefix: "lower-case letters, digits and single dashes, beginning with a letter, at most 26 characters",
        r"^[a-z](-?[a-z0-9]){0,25}$";
    /// The name of a service; it becomes part of the names of what belongs to the service.
    ServiceName: "lower-case letters, digits and single dashes, beginning with a letter, at most 20 characters",
        r"^[a-z](-?[a-z0-9]){0,19}$";
    /// The name of an environment variable of a container.
    VariableName: "letters, digits and `_`, not beginning with a digit, at most 128 characters",
        r"^[A-Za-z_][A-Za-z0-9_]{0,127}$";
    /// The value of a tag.
    TagValue: "at most 256 letters, digits, spaces and `_ . : / = + - @`",
        r"^[A-Za-z0-9 _.:/=+@-]{0,256}$";
    /// A host name with at least two labels, in lower-case ASCII.
    DomainName: "a lower-case ASCII host name with at least two labels, such as `shop.example.com` (write an international name in punycode)",
        r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$";
    /// The path of a URL, such as `/health`.
    UrlPath: "a path that begins with `/`, of printable ASCII without spaces and `#`, at most 512 characters",
        r"^/[!-\x22$-~]{0,511}$";
    /// Which paths a service answers at the load balancer; `*` matches any text and `?` one character.
    PathPattern: "a path pattern such as `/*` or `/api/*`, at most 64 characters",
        r"^/[0-9A-Za-z_.$/~\x22'@:+&*?-]{0,63}$";
    /// A container image pinned by its digest: what was tested is what runs.
    Image: "an image with a digest, such as `registry.example.com/shop@sha256:` and 64 hexadecimal digits",
        r"^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*(:[0-9A-Za-z_][0-9A-Za-z_.-]{0,127})?@sha256:[0-9a-f]{64}$";
    /// The name of an S3 bucket.
    BucketName: "3 to 63 lower-case letters, digits, dots and dashes, beginning and ending with a letter or digit",
        r"^[a-z0-9](\.?[a-z0-9-]){1,61}[a-z0-9]$|^[a-z0-9]{3}$";
    /// The key of an object in an S3 bucket, such as `production/terraform.tfstate`.
    ObjectKey: "an object key of letters, digits and `! - _ . * ' ( ) /`, at most 512 characters",
        r"^[0-9A-Za-z!_.*'()-]([0-9A-Za-z!_.*'()/-]{0,511})$";
    /// The name of a job of a service; it becomes part of the names of what belongs to the job.
    JobName: "lower-case letters, digits and single dashes, beginning with a letter, at most 20 characters",
        r"^[a-z](-?[a-z0-9]){0,19}$";
    /// The name of a feature flag, by which the application asks for it.
    FlagName: "letters, digits, `_` and `-`, beginning with a lower-case letter, at most 64 characters",
        r"^[a-z][A-Za-z0-9_-]{0,63}$";
    /// An e-mail address.
    EmailAddress: "an e-mail address such as `on-call@example.com`",
        r"^[0-9A-Za-z._%+-]{1,64}@([0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.)+[A-Za-z]{2,63}$";
    /// A repository on GitHub, as the subject of its tokens names it: with the ids of owner and repository where GitHub
    /// writes them there.
    ///
    /// Source: GitHub's OpenID Connect reference, "Immutable subject claims": repositories made, renamed or transferred
    /// since 15 July 2026 have the ids in it, older ones only if they chose so.
    GitHubRepository: "a repository such as `shop/web`, or with the ids of owner and repository `shop@123456/web@456789`",
        r"^[0-9A-Za-z](-?[0-9A-Za-z]){0,38}(/[0-9A-Za-z._-]{1,100}|@[1-9][0-9]{0,18}/[0-9A-Za-z._-]{1,100}@[1-9][0-9]{0,18})$";
    /// The subject of the tokens that jobs of one environment on GitHub get; never that of several.
    EnvironmentSubject: "the subject of one environment on GitHub, such as `repo:shop/web:environment:production`",
        r"^repo:[0-9A-Za-z](-?[0-9A-Za-z]){0,38}(/[0-9A-Za-z._-]{1,100}|@[1-9][0-9]{0,18}/[0-9A-Za-z._-]{1,100}@[1-9][0-9]{0,18}):environment:[0-9A-Za-z_.-]{1,255}$";
    /// The subject of the tokens that jobs get which a pull request of one repository on GitHub starts.
    PullRequestSubject: "the subject of pull requests of one repository, such as `repo:shop/web:pull_request`",
        r"^repo:[0-9A-Za-z](-?[0-9A-Za-z]){0,38}(/[0-9A-Za-z._-]{1,100}|@[1-9][0-9]{0,18}/[0-9A-Za-z._-]{1,100}@[1-9][0-9]{0,18}):pull_request$";
    /// The name of an environment on GitHub.
    GitHubEnvironment: "letters, digits, dashes, dots and `_`, at most 255 characters", r"^[0-9A-Za-z_.-]{1,255}$";
    /// The name of a secret of an environment.
    SecretName: "lower-case letters, digits and single dashes, beginning with a letter, at most 40 characters",
        r"^[a-z](-?[a-z0-9]){0,39}$";
    /// The version of the runtime of a canary of CloudWatch Synthetics.
    CanaryRuntime: "a runtime of CloudWatch Synthetics, such as `syn-nodejs-puppeteer-15.0`",
        r"^syn-[a-z]+(-[a-z]+)?-[0-9]+\.[0-9]+$";
    /// When something runs, as EventBridge Scheduler and AWS Backup read it, in UTC.
    Schedule: "`cron(…)` with six fields or `rate(…)`, such as `cron(30 4 * * ? *)`",
        r"^(cron\([0-9*/,-]+ [0-9*/,-]+ [0-9*?/,LW-]+ [0-9A-Z*/,-]+ [0-9A-Z*?/,L#-]+ [0-9*/,-]+\)|rate\((1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,3}) (minutes|hours|days))\))$";
    /// A relative path of a file, such as `production.tfstate`.
    FilePath: "a relative path of letters, digits and `_ . - /`, without `..`",
        r"^([0-9A-Za-z_-][0-9A-Za-z_.-]{0,99}/){0,9}[0-9A-Za-z_-][0-9A-Za-z_.-]{0,99}$";
}

/// The name of an environment: a name of its files, its state and what it creates, and nothing more.
///
/// ```
/// use iac_core::aws::EnvironmentName;
///
/// assert!("preview-123".parse::<EnvironmentName>().is_ok());
/// assert!("Prod".parse::<EnvironmentName>().is_err());
/// assert!("module".parse::<EnvironmentName>().is_err(), "a word that Terraform reads");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EnvironmentName(String);

impl EnvironmentName {
    /// The grammar, in the dialect that Rust, JSON Schema and Terraform share.
    pub const PATTERN: &'static str = r"^[a-z](-?[a-z0-9]){0,19}$";
    /// What the grammar accepts, as a noun phrase.
    pub const EXPECTED: &'static str = "lower-case letters, digits and single dashes, beginning with a letter, at most 20 characters, and no reserved word such as `default` or `module`";

    /// Words that Terraform or a file system reads as something else.
    const RESERVED: [&str; 13] = [
        "aux",
        "con",
        "count",
        "data",
        "default",
        "each",
        "local",
        "module",
        "nul",
        "path",
        "prn",
        "self",
        "terraform",
    ];

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn accepts(text: &str) -> bool {
        ProjectName::accepts(text) && !Self::RESERVED.contains(&text)
    }
}
text_traits!(EnvironmentName, EnvironmentName::PATTERN);

/// The key of a tag; `aws:` is reserved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TagKey(String);

impl TagKey {
    /// The grammar, in the dialect that Rust, JSON Schema and Terraform share.
    pub const PATTERN: &'static str =
        r"^[A-Za-z0-9_.:/=+@-]([A-Za-z0-9 _.:/=+@-]{0,126}[A-Za-z0-9_.:/=+@-])?$";
    /// What the grammar accepts, as a noun phrase.
    pub const EXPECTED: &'static str = "1 to 128 letters, digits, spaces and `_ . : / = + - @`, no space at either end, not beginning with `aws:`";

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn accepts(text: &str) -> bool {
        static GRAMMAR: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(TagKey::PATTERN).expect("patterns are tested"));
        GRAMMAR.is_match(text) && !text.to_ascii_lowercase().starts_with("aws:")
    }
}
text_traits!(TagKey, TagKey::PATTERN);
