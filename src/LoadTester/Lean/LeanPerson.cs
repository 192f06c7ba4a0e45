using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.LoadTester.Lean;

/// <summary>One person in one room. The client is as cheap as possible and keeps the protocol as the product's client does: it
/// acknowledges as often as the server asks, pings after a silence, and returns with its resume token after a lost
/// connection.</summary>
internal sealed class LeanPerson : IAsyncDisposable
{
    private static readonly TimeSpan AckUsually = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long a person keeps trying to join a server that says when to come again.</summary>
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly LeanNetwork network;
    private readonly LeanLinkGroup place;
    private readonly Func<CancellationToken, ValueTask<string?>> token;
    private readonly Ear? ear;
    private readonly TimeProvider time;
    private readonly PositionTracker positions = new();
    private readonly BackOff backOff = new(FirstBackOff, LongestBackOff);
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<Refusal?>> commands = new();
    private readonly CancellationTokenSource over = new();
    private volatile LeanCall? call;
    private Task reconnecting = Task.CompletedTask;
    private volatile bool leaving;
    private string resumeToken = "";
    private ulong version;
    private bool wasIn;
    private TimeSpan ackEvery = AckUsually;
    private long acknowledged;
    private long missedAtAck;
    private long ackedAt;
    private long heardAt;
    private long sentAt;
    private ulong lastRequest;
    private long bundles;
    private int reconnects;

    /// <param name="network">The process's connections.</param>
    /// <param name="place">The connection to use.</param>
    /// <param name="token">Returns the access token; called for every attempt.</param>
    /// <param name="ear">Measures what is heard; null for a person who does not listen.</param>
    public LeanPerson(
        LeanNetwork network, LeanLinkGroup place, string roomId, Func<CancellationToken, ValueTask<string?>> token, Ear? ear)
    {
        this.network = network;
        this.place = place;
        this.token = token;
        this.ear = ear;
        time = network.Time;
        RoomId = roomId;
    }

    public string RoomId { get; }

    /// <summary>How long the server may hold packets back; sent with the next Join.</summary>
    public LatencyClass Latency { get; set; } = LatencyClass.Audience;

    public bool IsInRoom => call is { IsIn: true };

    public long Bundles => Volatile.Read(ref bundles);

    /// <summary>Number of skipped packets: dropped by the server, or lost in a cut.</summary>
    public long Missed => positions.Missed;

    public int Reconnects => Volatile.Read(ref reconnects);

    /// <summary>Why the server closed the connection for good; null if it did not.</summary>
    public string? Expelled { get; private set; }

    /// <summary>Called for every bundle that was heard, on the connection's reading thread: it must return at once.</summary>
    public Action? OnBundle { get; init; }

    /// <summary>Called after a reconnect with the server's answer.</summary>
    public Action<Joined>? OnRejoined { get; init; }

    /// <summary>Joins the room. From then on the person reconnects without further calls.</summary>
    /// <exception cref="ConnectionLostException">The server is unreachable, did not answer in time, or refused.</exception>
    public async Task JoinAsync(CancellationToken cancellation)
    {
        ear?.Begin(Clock.Micros(time, time.GetTimestamp()));
        var began = time.GetTimestamp();
        while (await AttemptAsync(cancellation).ConfigureAwait(false) is { } refusal)
        {
            if (refusal.RetryAfter == TimeSpan.Zero || time.GetElapsedTime(began) + refusal.RetryAfter > JoinWithin)
            {
                throw new ConnectionLostException(
                    refusal.Message.Length > 0 ? refusal.Message : $"The server refused: {refusal.Code}.");
            }

            await Task.Delay(refusal.RetryAfter, time, cancellation).ConfigureAwait(false);
        }

        network.Add(this);
        reconnecting = ReconnectAsync();
    }

    /// <summary>Sends a command and waits for the answer; null if it was carried out.</summary>
    /// <exception cref="ConnectionLostException">No answer arrived.</exception>
    public async Task<Refusal?> CommandAsync(ClientMessage command, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        command.RequestId = Interlocked.Increment(ref lastRequest);
        commands[command.RequestId] = answer;
        try
        {
            if (!TrySend(command))
            {
                throw new ConnectionLostException("There is no connection to the room now.");
            }

            return await answer.Task.WaitAsync(CommandTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new ConnectionLostException($"The server did not answer within {CommandTimeout.TotalSeconds:0} s.", e);
        }
        finally
        {
            commands.TryRemove(command.RequestId, out _);
        }
    }

    /// <summary>Sends a message that needs no answer. False if there is no connection.</summary>
    public bool TrySend(ClientMessage message) => TrySend(message.ToByteArray());

    /// <inheritdoc cref="TrySend(ClientMessage)"/>
    public bool TrySend(ReadOnlySpan<byte> message)
    {
        Volatile.Write(ref sentAt, time.GetTimestamp());
        return call is { IsIn: true, Channel: { } channel } && channel.TrySend(message);
    }

    /// <summary>Cuts the connection, also for the people who share it.</summary>
    public void Cut() => call?.Link.Cut();

    /// <summary>Leaves the room; the connection stays open for the people who share it.</summary>
    public async Task LeaveAsync()
    {
        leaving = true;
        if (call is { IsIn: true, Channel: { } channel } here)
        {
            TrySend(new ClientMessage { Leave = new Leave() });
            channel.Finish();
            try
            {
                await here.Ended.WaitAsync(LeaveWithin, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // If the server does not answer the Leave, the connection is closed without it.
            }
        }

        await over.CancelAsync().ConfigureAwait(false);
        await reconnecting.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        over.Dispose();
    }

    /// <summary>Runs once a second and does what the receiving loop cannot do while it waits for a message.</summary>
    public void SendDue(long now)
    {
        if (call is not { IsIn: true } current)
        {
            return;
        }

        var silence = time.GetElapsedTime(Volatile.Read(ref heardAt), now);
        if (silence >= DeadAfter)
        {
            current.Link.Cut();
        }
        else if (silence >= PingAfter || time.GetElapsedTime(Volatile.Read(ref sentAt), now) >= PingAfter + ackEvery)
        {
            TrySend(new ClientMessage { Ping = new Ping { SentAtMicros = Clock.Micros(time, now) } });
        }

        // The last bundle before a silence arrived too soon after an acknowledgement to get its own.
        if (Volatile.Read(ref acknowledged) < positions.Next && time.GetElapsedTime(Volatile.Read(ref ackedAt), now) >= ackEvery)
        {
            Acknowledge(current, now);
        }
    }

    public void OnMessage(LeanCall from, ReadOnlySpan<byte> message, long receivedAt)
    {
        if (!ReferenceEquals(from, call))
        {
            return;
        }

        Volatile.Write(ref heardAt, receivedAt);
        if (!BundleReader.TryOpen(message, out var bundle))
        {
            Receive(from, ServerMessage.Parser.ParseFrom(message));
            return;
        }

        var arrived = Clock.Micros(time, receivedAt);
        var known = positions.Next;
        var count = 0;
        while (bundle.MoveNext())
        {
            count++;
            if (bundle.Next > known)
            {
                ear?.Hear(bundle.Source, bundle.Sequence, bundle.SentAtMicros, arrived);
            }
        }

        positions.Take(bundle.Next - count, count, bundle.End);
        Volatile.Write(ref bundles, bundles + 1);
        if (time.GetElapsedTime(Volatile.Read(ref ackedAt), receivedAt) >= ackEvery)
        {
            Acknowledge(from, receivedAt);
        }

        OnBundle?.Invoke();
    }

    private void Receive(LeanCall from, ServerMessage message)
    {
        switch (message.BodyCase)
        {
            case ServerMessage.BodyOneofCase.Joined:
                Receive(from, message.Joined);
                break;
            case ServerMessage.BodyOneofCase.Refusal when !from.Answered.IsCompleted:
                from.Answer(new LeanEnding(false, message.Refusal.Code, message.Refusal.Message)
                {
                    RetryAfter = TimeSpan.FromMilliseconds(message.Refusal.RetryAfterMs),
                });
                break;
            case ServerMessage.BodyOneofCase.Refusal when commands.TryGetValue(message.Refusal.RequestId, out var refused):
                refused.TrySetResult(message.Refusal);
                break;
            case ServerMessage.BodyOneofCase.Ok when commands.TryGetValue(message.Ok.RequestId, out var done):
                done.TrySetResult(null);
                break;
            case ServerMessage.BodyOneofCase.LatencyChanged:
                ear?.Pace(message.LatencyChanged.Latency);
                ackEvery = AckEveryOf(message.LatencyChanged.AckEveryMs);
                Acknowledge(from, time.GetTimestamp());
                break;
            case ServerMessage.BodyOneofCase.Closing when !message.Closing.Resume:
                Expelled = message.Closing.Message;
                break;
            case ServerMessage.BodyOneofCase.Event:
                version = Math.Max(version, message.Event.Version);
                break;
            case ServerMessage.BodyOneofCase.Events when message.Events.Events is [.., { } newest]:
                version = Math.Max(version, newest.Version);
                break;
            case ServerMessage.BodyOneofCase.Snapshot:
                version = Math.Max(version, message.Snapshot.Version);
                break;
            default:
                // News that a person would look at and a load test does not need.
                break;
        }
    }

    private void Receive(LeanCall from, Joined joined)
    {
        positions.Begin((long)joined.Position, first: !wasIn, joined.Resumed);
        resumeToken = joined.ResumeToken;
        ackEvery = AckEveryOf(joined.AckEveryMs);
        ear?.Pace(joined.Latency);
        version = joined.Room.Version;
        Volatile.Write(ref acknowledged, positions.Next);
        backOff.Reset();
        var again = wasIn;
        wasIn = true;
        from.Answer(null);
        if (again)
        {
            Interlocked.Increment(ref reconnects);
            OnRejoined?.Invoke(joined);
        }
        else
        {
            ear?.Joined(Clock.Micros(time, time.GetTimestamp()));
        }
    }

    private static TimeSpan AckEveryOf(uint milliseconds) =>
        milliseconds == 0 ? AckUsually : TimeSpan.FromMilliseconds(milliseconds);

    private void Acknowledge(LeanCall through, long now)
    {
        Span<byte> bytes = stackalloc byte[ClientMessages.AckBytesMax];
        var (next, missed) = (positions.Next, positions.Missed);
        var size = ClientMessages.WriteAck(bytes, (ulong)next, (uint)(missed - missedAtAck));
        Volatile.Write(ref ackedAt, now);
        Volatile.Write(ref sentAt, now);
        if (through.Channel?.TrySend(bytes[..size]) == true)
        {
            missedAtAck = missed;
            Volatile.Write(ref acknowledged, next);
        }
    }

    /// <summary>One attempt to join; null if it succeeded.</summary>
    private async Task<LeanEnding?> AttemptAsync(CancellationToken cancellation)
    {
        var access = await token(cancellation).ConfigureAwait(false);
        var link = await place.GetAsync(cancellation).ConfigureAwait(false);
        var attempt = new LeanCall(this) { Link = link };
        call = attempt;
        var now = time.GetTimestamp();
        Volatile.Write(ref heardAt, now);
        Volatile.Write(ref sentAt, now);
        attempt.Channel = link.Open(access ?? "", attempt);
        var join = new Join { RoomId = RoomId, Latency = Latency };
        if (wasIn)
        {
            join.ResumePosition = (ulong)positions.Next;
            join.ResumeToken = resumeToken;
            join.KnownVersion = version;
        }

        attempt.Channel.TrySend(
            new ClientMessage { RequestId = Interlocked.Increment(ref lastRequest), Join = join }.ToByteArray());
        try
        {
            return await attempt.Answered.WaitAsync(JoinTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var late = new LeanEnding(false, "", $"the server did not answer the join within {JoinTimeout.TotalSeconds:0} s");
            attempt.Channel.Finish();
            attempt.OnEnded(late);
            return late;
        }
    }

    /// <summary>Reconnects until the server closes for good or the person leaves.</summary>
    private async Task ReconnectAsync()
    {
        try
        {
            while (true)
            {
                await call!.Ended.WaitAsync(over.Token).ConfigureAwait(false);
                if (leaving || Expelled is not null)
                {
                    return;
                }

                await Task.Delay(backOff.Next(), time, over.Token).ConfigureAwait(false);
                try
                {
                    await AttemptAsync(over.Token).ConfigureAwait(false);
                }
                catch (ConnectionLostException)
                {
                    // The server is unreachable: try again later.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The person has left.
        }
    }
}
