//! Jobs have a size that Fargate takes.

use crate::aws::{TaskCpu, TaskMemory};
use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "fargate-size",
    severity: Severity::Error,
    title: "jobs have a size that Fargate takes",
    explain: include_str!("fargate-size.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// Processor units, and the memory that goes with them in MiB: least, most, step.
///
/// Source: Amazon ECS Developer Guide, task definition parameters for Fargate, "task size". The smallest size also
/// takes 512, which is its least.
const SIZES: [(u32, u32, u32, u32); 7] = [
    (256, 512, 2_048, 1_024),
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
];

/// The memory that goes with `cpu`, if any does.
fn memories(cpu: u32) -> Option<Vec<u32>> {
    let (_, least, most, step) = SIZES.into_iter().find(|(size, ..)| *size == cpu)?;
    let steps = (1..).map(|times| times * step).take_while(|memory| *memory <= most);
    let mut memories: Vec<u32> = steps.filter(|memory| *memory >= least).collect();
    if !memories.contains(&least) {
        memories.insert(0, least);
    }
    Some(memories)
}

fn check(environment: &Environment) -> Vec<Finding> {
    let jobs = environment.services.iter().flat_map(|(service, own)| {
        own.jobs
            .iter()
            .map(move |(name, job)| (format!("services.{service}.jobs.{name}"), job.cpu, job.memory))
    });
    let migrations = environment.migrations.iter().map(|one| ("migrations".to_owned(), one.cpu, one.memory));
    jobs.chain(migrations).filter_map(|(setting, cpu, memory)| finding(&setting, cpu, memory)).collect()
}

fn finding(setting: &str, cpu: TaskCpu, memory: TaskMemory) -> Option<Finding> {
    let Some(memories) = memories(cpu.get()) else {
        let sizes: Vec<_> = SIZES.iter().map(|(cpu, ..)| cpu.to_string()).collect();
        return Some(Finding::new(
            format!("{setting}.cpu"),
            format!("Fargate has no tasks of {cpu} processor units"),
            format!("set `cpu` to one of {}", sizes.join(", ")),
        ));
    };
    if memories.contains(&memory.get()) {
        return None;
    }
    let nearest = memories.iter().copied().min_by_key(|other| other.abs_diff(memory.get()))?;
    Some(Finding::new(
        format!("{setting}.memory"),
        format!("Fargate has no tasks of {cpu} processor units with {memory} MiB"),
        format!(
            "set `memory` to {nearest}, or to another of {} to {}",
            memories[0],
            memories[memories.len() - 1]
        ),
    ))
}
