//! The project's own commands: `cargo xtask run`, `test`, `soak`, `bench` and `dist`.
//!
//! It never needs anything but the standard library, so that it builds in a second, and it stops only processes that
//! it started itself. One file per command; a stage of the tests is a file in `stages/`, what several of them need
//! (the pages, a scratch PostgreSQL, a program run to its end) is a file in `parts/`. Begin reading at [`test`].

use std::process::ExitCode;

mod bench;
mod dist;
mod fuzz;
mod parts;
mod run;
mod soak;
mod stages;
mod test;

const USAGE: &str = "\
The project's commands:

  cargo xtask run [--listen ADDR] [more]   build what changed and serve the demo desk
  cargo xtask test [--quick] [STAGE…]      every check, in order; --quick leaves out what is slow
  cargo xtask soak [--kills N] [--minutes N] [--seed S] [--database sqlite|postgres|both]
                                           kill -9 of the server under load, 500 times on each database
  cargo xtask bench [NAME…]                what it costs, as ratios to ceilings measured beside it
  cargo xtask fuzz [TARGET] [--minutes N]  mad input for hours; 10 minutes a target when nothing is said
  cargo xtask dist                         a release build with its pages inside, in target/dist

What follows `run` is handed to `wissel serve`.
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "run" => run::run(&rest),
        "test" => test::test(&rest),
        "soak" => soak::soak(&rest),
        "bench" => bench::bench(&rest),
        "fuzz" => fuzz::fuzz(&rest),
        "dist" => dist::dist(&rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        "" => Err(USAGE.to_owned()),
        other => Err(format!("There is no command {other:?}.\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            parts::say::complain(&sentence);
            ExitCode::FAILURE
        }
    }
}
