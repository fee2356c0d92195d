//! Real processes: killed, out of space, without permission, several at once. Each is this test binary again,
//! started for its test [`child`] alone, with a role in its environment.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::directory::{
    Bundle, apply, assert_complete, bundle, chain, copy, entries, generate, on_disk, put, rendered, skip,
    temporary, texts,
};
use super::faults::{assert_whole, generations, others, start};
use crate::tree::ApplyError;
use crate::tree::disk::hook;

const ROLE: &str = "IAC_TREE_CHILD";
const PLACE: &str = "IAC_TREE_PLACE";

/// Not a test but the processes of the tests below; nothing when run without a role.
#[test]
fn child() {
    let Ok(role) = env::var(ROLE) else { return };
    let out = PathBuf::from(env::var_os(PLACE).expect("a role comes with a place"));
    match role.split_once(' ').unwrap_or((&role, "")) {
        ("abort", step) => abort_at(step.parse().expect("a number of steps"), &out),
        ("flicker", _) => flicker(&out),
        ("compete", number) => compete(number, &out),
        ("full", _) => fill(&out),
        ("refused", _) => refused(&out),
        (other, _) => panic!("no such role: {other}"),
    }
}

fn role(role: &str, place: &Path) -> Command {
    let (_crate, module) = module_path!().split_once("::").expect("a module of tests is below its crate");
    let child = format!("{module}::child");
    let mut command = Command::new(env::current_exe().expect("a test knows its binary"));
    command.args(["--exact", &child, "--nocapture", "--test-threads=1"]).env(ROLE, role).env(PLACE, place);
    command
}

/// The same role, started by a shell that gets the program as `"$0" "$@"` and the place as `$IAC_TREE_PLACE`.
fn through_shell(wrapper: &[&str], script: &str, of: &Command) -> Command {
    let mut words = wrapper.iter().copied().chain(["sh", "-c", script]);
    let mut command = Command::new(words.next().expect("never empty"));
    command.args(words).arg(of.get_program()).args(of.get_args());
    command.envs(of.get_envs().filter_map(|(key, value)| Some((key, value?))));
    command
}

fn abort_at(step: usize, out: &Path) {
    let mut count = 0;
    let abort = move |_: &str, _: &Path| {
        if count == step {
            process::abort();
        }
        count += 1;
        Ok(())
    };
    hook::with(abort, || apply(&generations()[1], out)).expect("nothing else stops it");
}

/// Died before each single change of the disk in turn, without a chance to clean up.
#[test]
fn dead_at_every_step() {
    let [old, new, other] = generations();
    for fresh in [true, false] {
        let mut deaths = 0;
        for step in 0.. {
            let place = temporary();
            let out = place.path().join("out");
            let others = start(&out, fresh);
            let output = role(&format!("abort {step}"), &out).output().expect("this binary can be run");
            if output.status.success() {
                break;
            }
            assert_eq!(
                output.status.signal(),
                Some(6),
                "step {step}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            deaths += 1;
            assert_whole(&out, &[&old, &new], &others);
            let back = place.path().join("back");
            let changed_mind = place.path().join("copy");
            copy(&out, &back);
            copy(&out, &changed_mind);
            for (out, bundle) in [(&out, &new), (&back, &old), (&changed_mind, &other)] {
                fs::create_dir_all(out).expect("a test may create folders");
                generate(bundle, out, &[]).unwrap_or_else(|error| panic!("step {step}: {error}"));
                assert_complete(out, bundle, &others);
            }
        }
        assert!(deaths > 30, "only {deaths} steps");
    }
}

/// A large bundle; each has files that the other lacks.
fn large(generation: usize) -> Bundle {
    let mut files = Bundle::new();
    for environment in 0..15 {
        for file in ["main.tf", "outputs.tf", "providers.tf", "variables.tf"] {
            let json = if (environment + generation).is_multiple_of(3) { ".json" } else { "" };
            let path = format!("environments/e{environment}/{file}{json}");
            let content = format!("generation {generation} ").repeat(20 + 20 * environment);
            files.insert(path.clone(), rendered(&path, &content));
        }
        let path = format!("modules/m{}/main.tf", environment + generation);
        files.insert(path.clone(), rendered(&path, &format!("generation {generation}")));
    }
    files
}

fn flicker(out: &Path) {
    let generations = [large(0), large(1), large(2)];
    let mut stdout = std::io::stdout();
    writeln!(stdout, "ready").and_then(|()| stdout.flush()).expect("the parent listens");
    for round in 0.. {
        apply(&generations[round % 3], out).unwrap_or_else(|error| panic!("{}", chain(&error)));
    }
}

/// Killed by the system at random moments, in the middle of system calls too.
#[test]
fn killed_at_random_moments() {
    let place = temporary();
    let out = place.path().join("out");
    let mut others = others();
    for environment in 0..15 {
        others.insert(format!("environments/e{environment}/own.tf"), format!("own {environment}"));
        others.insert(format!("environments/e{environment}/terraform.tfstate"), "{}".to_owned());
    }
    for (path, text) in &others {
        put(&out.join(path), text);
    }
    let all = [large(0), large(1), large(2)];
    let every: Vec<_> = all.iter().collect();
    let begin = Instant::now();
    generate(&all[0], &out, &[]).expect("nothing is in the way");
    // From starting up to being a few generations further, however fast this machine is today.
    let span = u64::try_from(begin.elapsed().as_micros()).expect("less than a life").max(1000) * 2;
    let (mut seed, mut unfinished, mut round) = (0x00c0_ffee_u64, 0, 0);
    // On a busy machine the right moment is rare: the rounds go on until there were some.
    while round < 50 || (unfinished < 3 && round < 2000) {
        let mut child =
            role("flicker", &out).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        assert!(
            lines.any(|line| line.is_ok_and(|line| line.ends_with("ready"))),
            "round {round}: it never started"
        );
        // A linear congruential generator (Knuth's MMIX): random enough, and the same in every run.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        thread::sleep(Duration::from_micros((seed >> 33) % span));
        child.kill().expect("it runs until killed");
        let output = child.wait_with_output().expect("it was killed");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.signal(), Some(9), "round {round}, seed {seed}: {stderr}");

        assert_whole(&out, &every, &others);
        unfinished += usize::from(out.join(".iac/pending.json").exists());
        // Sometimes the next process continues by itself, on top of what several killed ones left.
        if round % 3 == 0 {
            let bundle = &all[round / 3 % 3];
            generate(bundle, &out, &[]).unwrap_or_else(|error| panic!("round {round}, seed {seed}: {error}"));
            assert_complete(&out, bundle, &others);
        }
        round += 1;
    }
    assert!(unfinished >= 3, "only {unfinished} of {round} were killed while writing");
}

fn compete(number: &str, out: &Path) {
    for round in 0..25 {
        let content = format!("{number} {round}");
        let paths = (0..12).map(|file| format!("{}/{file}.tf", file % 3));
        let bundle = paths.map(|path| (path.clone(), rendered(&path, &content))).collect();
        match apply(&bundle, out) {
            Ok(()) | Err(ApplyError::Locked { .. } | ApplyError::Changed { .. }) => {}
            Err(error) => panic!("{number}, round {round}: {}", chain(&error)),
        }
    }
}

#[test]
fn several_at_once() {
    let place = temporary();
    let out = place.path().join("out");
    let start = |number: usize| {
        role(&format!("compete {number}"), &out)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs")
    };
    for child in (0..4).map(start).collect::<Vec<_>>() {
        let output = child.wait_with_output().expect("it ends by itself");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let found = texts(&out);
    let contents: std::collections::BTreeSet<_> = found.values().collect();
    assert_eq!((found.len(), contents.len()), (12, 1), "one of them wrote everything");
    assert_complete(&out, &found, &Bundle::new());
}

/// Writes a small generation, then one that the disk has no room for, then another small one.
fn fill(out: &Path) {
    let [small, _, other] = generations();
    generate(&small, out, &[]).expect("the small one fits");
    let before = entries(out);
    let mut huge = other.clone();
    for file in 0..4 {
        let path = format!("huge/{file}.tf");
        huge.insert(path.clone(), rendered(&path, &"x".repeat(60_000)));
    }
    let error = apply(&huge, out).expect_err("the huge one doesn't fit");
    assert!(matches!(error, ApplyError::Nothing { .. }), "{}", chain(&error));
    let message = chain(&error);
    let causes = ["No space left on device", "File too large"];
    assert!(causes.iter().any(|cause| message.contains(cause)), "{message}");
    assert!(message.contains("can't write `") && message.contains(".tmp`: "), "{message}");
    assert_eq!(entries(out), before);
    generate(&other, out, &[]).expect("the other small one fits");
    assert_complete(out, &other, &Bundle::new());
}

/// Works everywhere: beyond the limit of a file's size, writing fails as on a full disk.
#[test]
fn no_room_for_one_file() {
    let place = temporary();
    let script = r#"trap "" XFSZ; ulimit -f 64; exec "$0" "$@""#;
    assert_success(&mut through_shell(&[], script, &role("full", &place.path().join("out"))), false);
}

/// A real full disk, where a user may mount a small one in a namespace of their own.
#[test]
fn no_room_on_the_disk() {
    let place = temporary();
    let script = r#"mount -t tmpfs -o size=160k none "$IAC_TREE_PLACE" || exit 77; exec "$0" "$@""#;
    assert_success(&mut through_shell(NAMESPACE, script, &role("full", place.path())), true);
}

const NAMESPACE: &[&str] = &["unshare", "--user", "--map-root-user", "--mount"];

/// Finds that nothing can be written, and that nothing to do is no error.
fn refused(out: &Path) {
    let before = entries(out);
    let [old, new, _] = generations();
    generate(&old, out, &[]).expect("nothing to do needs no permission");
    let error = apply(&new, out).expect_err("it is not allowed");
    assert!(matches!(error, ApplyError::Nothing { .. }), "{}", chain(&error));
    let message = chain(&error);
    let causes = ["Permission denied", "Read-only file system"];
    assert!(causes.iter().any(|cause| message.contains(cause)), "{message}");
    assert_eq!(entries(out), before);
}

/// Even root may not write to a file system that is mounted for reading only.
#[test]
fn a_read_only_file_system() {
    let place = on_disk();
    start(place.path(), false);
    let script = r#"mount --bind "$IAC_TREE_PLACE" "$IAC_TREE_PLACE" && mount -o remount,bind,ro "$IAC_TREE_PLACE" || exit 77
        exec "$0" "$@""#;
    assert_success(&mut through_shell(NAMESPACE, script, &role("refused", place.path())), true);
}

/// One folder, the records or the root closed for writing. Permissions don't bind root, so root becomes nobody.
#[test]
fn a_read_only_directory() {
    for closed in ["", ".iac", "m"] {
        let place = on_disk();
        let out = place.path().join("out");
        start(&out, false);
        let binary = place.path().join("binary");
        fs::copy(env::current_exe().expect("a test knows its binary"), &binary).expect("there is room");
        let open = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a test may chmod its own");
        };
        open(place.path(), 0o755);
        let mut command = role("refused", &out);
        if is_root(place.path()) {
            for path in entries(&out).into_keys().chain([String::new()]).map(|path| out.join(path)) {
                open(&path, if path.is_dir() { 0o777 } else { 0o666 });
            }
            let become_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
            let script = format!("shift 0; exec '{}' \"$@\"", binary.display());
            command = through_shell(&become_nobody, &script, &command);
        }
        open(&out.join(closed), 0o555);
        assert_success(&mut command, true);
        open(&out.join(closed), 0o755);
    }
}

fn is_root(own: &Path) -> bool {
    std::os::unix::fs::MetadataExt::uid(&fs::metadata(own).expect("it is there")) == 0
}

/// A tool that isn't there (or 77, or one that fails before our binary starts) is a skip, if that `may_skip`.
fn assert_success(command: &mut Command, may_skip: bool) {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if may_skip => return skip(&format!("{}: {error}", command.get_program().display())),
        Err(error) => panic!("{}: {error}", command.get_program().display()),
    };
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if may_skip && !stdout.contains("running 1 test") {
        return skip(&format!("{}: {}", command.get_program().display(), stderr.trim()));
    }
    assert!(output.status.success() && stdout.contains("1 passed"), "{stdout}{stderr}");
}

#[test]
fn leftovers_of_others_stay() {
    let place = temporary();
    put(&place.path().join(".iac-mine.tmp"), "mine");
    put(&place.path().join("m/.a.tf.swp"), "mine");
    let bundle = bundle(&[("a.tf", "1"), ("m/a.tf", "1")]);
    generate(&bundle, place.path(), &[]).expect("nothing is in the way");
    generate(&Bundle::new(), place.path(), &[]).expect("nothing is in the way");
    assert_eq!(texts(place.path()).into_keys().collect::<Vec<_>>(), [".iac-mine.tmp", "m/.a.tf.swp"]);
}
