//! Whether the tasks of all services find room on the hosts.

use crate::aws::{InstanceType, ServiceName};
use crate::environment::Service;
use std::collections::BTreeMap;

/// The room that hosts of one type offer to tasks.
///
/// Each task has a network interface of its own (`awsvpc`), so a host holds at most its interfaces less one; ECS has no
/// trunking for `t3`. Processors and memory limit it further.
///
/// ```
/// use iac_core::environment::Capacity;
///
/// let micro = Capacity::of("t3.micro".parse()?, 1);
/// assert_eq!(micro.slots_per_host(), 1, "two interfaces, one of them the host's");
/// # Ok::<(), iac_core::aws::NotAccepted>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Capacity {
    instance_type: InstanceType,
    hosts: u16,
}

/// What is left of one host.
#[derive(Clone, Copy)]
struct Room {
    slots: u32,
    cpu: u32,
    memory: u32,
}

impl Room {
    fn take(&mut self, cpu: u32, memory: u32) -> bool {
        let fits = self.slots >= 1 && self.cpu >= cpu && self.memory >= memory;
        if fits {
            *self = Self { slots: self.slots - 1, cpu: self.cpu - cpu, memory: self.memory - memory };
        }
        fits
    }
}

impl Capacity {
    /// The memory of a host that the system and the ECS agent keep for themselves, in MiB: an assumption, on the safe
    /// side of what the ECS-optimised Amazon Linux 2023 image uses.
    pub const RESERVED_MEMORY: u32 = 128;

    /// The room on `hosts` hosts of `instance_type`.
    pub fn of(instance_type: InstanceType, hosts: u16) -> Self {
        Self { instance_type, hosts }
    }

    /// How many tasks a host holds at most, whatever their size.
    pub fn slots_per_host(self) -> u32 {
        self.instance_type.interfaces() - 1
    }

    /// Whether all tasks of all services fit at once, and `twice` (if any) a second time, as during its deployment.
    pub fn holds(self, services: &BTreeMap<ServiceName, Service>, twice: Option<&ServiceName>) -> bool {
        self.holds_tasks(services.iter().flat_map(|(name, service)| {
            let copies = if Some(name) == twice { 2 } else { 1 };
            let task = (service.memory.get(), service.cpu.get());
            std::iter::repeat_n(task, usize::from(service.replicas.get()) * copies)
        }))
    }

    /// Whether these tasks fit at once: each with its memory in MiB and its ECS processor units.
    pub(super) fn holds_tasks(self, tasks: impl Iterator<Item = (u32, u32)>) -> bool {
        let host = Room {
            slots: self.slots_per_host(),
            cpu: self.instance_type.vcpus() * 1024,
            memory: self.instance_type.memory().saturating_sub(Self::RESERVED_MEMORY),
        };
        let mut rooms = vec![host; self.hosts.into()];
        let mut tasks: Vec<(u32, u32)> = tasks.collect();
        // Largest first, into the first host with room: how ECS's binpack behaves, near enough for a verdict.
        tasks.sort_unstable_by(|a, b| b.cmp(a));
        tasks.iter().all(|(memory, cpu)| rooms.iter_mut().any(|room| room.take(*cpu, *memory)))
    }
}
