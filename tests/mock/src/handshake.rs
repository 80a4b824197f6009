//! Serves the beginning of a connection, up to the login.

use std::future::pending;
use std::sync::Arc;

use bytes::BytesMut;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::channel::{Channel, ConnectionEnded};
use crate::connection::{Connection, DEFAULT_PACKET_SIZE};
use crate::fault::{Effect, Fault, Stage};
use crate::login::Login;
use crate::packet;
use crate::prelogin::{Encryption, Prelogin, put_prelogin};
use crate::shared::Shared;
use crate::tls::{Stream, Tls};

/// Serves a connection until it ends.
pub(crate) async fn serve(tcp: TcpStream, number: usize, shared: Arc<Shared>) {
    // The test or the client has ended the connection, which is not an error of the server.
    let _ = run(tcp, number, &shared).await;
}

async fn run(tcp: TcpStream, number: usize, shared: &Shared) -> Result<(), ConnectionEnded> {
    let fault = (shared.script.handshakes)(number);
    tcp.set_nodelay(true)?;
    let mut channel = Channel::new(Stream::Plain(tcp), number, Arc::clone(&shared.log), DEFAULT_PACKET_SIZE);
    apply_fault(&mut channel, fault, Stage::Connect).await?;
    if shared.tls == Tls::Strict {
        channel = encrypt(channel, shared, fault).await?;
    }

    let prelogin = Prelogin::read(&expect(&mut channel, packet::PRELOGIN).await?);
    apply_fault(&mut channel, fault, Stage::Prelogin).await?;
    let encryption = prelogin.encryption.answer(shared.tls);
    let mut answer = BytesMut::new();
    put_prelogin(&mut answer, encryption);
    channel.send(packet::RESULT, &answer).await?;
    if shared.tls != Tls::Strict && encryption != Encryption::NotSupported {
        channel = encrypt(channel, shared, fault).await?;
    } else if shared.tls == Tls::Off && prelogin.encryption != Encryption::NotSupported {
        // The client disconnects, or starts TLS anyway.
        channel.stream.tcp().peek(&mut [0]).await?;
        apply_fault(&mut channel, fault, Stage::Tls).await?;
    }

    let content = expect(&mut channel, packet::LOGIN).await?;
    let login = Login::read(&content, number, &prelogin, matches!(channel.stream, Stream::Encrypted(_)));
    shared.log.change(|entries| entries.logins.push(login.clone()));
    apply_fault(&mut channel, fault, Stage::Login).await?;
    if shared.tls != Tls::Strict && encryption == Encryption::Off {
        channel.stream = channel.stream.decrypt();
    }
    Connection::new(channel, shared).run(&login).await
}

/// Applies the fault of this stage.
async fn apply_fault(
    channel: &mut Channel,
    fault: Option<Fault>,
    stage: Stage,
) -> Result<(), ConnectionEnded> {
    match fault.filter(|fault| fault.stage == stage).map(|fault| fault.effect) {
        None => Ok(()),
        Some(Effect::Cut(cut)) => Err(channel.cut(cut)),
        Some(Effect::Hang) => pending().await,
        Some(Effect::Delay(time)) => {
            sleep(time).await;
            Ok(())
        }
    }
}

async fn encrypt(
    mut channel: Channel,
    shared: &Shared,
    fault: Option<Fault>,
) -> Result<Channel, ConnectionEnded> {
    channel.stream.tcp().peek(&mut [0]).await?;
    apply_fault(&mut channel, fault, Stage::Tls).await?;
    let Stream::Plain(tcp) = channel.stream else { panic!("TLS starts only once") };
    channel.stream = Stream::encrypt(tcp, &shared.certificate, shared.tls != Tls::Strict).await?;
    Ok(channel)
}

/// Returns the content of a login message. Another message ends the connection, as SQL Server does
/// (MS-TDS 3.3.5).
async fn expect(channel: &mut Channel, ty: u8) -> Result<BytesMut, ConnectionEnded> {
    let message = channel.receive().await?;
    if message.ty == ty { Ok(message.content) } else { Err(ConnectionEnded) }
}
