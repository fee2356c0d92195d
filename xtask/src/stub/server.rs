//! gRPC over a Unix socket, as far as Terraform's plugin protocol needs it.

use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Request, Response};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Notify;

use super::provider::Provider;

/// Why the stub can't serve, or can't answer one call.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    pub(super) fn new(reason: &dyn fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

/// Every error on the way is told to Terraform or to whoever started it; none can be handled.
macro_rules! from_errors {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::new(&error)
            }
        })+
    };
}
from_errors!(std::io::Error, h2::Error, http::Error, http::header::InvalidHeaderValue);

/// Terraform dials at once; without it the stub would wait for ever.
const PATIENCE: Duration = Duration::from_mins(1);

/// Status codes of gRPC.
const OK: &str = "0";
const UNIMPLEMENTED: &str = "12";
const INTERNAL: &str = "13";

/// Serves `provider` to the one client that connects, until that hangs up or asks to shut down.
pub(super) fn serve(provider: Provider, out: &mut dyn Write) -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let folder =
            std::env::var_os("PLUGIN_UNIX_SOCKET_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
        let socket = folder.join(format!("iac-stub-{}.sock", std::process::id()));
        let listener = UnixListener::bind(&socket)?;
        writeln!(out, "1|6|unix|{}|grpc|", socket.display())?;
        out.flush()?;
        let client = tokio::time::timeout(PATIENCE, listener.accept()).await;
        // The connection outlives its name, and a name left behind would stay for ever.
        std::fs::remove_file(&socket)?;
        let (stream, _) = client.map_err(|_| Failure::new(&"nobody connected"))??;
        let shutdown = Arc::new(Notify::new());
        tokio::select! {
            served = connection(Arc::new(provider), stream, shutdown.clone()) => served,
            () = shutdown.notified() => Ok(()),
        }
    })
}

async fn connection(
    provider: Arc<Provider>,
    stream: UnixStream,
    shutdown: Arc<Notify>,
) -> Result<(), Failure> {
    let mut connection = h2::server::Builder::new()
        .max_frame_size(1 << 20)
        .initial_window_size(1 << 20)
        .initial_connection_window_size(1 << 22)
        .max_send_buffer_size(64 << 20)
        .handshake(stream)
        .await?;
    while let Some(request) = connection.accept().await {
        let (request, respond) = request?;
        // A stream that breaks is Terraform's to report: it cancels calls when it is interrupted.
        tokio::spawn(answer(provider.clone(), request, respond, shutdown.clone()));
    }
    Ok(())
}

async fn answer(
    provider: Arc<Provider>,
    request: Request<h2::RecvStream>,
    mut respond: h2::server::SendResponse<Bytes>,
    shutdown: Arc<Notify>,
) -> Result<(), Failure> {
    let path = request.uri().path().to_owned();
    let method = path.rsplit('/').next().unwrap_or_default();
    let head = Response::builder().status(200).header("content-type", "application/grpc");
    if matches!(method, "StartStream" | "StreamStdio") {
        // Side channels of Terraform's plugin library: open as long as the connection, always silent.
        let _open = respond.send_response(head.body(())?, false)?;
        return std::future::pending().await;
    }
    let message = receive(request.into_body()).await?;
    let answer = provider.call(method, message.get(PREFIX..).unwrap_or_default());
    match answer {
        Ok(Some(message)) => {
            let mut stream = respond.send_response(head.body(())?, false)?;
            stream.send_data(frame(&message)?, false)?;
            stream.send_trailers(status(OK, "")?)?;
        }
        Ok(None) => refuse(&mut respond, head.body(())?, &status(UNIMPLEMENTED, "not implemented")?)?,
        Err(failure) => refuse(&mut respond, head.body(())?, &status(INTERNAL, &failure.to_string())?)?,
    }
    if method == "Shutdown" {
        // Lets the answer leave first.
        tokio::task::yield_now().await;
        shutdown.notify_one();
    }
    Ok(())
}

/// Bytes before each message: one for compression, four for the length.
const PREFIX: usize = 5;

async fn receive(mut body: h2::RecvStream) -> Result<BytesMut, Failure> {
    let mut message = BytesMut::new();
    while let Some(data) = body.data().await {
        let data = data?;
        body.flow_control().release_capacity(data.len())?;
        message.extend_from_slice(&data);
    }
    Ok(message)
}

fn frame(message: &[u8]) -> Result<Bytes, Failure> {
    let length = u32::try_from(message.len()).map_err(|error| Failure::new(&error))?;
    let mut frame = BytesMut::with_capacity(message.len() + PREFIX);
    frame.put_u8(0);
    frame.put_u32(length);
    frame.extend_from_slice(message);
    Ok(frame.freeze())
}

fn refuse(
    respond: &mut h2::server::SendResponse<Bytes>,
    mut response: Response<()>,
    status: &HeaderMap,
) -> Result<(), Failure> {
    response.headers_mut().extend(status.clone());
    respond.send_response(response, true)?;
    Ok(())
}

fn status(code: &'static str, message: &str) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    headers.insert("grpc-status", HeaderValue::from_static(code));
    if !message.is_empty() {
        // Anything else would need percent-encoding.
        let plain = |character: char| (character.is_ascii_graphic() && character != '%') || character == ' ';
        let message: String =
            message.chars().map(|character| if plain(character) { character } else { '_' }).collect();
        headers.insert("grpc-message", HeaderValue::from_str(&message)?);
    }
    Ok(headers)
}
