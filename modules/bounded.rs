//! No right is cut off by the limit of the role that has it: AWS would refuse it only when it is used.
//!
//! What roles are given is read from the bodies of the modules that an environment calls, and compared with the
//! policies of the module `boundary`. Conditions of the limit are not compared, but for whom a role may be handed to.

mod managed;

use crate::catalogue::{self, Entry};
use crate::tree::ACCOUNT;
use hcl_edit::expr::{Expression, Object};
use hcl_edit::structure::Body;
use hcl_edit::visit::{Visit, visit_object};
use iac_core::review::policy::{Conditions, Effect, Grant, Policy, Scope, Statement};
use managed::MANAGED;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What a statement allows or denies, as it is written.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    effect: String,
    /// `Action` or `NotAction`.
    word: &'static str,
    actions: Vec<String>,
    /// Whom a role may be handed to; nothing where that isn't said.
    handed_to: Vec<String>,
}

/// The statements of policies that say what their holder may; those with a principal are no such.
#[derive(Default)]
struct Statements {
    found: Vec<Written>,
    unread: Vec<String>,
}

impl Visit for Statements {
    fn visit_object(&mut self, object: &Object) {
        if member(object, "Effect").is_some()
            && member(object, "Principal").is_none()
            && member(object, "NotPrincipal").is_none()
        {
            match written(object) {
                Some(statement) => self.found.push(statement),
                None => self.unread.push(Expression::from(object.clone()).to_string()),
            }
        }
        visit_object(self, object);
    }
}

fn member<'a>(object: &'a Object, name: &str) -> Option<&'a Expression> {
    object.iter().find_map(|(key, value)| {
        let key = key
            .as_ident()
            .map(|ident| ident.as_str().to_owned())
            .or_else(|| key.as_expr().and_then(Expression::as_str).map(str::to_owned))?;
        (key == name).then(|| value.expr())
    })
}

/// A text or a list of texts; nothing of what is computed.
fn texts(expression: &Expression) -> Option<Vec<String>> {
    match expression {
        Expression::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        one => Some(vec![one.as_str()?.to_owned()]),
    }
}

fn written(object: &Object) -> Option<Written> {
    let (word, actions) =
        ["Action", "NotAction"].into_iter().find_map(|word| Some((word, member(object, word)?)))?;
    let condition = member(object, "Condition").and_then(Expression::as_object);
    let handed_to = condition
        .and_then(|condition| member(condition, "StringEquals")?.as_object())
        .and_then(|equal| texts(member(equal, "iam:PassedToService")?))
        .unwrap_or_default();
    Some(Written {
        effect: member(object, "Effect")?.as_str()?.to_owned(),
        word,
        actions: texts(actions)?,
        handed_to,
    })
}

fn module(name: &str) -> &'static Entry {
    catalogue::ALL
        .iter()
        .find(|entry| entry.name == name)
        .expect("an environment calls modules of the catalogue")
}

fn parsed(entry: &Entry) -> impl Iterator<Item = (&'static str, Body)> {
    entry.body.iter().map(|(file, text)| (*file, text.parse().expect("bodies are checked while compiling")))
}

/// The statements of a file; all of them can be read.
fn statements(place: &str, body: &Body) -> Vec<Written> {
    let mut statements = Statements::default();
    statements.visit_body(body);
    assert_eq!(
        statements.unread,
        Vec::<String>::new(),
        "{place}: what a statement allows has to be written out"
    );
    statements.found
}

/// A limit: its policy, and whom it lets a role be handed to.
struct Limit {
    policy: Policy,
    handed_to: BTreeSet<String>,
}

impl Limit {
    fn of(file: &str) -> Self {
        let (_, body) =
            parsed(module("boundary")).find(|(name, _)| *name == file).expect("a policy for each kind");
        let written = statements(file, &body);
        let handed_to = written
            .iter()
            .filter(|statement| statement.actions == ["iam:PassRole"])
            .flat_map(|statement| statement.handed_to.iter().cloned())
            .collect();
        let rows: Vec<_> = written
            .iter()
            .map(|Written { effect, word, actions, .. }| json!({ "Effect": effect, *word: actions }))
            .collect();
        let text = json!({ "Statement": rows }).to_string();
        Self { policy: Policy::parse(&text).expect("it is a policy"), handed_to }
    }

    /// Whether `action` is inside, and no part of it is denied.
    fn holds(&self, action: &str) -> bool {
        let grant = |effect| Grant {
            effect,
            principal: None,
            action: Scope::Only(BTreeSet::from([action.to_owned()])),
            resource: None,
            conditions: Conditions::new(),
        };
        let spoken_of = |statement: &&Statement| {
            let other = Grant { action: statement.actions.clone(), ..grant(Effect::Deny) };
            other.may(&action.to_ascii_lowercase())
        };
        self.policy.allows().any(|statement| grant(Effect::Allow).is_in(statement))
            && !self.policy.denies().any(|statement| spoken_of(&statement))
    }
}

/// The modules that an environment calls, and the one that its root calls beside it, each with what it is given as the
/// limit of its roles.
fn called() -> BTreeMap<String, String> {
    let mut called = BTreeMap::from([(ACCOUNT.to_owned(), "module.boundary.arn".to_owned())]);
    for (_, body) in parsed(module("environment")) {
        for call in body.get_blocks("module") {
            let source =
                call.body.get_attribute("source").and_then(|source| source.value.as_str().map(str::to_owned));
            let limit = call
                .body
                .get_attribute("boundary_arn")
                .map(|limit| limit.value.to_string().trim().to_owned());
            let name =
                source.as_deref().and_then(|source| source.rsplit('/').next()).unwrap_or_default().to_owned();
            // A policy without a role is for the role of a service.
            called.insert(name, limit.unwrap_or_else(|| "module.boundary.arn".to_owned()));
        }
    }
    called
}

/// The last part of each name of a policy of AWS's that a file attaches.
fn attached(body: &Body) -> Vec<String> {
    let mut names = Vec::new();
    for block in body.get_blocks("resource") {
        if block.labels.first().is_some_and(|kind| kind.as_str() == "aws_iam_role_policy_attachment") {
            let all = block.body.to_string();
            let texts = all.split('"').skip(1).step_by(2);
            let policies = texts.filter(|text| !text.contains("${") && !text.is_empty());
            names.extend(policies.filter_map(|text| text.rsplit('/').next()).map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_right_is_inside_of_the_limit_of_its_role() {
    let limits = BTreeMap::from([
        ("module.boundary.arn", Limit::of("workloads.tf")),
        ("module.boundary.access_arn", Limit::of("access.tf")),
    ]);
    let mut outside = Vec::new();
    let mut looked_at = 0;
    for (name, limit) in called() {
        if name == "boundary" {
            continue;
        }
        let limit = limits.get(limit.as_str()).unwrap_or_else(|| panic!("{name}: {limit} is no limit"));
        for (file, body) in parsed(module(&name)) {
            let place = format!("{name}/{file}");
            for statement in statements(&place, &body).iter().filter(|statement| statement.effect == "Allow")
            {
                assert_eq!(statement.word, "Action", "{place}: what is allowed has to be named");
                looked_at += statement.actions.len();
                let cut = statement.actions.iter().filter(|action| !limit.holds(action));
                outside.extend(cut.map(|action| format!("{place}: {action}")));
                let cut = statement.handed_to.iter().filter(|service| !limit.handed_to.contains(*service));
                outside.extend(cut.map(|service| format!("{place}: iam:PassRole to {service}")));
            }
            for policy in attached(&body) {
                let (_, _, actions) = MANAGED
                    .iter()
                    .find(|(managed, ..)| *managed == policy)
                    .unwrap_or_else(|| panic!("{place}: say in `MANAGED` what {policy} contains"));
                looked_at += actions.len();
                let cut = actions.iter().filter(|action| !limit.holds(action));
                outside.extend(cut.map(|action| format!("{place}: {action} of {policy}")));
            }
        }
    }
    assert_eq!(outside, Vec::<String>::new(), "rights that the module `boundary` cuts off");
    assert!(looked_at > 150, "only {looked_at} rights were found: the bodies aren't read");
}

#[test]
fn every_role_has_the_limit_that_its_module_is_given() {
    for (name, _) in called() {
        for (file, body) in parsed(module(&name)) {
            for role in body.get_blocks("resource").filter(|block| block.labels[0].as_str() == "aws_iam_role")
            {
                let limit =
                    role.body.get_attribute("permissions_boundary").map(|limit| limit.value.to_string());
                let role = role.labels[1].as_str();
                assert_eq!(
                    limit.as_deref().map(str::trim),
                    Some("var.boundary_arn"),
                    "{name}/{file}: {role}"
                );
            }
        }
    }
}

#[test]
fn what_a_workload_never_may_is_outside() {
    let limit = Limit::of("workloads.tf");
    for action in [
        "*",
        "iam:*",
        "iam:CreatePolicyVersion",
        "iam:DeleteRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "organizations:LeaveOrganization",
        "cloudtrail:StopLogging",
        "config:StopConfigurationRecorder",
        "guardduty:DeleteDetector",
        "kms:PutKeyPolicy",
        "s3:PutBucketPolicy",
        "sts:AssumeRole",
        "ssm:SendCommand",
        "ecs:ExecuteCommand",
        "ecs:RegisterTaskDefinition",
        "ec2:RunInstances",
        "lambda:UpdateFunctionCode",
    ] {
        assert!(!limit.holds(action), "{action}");
    }
    let limit = Limit::of("access.tf");
    for action in ["*", "iam:*", "iam:PutRolePolicy", "cloudtrail:StopLogging", "sts:AssumeRole"] {
        assert!(!limit.holds(action), "{action}");
    }
}

/// The role that applies makes roles only with the limits that an environment gives them.
#[test]
fn whoever_applies_may_make_roles_with_each_limit() {
    let text = |module: &str| -> String {
        self::module(module).body.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
    };
    let limits = text("boundary");
    let limits: Vec<&str> = limits
        .split('"')
        .filter_map(|text| text.strip_prefix("${var.prefix}-"))
        .filter(|name| name.ends_with("boundary"))
        .collect();
    assert_eq!(limits.len(), 2, "{limits:?}");
    let applies = text("bootstrap");
    for limit in limits {
        assert!(
            applies.contains(&format!("\"{limit}\"")),
            "modules/bootstrap doesn't know the limit {limit}"
        );
    }
}

/// Collects the services that trust policies let in, and the roles that have such a policy.
#[derive(Default)]
struct Trusted {
    services: BTreeSet<String>,
}

impl Visit for Trusted {
    fn visit_object(&mut self, object: &Object) {
        let assumes =
            member(object, "Action").and_then(texts).is_some_and(|actions| actions == ["sts:AssumeRole"]);
        let principal = member(object, "Principal").filter(|_| assumes).and_then(Expression::as_object);
        if let Some(service) = principal.and_then(|principal| member(principal, "Service")) {
            self.services.extend(texts(service).expect("a service that is trusted is written out"));
        }
        visit_object(self, object);
    }
}

/// The role that applies hands roles only to services that are listed, and to no other.
#[test]
fn whoever_applies_may_hand_a_role_to_each_service_that_takes_one() {
    let mut trusted = Trusted::default();
    for entry in catalogue::ALL.iter().filter(|entry| entry.name != "bootstrap") {
        for (_, body) in parsed(entry) {
            trusted.visit_body(&body);
        }
    }
    let mut listed = BTreeSet::new();
    for (_, body) in parsed(module("bootstrap")) {
        let locals = body.get_blocks("locals").filter_map(|locals| locals.body.get_attribute("passed_to"));
        listed.extend(locals.flat_map(|list| texts(&list.value).expect("the list is written out")));
    }
    let missing: Vec<_> = trusted.services.difference(&listed).collect();
    assert_eq!(missing, [""; 0], "passed_to in modules/bootstrap/terraform_role.tf lacks them");
    assert!(trusted.services.len() > 10, "only {:?} were found: the bodies aren't read", trusted.services);
}
