//! How much memory a process has, as the kernel counts it.

use std::fs;

/// What `/proc/PID/status` says, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Now.
    pub(crate) now: u64,
    /// At most since the process began.
    pub(crate) most: u64,
}

impl Memory {
    /// Of a running process.
    pub(crate) fn of(pid: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process runs");
        let line = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
            number.expect("the kernel says it in kB") * 1024
        };
        Self { now: line("VmRSS:"), most: line("VmHWM:") }
    }

    /// For people.
    pub(crate) fn told(self) -> String {
        format!("{} MB now, {} MB at most", self.now >> 20, self.most >> 20)
    }
}
