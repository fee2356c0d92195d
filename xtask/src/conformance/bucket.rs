//! A bucket that Terraform can keep states in, without AWS: moto serves S3 and STS, and checks no signature.
//!
//! What it can't tell is what AWS refuses: the rights of roles and the policies of buckets and keys.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::conformance::case::Problem;
use crate::terraform::Sandbox;

/// The environment variable that names moto's server.
pub(super) const MOTO: &str = "MOTO";

/// How long the server may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// What moto says when it is ready.
const READY: &str = "Running on http://";

/// moto's server as a program: `$MOTO`, or `moto_server` on the path; nothing if there is none.
pub(super) fn program() -> Option<PathBuf> {
    let path = std::env::var_os(MOTO).map_or_else(|| PathBuf::from("moto_server"), PathBuf::from);
    let help = Command::new(&path).arg("--help").stdin(Stdio::null()).output();
    help.is_ok_and(|output| output.status.success()).then_some(path)
}

/// A server with one bucket in it, gone when dropped.
pub(super) struct Bucket {
    server: Child,
    address: SocketAddr,
    name: String,
    region: String,
    _log: TempDir,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        // It may have ended by itself, and nobody waits for what it says.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Starts a server, and makes a versioned bucket in it.
pub(super) fn s3(name: &str, region: &str) -> Result<Bucket, Problem> {
    let missing = || Problem::Found(format!("moto_server is not on PATH, and {MOTO} names no other"));
    let (server, address, log) = start(program().ok_or_else(missing)?).map_err(|error| failed(&error))?;
    let bucket = Bucket { server, address, name: name.to_owned(), region: region.to_owned(), _log: log };
    let namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    let place = match region {
        // The one region that must not be named.
        "us-east-1" => String::new(),
        _ => format!(
            "<CreateBucketConfiguration {namespace}><LocationConstraint>{region}</LocationConstraint>\
             </CreateBucketConfiguration>"
        ),
    };
    bucket.done("PUT", "", &place)?;
    bucket.done(
        "PUT",
        "?versioning",
        &format!("<VersioningConfiguration {namespace}><Status>Enabled</Status></VersioningConfiguration>"),
    )?;
    Ok(bucket)
}

/// What the server answered.
pub(super) struct Answer {
    code: u16,
    /// The headers, by their names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

impl Bucket {
    /// Has Terraform find the server where it would find AWS.
    pub(super) fn serve(&self, sandbox: &mut Sandbox<'_>) {
        let endpoint = format!("http://{}", self.address);
        sandbox.set("AWS_ACCESS_KEY_ID", "nobody");
        sandbox.set("AWS_ENDPOINT_URL_S3", OsString::from(&endpoint));
        sandbox.set("AWS_ENDPOINT_URL_STS", OsString::from(&endpoint));
    }

    /// What `terraform init` needs besides: the bucket has no host name of its own here.
    pub(super) const INIT: &'static str = "-backend-config=use_path_style=true";

    /// An object; nothing if there is none under this key.
    pub(super) fn object(&self, key: &str) -> Result<Option<Answer>, Problem> {
        let answer = self.ask("GET", &format!("/{key}"), "")?;
        match answer.code {
            200 => Ok(Some(answer)),
            404 => Ok(None),
            code => Err(Problem::Found(format!("S3 answers {code} to a GET of {key}:\n{}", answer.body))),
        }
    }

    /// Puts an object.
    pub(super) fn put(&self, key: &str, body: &str) -> Result<(), Problem> {
        self.done("PUT", &format!("/{key}"), body)
    }

    /// Deletes an object; its versions stay.
    pub(super) fn delete(&self, key: &str) -> Result<(), Problem> {
        self.done("DELETE", &format!("/{key}"), "")
    }

    /// The keys of all objects, in order.
    pub(super) fn keys(&self) -> Result<Vec<String>, Problem> {
        Ok(keys(&self.ask("GET", "?list-type=2", "")?.body))
    }

    /// How many versions there were of an object; what was deleted counts as one.
    pub(super) fn versions(&self, key: &str) -> Result<usize, Problem> {
        let answer = self.ask("GET", "?versions", "")?;
        Ok(keys(&answer.body).iter().filter(|other| *other == key).count())
    }

    fn done(&self, method: &str, path: &str, body: &str) -> Result<(), Problem> {
        let answer = self.ask(method, path, body)?;
        match answer.code {
            200..300 => Ok(()),
            code => Err(Problem::Found(format!("S3 answers {code} to {method} {path}:\n{}", answer.body))),
        }
    }

    /// Sends one request, below the bucket.
    fn ask(&self, method: &str, path: &str, body: &str) -> Result<Answer, Problem> {
        // moto takes the service and the region from who signed, and doesn't look at the signature.
        let credential = format!("nobody/20200101/{}/s3/aws4_request", self.region);
        let request = format!(
            "{method} /{}{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/xml\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.name,
            self.address,
            body.len()
        );
        let send = || -> io::Result<Vec<u8>> {
            let mut stream = TcpStream::connect(self.address)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.write_all(request.as_bytes())?;
            let mut answer = vec![];
            stream.read_to_end(&mut answer)?;
            Ok(answer)
        };
        answer(&String::from_utf8_lossy(&send().map_err(|error| failed(&error))?))
            .ok_or_else(|| Problem::Found(format!("S3 answers no HTTP to {method} {path}")))
    }
}

/// Starts the server on a port of its own choice.
fn start(program: PathBuf) -> io::Result<(Child, SocketAddr, TempDir)> {
    // A pipe that nobody reads would stop it after some hundred requests.
    let folder = tempfile::Builder::new().prefix("iac-moto-").tempdir()?;
    let log = folder.path().join("log");
    let file = std::fs::File::create(&log)?;
    let mut server = Command::new(program)
        .args(["-H", "127.0.0.1", "-p", "0"])
        .current_dir(folder.path())
        .env("PYTHONUNBUFFERED", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        .spawn()?;
    let started = Instant::now();
    loop {
        let said = std::fs::read_to_string(&log)?;
        let address =
            said.split_once(READY).and_then(|(_, rest)| rest.split_whitespace().next()?.parse().ok());
        if let Some(address) = address {
            return Ok((server, address, folder));
        }
        if server.try_wait()?.is_some() || started.elapsed() > PATIENCE {
            let _ = server.kill();
            let _ = server.wait();
            return Err(io::Error::other(format!("moto_server does not serve:\n{said}")));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn failed(error: &io::Error) -> Problem {
    Problem::Found(format!("S3 can't be had: {error}"))
}

fn answer(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let code = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Some(Answer { code, headers, body: body.to_owned() })
}

/// The keys in a listing.
fn keys(listing: &str) -> Vec<String> {
    let rest = listing.split("<Key>").skip(1);
    rest.filter_map(|rest| Some(rest.split_once("</Key>")?.0.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let text =
            "HTTP/1.1 200 OK\r\nX-Amz-Version-Id: 1\r\n\r\n<Contents><Key>a/b</Key></Contents><Key>c</Key>";
        let answer = answer(text).expect("it is one");
        assert_eq!((answer.code, answer.headers["x-amz-version-id"].as_str()), (200, "1"));
        assert_eq!(keys(&answer.body), ["a/b", "c"]);
    }
}
