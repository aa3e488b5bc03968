//! Cutting what comes in into lines and stretches of mail.

use super::{command, data::Data, envelope::Envelope, session::Session};

/// The longest command line in bytes. RFC 5321 §4.5.3.1.4 asks for 512, extensions for some more.
const LONGEST_LINE: usize = 2_048;

/// What the next byte belongs to.
#[derive(Debug)]
pub(super) enum Reading {
    Command,
    /// The rest of a line that was too long.
    Overlong,
    Data(Data),
    /// Between two chunks of a mail, or in one.
    Chunks {
        data: Data,
        left: u64,
        last: bool,
    },
    /// A chunk that nobody wants.
    Unwanted {
        left: u64,
    },
    Nothing,
}

impl Session {
    /// Reads one line or one stretch of a mail: how many bytes were taken, 0 when more are needed.
    pub(super) fn step(&mut self, input: &[u8]) -> usize {
        match &mut self.reading {
            Reading::Nothing => 0,
            Reading::Command => self.line(input),
            Reading::Overlong => match input.iter().position(|b| *b == b'\n') {
                Some(end) => {
                    self.reading = Reading::Command;
                    self.refuse("500 5.5.2 Line too long");
                    end + 1
                }
                None => input.len(),
            },
            Reading::Data(data) => {
                let (taken, end) = data.feed(input);
                if end
                    && let Reading::Data(data) =
                        std::mem::replace(&mut self.reading, Reading::Command)
                {
                    self.complete(data);
                }
                taken
            }
            Reading::Unwanted { left } => {
                let taken = input.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                *left -= taken as u64;
                if *left == 0 {
                    self.reading = Reading::Command;
                    self.refuse("503 5.5.1 No recipient was taken");
                }
                taken
            }
            Reading::Chunks { data, left, .. } if *left > 0 => {
                let taken = input.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                data.chunk(&input[..taken]);
                *left -= taken as u64;
                if *left == 0 {
                    self.end_chunk();
                }
                taken
            }
            Reading::Chunks { .. } => self.line(input),
        }
    }

    fn line(&mut self, input: &[u8]) -> usize {
        // Looking at no more than the longest line keeps a slow client's bytes from being searched again and again.
        let seen = &input[..input.len().min(LONGEST_LINE)];
        let Some(end) = seen.iter().position(|b| *b == b'\n') else {
            if input.len() < LONGEST_LINE {
                return 0;
            }
            self.envelope = Envelope::default();
            self.reading = Reading::Overlong;
            return seen.len();
        };
        match std::str::from_utf8(&seen[..end]) {
            Ok(line)
                if !line.trim_end_matches('\r').contains(|c: char| c.is_control() && c != '\t') =>
            {
                self.command(command::read(line))
            }
            _ => self.refuse("500 5.5.2 Not a command"),
        }
        end + 1
    }
}
