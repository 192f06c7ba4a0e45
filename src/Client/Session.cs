using System.Threading.Channels;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>One call of <c>RoomSession.Connect</c>, from its Join to its end: a reading loop, a writing loop, and a bounded queue
/// between the callers and the writing loop, because gRPC allows one write at a time. It does not interpret the
/// messages.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>Five seconds of speech. A server that has not read for so long is as good as gone.</summary>
    private const int OutboxSize = 256;

    private readonly AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call;
    private readonly CancellationTokenSource abort;
    private readonly TimeProvider time;
    private readonly Channel<ClientMessage> outbox = Channel.CreateBounded<ClientMessage>(
        new BoundedChannelOptions(OutboxSize) { SingleReader = true });

    // All acknowledgements share one message object, which is filled when it is written. So the newest position is always sent.
    private readonly ClientMessage ack = new() { Ack = new Ack() };
    private long ackPosition;
    private long ackConcealed;
    private long ackLost;
    private volatile bool reportsLost;
    private IReadOnlyList<SpeakerHeard>? ackHeard;
    private int ackQueued;
    private long lastHeardAt;
    private long lastSentAt;
    private volatile string? abortReason;

    public Session(
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, CancellationTokenSource abort, TimeProvider time)
    {
        this.call = call;
        this.abort = abort;
        this.time = time;
        lastHeardAt = time.GetTimestamp();
        lastSentAt = lastHeardAt;
    }

    /// <summary>How long the server has sent nothing.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref lastHeardAt));

    /// <summary>How long the client has sent nothing. A server drops a client that is quiet for too long.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(Volatile.Read(ref lastSentAt));

    /// <summary>The newest position that was acknowledged or is about to be.</summary>
    public long Acknowledged => Volatile.Read(ref ackPosition);

    /// <summary>Queues a message. False if the queue is full or closed.</summary>
    public bool TrySend(ClientMessage message)
    {
        Volatile.Write(ref lastSentAt, time.GetTimestamp());
        return outbox.Writer.TryWrite(message);
    }

    /// <summary>Acknowledges everything before a position. Several waiting acknowledgements become one.</summary>
    /// <param name="position">The position after the newest packet received.</param>
    /// <param name="concealed">Number of frames concealed since the last acknowledgement.</param>
    /// <param name="lost">Number of packets that were missing when due; null if the client does not play sound.</param>
    /// <param name="heard">A report of what was played; null if none is due. A newer report replaces one that waits.</param>
    public void SendAck(long position, int concealed, int? lost, IReadOnlyList<SpeakerHeard>? heard)
    {
        Volatile.Write(ref ackPosition, position);
        Volatile.Write(ref lastSentAt, time.GetTimestamp());
        Interlocked.Add(ref ackConcealed, concealed);
        Interlocked.Add(ref ackLost, lost ?? 0);
        reportsLost |= lost is not null;
        if (heard is not null)
        {
            Volatile.Write(ref ackHeard, heard);
        }

        if (Interlocked.Exchange(ref ackQueued, 1) == 0 && !outbox.Writer.TryWrite(ack))
        {
            Volatile.Write(ref ackQueued, 0);
        }
    }

    /// <summary>Sends what is queued, and then ends the client's side of the call.</summary>
    public void FinishWriting() => outbox.Writer.TryComplete();

    /// <summary>Ends the call at once from this side. Does nothing if the call has ended, even if it was disposed of
    /// meanwhile.</summary>
    public void Abort(string reason)
    {
        abortReason ??= reason;
        try
        {
            abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended between the caller's decision and this line.
        }
    }

    /// <summary>Sends <paramref name="join"/>, then passes on every message until the call ends, and returns why it ended; null
    /// if the server ended it in order. Does not throw for failures of the network or the server.</summary>
    public async Task<RpcException?> RunAsync(ClientMessage join, Action<ServerMessage> onMessage)
    {
        var writing = WriteAsync(join);
        try
        {
            while (await call.ResponseStream.MoveNext(abort.Token).ConfigureAwait(false))
            {
                Volatile.Write(ref lastHeardAt, time.GetTimestamp());
                onMessage(call.ResponseStream.Current);
            }

            return null;
        }
        catch (RpcException e)
        {
            return abortReason is null ? e : new RpcException(new Status(StatusCode.Unavailable, abortReason), abortReason);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            var reason = abortReason ?? e.Message;
            return new RpcException(new Status(StatusCode.Unavailable, reason), reason);
        }
        finally
        {
            outbox.Writer.TryComplete();
            await abort.CancelAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        call.Dispose();
        abort.Dispose();
    }

    private async Task WriteAsync(ClientMessage join)
    {
        try
        {
            await call.RequestStream.WriteAsync(join, abort.Token).ConfigureAwait(false);
            while (await outbox.Reader.WaitToReadAsync(abort.Token).ConfigureAwait(false))
            {
                while (outbox.Reader.TryRead(out var message))
                {
                    if (ReferenceEquals(message, ack))
                    {
                        Volatile.Write(ref ackQueued, 0);
                        ack.Ack.Position = (ulong)Volatile.Read(ref ackPosition);
                        ack.Ack.Concealed = (uint)Interlocked.Exchange(ref ackConcealed, 0);
                        if (reportsLost)
                        {
                            ack.Ack.Lost = (uint)Interlocked.Exchange(ref ackLost, 0);
                        }

                        ack.Ack.Heard.Clear();
                        if (Interlocked.Exchange(ref ackHeard, null) is { } heard)
                        {
                            ack.Ack.Heard.Add(heard);
                        }
                    }

                    await call.RequestStream.WriteAsync(message, abort.Token).ConfigureAwait(false);
                }
            }

            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or IOException or HttpRequestException
            or InvalidOperationException)
        {
            // The call has ended, and the reading loop knows why. (A write to an ended call throws InvalidOperationException.)
            outbox.Writer.TryComplete();
        }
        catch
        {
            // A bug. The reading loop must not wait for answers to what was never sent; it rethrows this.
            await abort.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
