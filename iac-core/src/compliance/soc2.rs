//! SOC 2: TSP section 100, 2017 Trust Services Criteria (with revised points of focus, 2022), of the AICPA.
//!
//! Security (the common criteria), availability and confidentiality; the revision of 2022 left the criteria as they were.
//! Processing integrity and privacy are about what an application does with data, which no infrastructure shows. The
//! titles are ours.

use crate::compliance::{Control, Section};

const fn control(id: &'static str, title: &'static str) -> Control {
    Control { id, title }
}

/// The series of criteria.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        id: "CC1",
        title: "Control environment",
        controls: &[
            control("CC1.1", "Integrity and ethical values are lived"),
            control("CC1.2", "The board oversees, and is independent"),
            control("CC1.3", "Who decides and who reports to whom is settled"),
            control("CC1.4", "Able people are found, trained and kept"),
            control("CC1.5", "People answer for what they are responsible for"),
        ],
    },
    Section {
        id: "CC2",
        title: "Communication and information",
        controls: &[
            control("CC2.1", "Good information for control is gathered and used"),
            control("CC2.2", "People inside know goals and duties of control"),
            control("CC2.3", "People outside are told what concerns them"),
        ],
    },
    Section {
        id: "CC3",
        title: "Risk assessment",
        controls: &[
            control("CC3.1", "Goals are clear enough to name what endangers them"),
            control("CC3.2", "Risks are found and analysed"),
            control("CC3.3", "Fraud is thought of"),
            control("CC3.4", "Changes that matter for control are noticed"),
        ],
    },
    Section {
        id: "CC4",
        title: "Monitoring activities",
        controls: &[
            control("CC4.1", "Controls are evaluated, all the time or now and then"),
            control("CC4.2", "Shortcomings reach those who have to act"),
        ],
    },
    Section {
        id: "CC5",
        title: "Control activities",
        controls: &[
            control("CC5.1", "Controls are chosen that make risks bearable"),
            control("CC5.2", "General controls over technology are chosen"),
            control("CC5.3", "Controls are put to work by policies and procedures"),
        ],
    },
    Section {
        id: "CC6",
        title: "Logical and physical access",
        controls: &[
            control(
                "CC6.1",
                "Information is protected against access by software, architecture and encryption",
            ),
            control("CC6.2", "People get credentials once registered and approved, and lose them after"),
            control("CC6.3", "Access follows roles, with no more rights than needed"),
            control("CC6.4", "Physical access to facilities is restricted"),
            control("CC6.5", "Protection ends only when data on devices can't be read any more"),
            control("CC6.6", "Threats from outside the system's boundary are held off"),
            control("CC6.7", "Transmission and removal of information is restricted and protected"),
            control("CC6.8", "Malicious or unauthorised software is prevented or found"),
        ],
    },
    Section {
        id: "CC7",
        title: "System operations",
        controls: &[
            control("CC7.1", "New vulnerabilities, and changes that bring them, are found"),
            control("CC7.2", "Anomalies are watched for and analysed"),
            control("CC7.3", "Security events are evaluated, and incidents recognised"),
            control("CC7.4", "Incidents are responded to by a programme"),
            control("CC7.5", "Recovery from incidents is prepared and done"),
        ],
    },
    Section {
        id: "CC8",
        title: "Change management",
        controls: &[control("CC8.1", "Changes are authorised, tested, approved and put in place in order")],
    },
    Section {
        id: "CC9",
        title: "Risk mitigation",
        controls: &[
            control("CC9.1", "Disruptions of business are prepared for"),
            control("CC9.2", "Risks from vendors and partners are managed"),
        ],
    },
    Section {
        id: "A1",
        title: "Availability",
        controls: &[
            control("A1.1", "Capacity is watched and grows with demand"),
            control("A1.2", "Backups and infrastructure to recover with are there"),
            control("A1.3", "Recovery is tested"),
        ],
    },
    Section {
        id: "C1",
        title: "Confidentiality",
        controls: &[
            control("C1.1", "Confidential information is identified and kept safe"),
            control("C1.2", "Confidential information is disposed of"),
        ],
    },
];
