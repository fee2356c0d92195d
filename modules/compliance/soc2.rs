//! What is said of each criterion of SOC 2.

use crate::compliance::claims;
use crate::compliance::guards;
use crate::compliance::row::{Line, Row, duty, limit};

const fn row(id: &'static str, lines: &'static [Line]) -> Row {
    Row { id, lines }
}

const ORGANISATION: &str = "The organisation";
const ON_CALL: &str = "Whoever is on call";

/// Every criterion, in the order of the standard.
pub(super) const ROWS: &[Row] = &[
    row("CC1.1", &[duty(ORGANISATION, "Have a code of conduct, and act on it")]),
    row("CC1.2", &[duty(ORGANISATION, "Have a board that oversees, and is independent")]),
    row("CC1.3", &[duty(ORGANISATION, "Settle who decides and who reports to whom")]),
    row("CC1.4", &[duty(ORGANISATION, "Find, train and keep able people")]),
    row("CC1.5", &[duty(ORGANISATION, "Have people answer for what they are responsible for")]),
    row(
        "CC2.1",
        &[
            guards::TRAIL.line(),
            guards::CONFIG.line(),
            claims::FLOW_LOGS.line(),
            claims::REQUESTS_LOGGED.line(),
            claims::DATABASE_AUDIT.line(),
            claims::LOGS_KEPT.line(),
            duty(ORGANISATION, "Use what is recorded, and know which information control needs"),
        ],
    ),
    row("CC2.2", &[duty(ORGANISATION, "Tell people inside their goals and duties")]),
    row("CC2.3", &[duty(ORGANISATION, "Tell customers and partners what concerns them")]),
    row("CC3.1", &[duty(ORGANISATION, "State goals clearly enough to name what endangers them")]),
    row("CC3.2", &[duty(ORGANISATION, "Find and analyse risks")]),
    row("CC3.3", &[duty(ORGANISATION, "Think of fraud among the risks")]),
    row(
        "CC3.4",
        &[duty(ORGANISATION, "Notice changes of business, law and technology that matter for control")],
    ),
    row(
        "CC4.1",
        &[
            guards::SECURITY_HUB.line(),
            guards::CONFORMANCE_PACK.line(),
            claims::BACKUPS_AUDITED.line(),
            duty(
                ORGANISATION,
                "Evaluate controls that no program sees, now and then and by somebody independent",
            ),
        ],
    ),
    row(
        "CC4.2",
        &[
            guards::FINDINGS_TOLD.line(),
            guards::SOMEBODY_HEARS_OF_FINDINGS.line(),
            duty(ORGANISATION, "Act on findings in time, and tell management of those that stay"),
        ],
    ),
    row("CC5.1", &[duty(ORGANISATION, "Choose controls that make risks bearable")]),
    row(
        "CC5.2",
        &[duty(ORGANISATION, "Choose general controls over technology, of which this report shows some")],
    ),
    row("CC5.3", &[duty(ORGANISATION, "Write policies and procedures, and keep to them")]),
    row(
        "CC6.1",
        &[
            claims::DATABASE_ENCRYPTED.line(),
            claims::VOLUMES_ENCRYPTED.line(),
            claims::OWN_KEY.line(),
            claims::KEY_ROTATED.line(),
            claims::PRIVATE_SUBNETS.line(),
            claims::DATABASE_LOGIN.line(),
            claims::HOST_ROLES.line(),
            claims::METADATA.line(),
            guards::BOUNDARY.line(),
            duty(ORGANISATION, "Know which information there is, and who signs in to what else"),
        ],
    ),
    row(
        "CC6.2",
        &[
            guards::OPERATORS.line(),
            guards::AUDITORS.line(),
            guards::PIPELINE.line(),
            duty(ORGANISATION, "Approve who gets access, and take it from who leaves"),
        ],
    ),
    row(
        "CC6.3",
        &[
            claims::POLICIES.line(),
            claims::SERVICE_ROLES.line(),
            guards::BOUNDARY.line(),
            guards::ACCESS_ANALYZER.line(),
            duty(ORGANISATION, "Look through who has which role, now and then"),
        ],
    ),
    row(
        "CC6.4",
        &[duty(
            "AWS, for its data centres",
            "Show it by its own SOC 2 report, which the organisation reads; offices are the organisation's",
        )],
    ),
    row(
        "CC6.5",
        &[duty(
            "AWS, for its devices",
            "Destroy them by its own procedures; laptops and exports are the organisation's",
        )],
    ),
    row(
        "CC6.6",
        &[
            claims::FIREWALL.line(),
            claims::INGRESS.line(),
            claims::DATABASE_PRIVATE.line(),
            claims::TLS.line(),
            guards::GUARD_DUTY.line(),
            guards::ACCOUNT_BUCKETS_PRIVATE.line(),
        ],
    ),
    row(
        "CC6.7",
        &[
            claims::TLS.line(),
            claims::DATABASE_TLS.line(),
            claims::LOG_BUCKET_TLS.line(),
            claims::TOPIC_TLS.line(),
            limit(
                "Requests are encrypted between load balancer and tasks",
                "They are not: they stay in private subnets, between two security groups.",
            ),
            duty(ORGANISATION, "Restrict who takes information out, on devices and by mail too"),
        ],
    ),
    row(
        "CC6.8",
        &[
            claims::IMAGES.line(),
            guards::INSPECTOR.line(),
            guards::GUARD_DUTY.line(),
            duty(ORGANISATION, "Guard the devices that people work with"),
        ],
    ),
    row(
        "CC7.1",
        &[
            guards::CONFIG.line(),
            guards::SECURITY_HUB.line(),
            guards::INSPECTOR.line(),
            claims::IMAGES.line(),
            claims::DATABASE_UPGRADED.line(),
            duty(ORGANISATION, "Mend what is found, in a time that is written down"),
        ],
    ),
    row(
        "CC7.2",
        &[
            claims::ALARMS.line(),
            claims::FLOW_LOGS.line(),
            claims::REQUESTS_LOGGED.line(),
            claims::DATABASE_AUDIT.line(),
            guards::GUARD_DUTY.line(),
            guards::TRAIL.line(),
            guards::LOOKS_FROM_OUTSIDE.line(),
        ],
    ),
    row(
        "CC7.3",
        &[
            claims::SOMEBODY_IS_TOLD.line(),
            guards::FINDINGS_TOLD.line(),
            guards::INCIDENT.line(),
            claims::LOGS_KEPT.line(),
            guards::TRAIL_LOCKED.line(),
            duty(ON_CALL, "Judge what is told, and call an incident one"),
        ],
    ),
    row(
        "CC7.4",
        &[
            guards::INCIDENT.line(),
            guards::ON_CALL.line(),
            guards::RUNBOOK.line(),
            guards::OPERATORS.line(),
            duty(ORGANISATION, "Have a programme for incidents: who leads, who is told, what is learnt"),
        ],
    ),
    row(
        "CC7.5",
        &[
            claims::BACKUPS.line(),
            claims::BACKUPS_LOCKED.line(),
            claims::RESTORES.line(),
            claims::FAILURES_TOLD.line(),
            duty(ORGANISATION, "Practise recovery, and mend what caused the incident"),
        ],
    ),
    row(
        "CC8.1",
        &[
            claims::GRADUAL.line(),
            claims::IMAGES.line(),
            guards::PIPELINE.line(),
            guards::CONFIG.line(),
            claims::DELETION_PROTECTED.line(),
            duty(ORGANISATION, "Have changes reviewed and approved by somebody else, and keep the proof"),
        ],
    ),
    row(
        "CC9.1",
        &[
            claims::STANDBY.line(),
            claims::BACKUPS_ELSEWHERE.line(),
            duty(ORGANISATION, "Plan for disruptions of business, insurance among it"),
        ],
    ),
    row("CC9.2", &[duty(ORGANISATION, "Manage vendors, AWS among them: read their reports")]),
    row(
        "A1.1",
        &[
            claims::CAPACITY_WATCHED.line(),
            claims::SCALES.line(),
            duty(ORGANISATION, "Foresee demand, and raise quotas of AWS in time"),
        ],
    ),
    row(
        "A1.2",
        &[
            claims::STANDBY.line(),
            claims::TWO_HOSTS.line(),
            claims::WAYS_OUT.line(),
            claims::BACKUPS.line(),
            claims::BACKUPS_LOCKED.line(),
            claims::BACKUPS_ELSEWHERE.line(),
            claims::DELETION_PROTECTED.line(),
        ],
    ),
    row(
        "A1.3",
        &[
            claims::RESTORES.line(),
            duty(
                ORGANISATION,
                "Practise the recovery of the whole environment, and write down what came of it",
            ),
        ],
    ),
    row(
        "C1.1",
        &[
            claims::DATABASE_ENCRYPTED.line(),
            claims::OWN_KEY.line(),
            claims::DATABASE_PRIVATE.line(),
            guards::SECRETS.line(),
            duty(ORGANISATION, "Say which information is confidential, and how long it is kept"),
        ],
    ),
    row(
        "C1.2",
        &[
            claims::LOGS_EXPIRE.line(),
            duty(ORGANISATION, "Delete what the application keeps, when its time is over"),
        ],
    ),
];
