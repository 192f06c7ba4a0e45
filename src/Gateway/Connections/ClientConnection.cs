using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Commands;
using AudioRooms.Gateway.Media;
using AudioRooms.Gateway.Posts;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Connections;

/// <summary>
/// One device in one room. Reads what it sends: audio goes straight on, acknowledgements move a number, commands are carried out
/// one after the other beside the reading, so that sound never waits for a room to be saved.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Without timer or wait handle the token source holds nothing, and Close may come at any time.")]
internal sealed partial class ClientConnection
{
    /// <summary>Commands that may wait for the one before; a client that has more in flight is not waiting for answers.</summary>
    private const int CommandsWaitingMax = 16;

    private static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly ClientConnections gateway;
    private readonly IConnectionTransport transport;
    private readonly CancellationTokenSource ending = new();
    private readonly Queue<ClientMessage> commands = new(0);
    private readonly UplinkGate uplink;
    private TokenBucket commandRate;
    private ClosingReason? closingReason;
    private Task commandWork = Task.CompletedTask;
    private RoomPost? post;
    private FanOutListener? listener;
    private ISpeakerGrain? speaker;
    private string? resumeToken;
    private int refusedReasons;
    private int forbiddenPackets;
    private int badPackets;

    public ClientConnection(ClientConnections gateway, Person person, IConnectionTransport transport)
    {
        this.gateway = gateway;
        this.transport = transport;
        logger = gateway.Logger;
        Person = person;
        Microphone = new Microphone(person.Id);
        Outbox = new Outbox(transport);
        var session = gateway.Options.Session;
        uplink = new UplinkGate(session, gateway.NowMicros);
        commandRate = new TokenBucket(session.CommandsPerSecond, session.CommandBurst, gateway.NowMicros);
    }

    /// <summary>Who is connected, as authenticated.</summary>
    public Person Person { get; }

    public Microphone Microphone { get; }

    public Outbox Outbox { get; }

    /// <summary>Serves the device until it leaves, breaks off or is sent away.</summary>
    /// <returns>What the call ends with; null if the device ended it or is gone.</returns>
    public async Task<WireError?> RunAsync(CancellationToken cut)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cut, ending.Token);
        WireError? refused = null;
        try
        {
            refused = await JoinAsync(end.Token).ConfigureAwait(false);
            while (refused is null && await transport.ReadAsync(end.Token).ConfigureAwait(false) is { } message)
            {
                Handle(message);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // Closed from this side, or the device is gone. Either way the rest is below.
        }

        await LeaveAsync().ConfigureAwait(false);
        await SayFarewellAsync(refused).ConfigureAwait(false);
        return closingReason is { } reason ? WireErrors.Of(reason) : refused;
    }

    /// <summary>Ends the connection from the server's side. The first reason counts. Returns at once.</summary>
    public void Close(ClosingReason reason)
    {
        lock (gate)
        {
            closingReason ??= reason;
        }

        Microphone.Hold();

        // Its callbacks resume the reading loop; on this thread, which may be the fan-out's, they have no business.
        ThreadPool.UnsafeQueueUserWorkItem(static ending => ending.Cancel(), ending, preferLocal: false);
    }

    private async Task<WireError?> JoinAsync(CancellationToken end)
    {
        ClientMessage? first;
        using (var patience = new CancellationTokenSource(gateway.Options.Session.JoinWithin, gateway.Time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token))
        {
            try
            {
                first = await transport.ReadAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !end.IsCancellationRequested)
            {
                Close(ClosingReason.JoinTimeout);
                throw;
            }
        }

        if (ReferenceEquals(first, WireCodec.Malformed))
        {
            Close(ClosingReason.Malformed);
        }

        if (first?.BodyCase != ClientMessage.BodyOneofCase.Join)
        {
            return WireErrors.Of(EdgeRefusal.JoinExpected);
        }

        var error = await EnterAsync(first.Join).ConfigureAwait(false);
        if (error is not null)
        {
            Send(error.ToRefusal(first.RequestId));
        }

        return error;
    }

    private async Task<WireError?> EnterAsync(Join join)
    {
        if (!Identifiers.IsWellFormed(join.RoomId))
        {
            return WireErrors.Of(RoomRejection.NotFound);
        }

        if (!TryGetLatency(join.Latency, out var latency))
        {
            return WireErrors.Of(EdgeRefusal.LatencyInvalid);
        }

        var roomId = new RoomId(join.RoomId);
        var room = gateway.Grains.GetGrain<IRoomGrain>(roomId.Value);
        try
        {
            var joined = await room.JoinAsync(Person.Id).ConfigureAwait(false);
            if (!joined.IsAccepted)
            {
                return WireErrors.Of(joined.Rejection.Value);
            }

            var entered = await gateway.Posts.EnterAsync(roomId).ConfigureAwait(false);
            if (!entered.IsAccepted)
            {
                return WireErrors.Of(entered.Rejection.Value);
            }

            post = entered.Value;
            speaker = gateway.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(roomId, Person.Id));
            var isReturning = join.ResumeToken.Length > 0 && gateway.ResumeTokens.TryRedeem(join.ResumeToken, Person.Id, post.Life);
            var missed = isReturning && join.KnownVersion > 0
                ? await room.EventsAfterAsync((long)Math.Min(join.KnownVersion, long.MaxValue)).ConfigureAwait(false)
                : null;
            Outbox.ResyncDue = () => post.Resync(this);
            post.Enter(this, view => Welcome(view, join, latency, isReturning, missed));
            await RestoreGrantAsync(roomId, joined.Value).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            LogClusterFault(error, "join", roomId, error.Message);
            return WireErrors.Of(EdgeRefusal.Unavailable);
        }
    }

    // Runs inside the post's gate: whatever is queued here comes before any later event and any bundle.
    private void Welcome(RoomView view, Join join, LatencyClass latency, bool isReturning, IReadOnlyList<Contracts.Rooms.RoomEvent>? missed)
    {
        var fanOut = post!.FanOut;
        var isResumed = false;
        var position = isReturning && join.HasResumePosition ? fanOut.Begin(join.ResumePosition, out isResumed) : fanOut.End;
        resumeToken = gateway.ResumeTokens.Issue(Person.Id, post.Life);
        Send(new ServerMessage
        {
            Joined = new Joined
            {
                Room = WireViews.Of(view),
                ResumeToken = resumeToken,
                Position = (ulong)position,
                Resumed = isResumed,
                UserId = Person.Id.Value,
            },
        });
        foreach (var happened in missed ?? [])
        {
            if (happened.Version <= view.Version)
            {
                Send(new ServerMessage { Event = WireViews.Of(happened) });
            }
        }

        listener = new FanOutListener(
            Outbox,
            gateway.Options.FanOut,
            position,
            isResuming: isReturning && join.HasResumePosition,
            () => Close(ClosingReason.TooSlow));
        fanOut.Add(listener, latency);
    }

    // Whoever is on stage and comes back keeps speaking, even if the voice's grain was lost with its silo in between.
    private async Task RestoreGrantAsync(RoomId roomId, RoomView view)
    {
        Microphone.Observe(view.Stage);
        if (Microphone.Source is { } source)
        {
            await speaker!.GrantAsync(new StageGrant(roomId, Person.Id, source, view.Stage.Epoch, view)).ConfigureAwait(false);
        }
    }

    private async Task LeaveAsync()
    {
        Microphone.Hold();
        if (post is not null)
        {
            if (listener is not null)
            {
                post.FanOut.Remove(listener);
            }

            post.Leave(this);
            gateway.Posts.Leave(post);
        }

        if (resumeToken is not null)
        {
            gateway.ResumeTokens.StartExpiry(resumeToken);
        }

        Task work;
        lock (gate)
        {
            commands.Clear();
            work = commandWork;
        }

        await work.ConfigureAwait(false);
    }

    private async Task SayFarewellAsync(WireError? refused)
    {
        EncodedMessage? last = null;
        if (closingReason is { } reason)
        {
            last = gateway.Pool.Encode(WireErrors.ToClosing(reason));
            gateway.Metrics.ConnectionClosed(reason);
        }

        var farewell = Outbox.CloseAsync(last);
        last?.Release();
        try
        {
            await farewell.WaitAsync(FarewellWithin, gateway.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            transport.Abort();
        }
    }

    private void Handle(ClientMessage message)
    {
        switch (message.BodyCase)
        {
            case ClientMessage.BodyOneofCase.Audio:
                Speak(message.Audio);
                break;
            case ClientMessage.BodyOneofCase.Ack:
                listener!.Acknowledge((long)Math.Min(message.Ack.Position, long.MaxValue), gateway.NowMicros);
                gateway.Metrics.Concealed(message.Ack.Concealed);
                break;
            default:
                if (ReferenceEquals(message, WireCodec.Malformed))
                {
                    Close(ClosingReason.Malformed);
                }
                else
                {
                    Command(message);
                }

                break;
        }
    }

    private void Speak(UplinkPacket packet)
    {
        var source = Microphone.OpenSource;
        if ((source is null ? Microphone.Refusal : null) is { } closed)
        {
            gateway.Metrics.UplinkDropped(closed);
            RefuseOnce(closed);
            if (++forbiddenPackets >= gateway.Options.Session.ForbiddenPacketsMax)
            {
                Close(ClosingReason.AudioForbidden);
            }

            return;
        }

        if (source is null)
        {
            // A command of the sender's own is under way that takes the sound away; what was in flight is nobody's fault.
            return;
        }

        forbiddenPackets = 0;
        if (uplink.Check(packet, gateway.NowMicros) is { } refusal)
        {
            gateway.Metrics.UplinkDropped(refusal);
            RefuseOnce(refusal);
            if (refusal != MediaRefusal.TooFast && ++badPackets >= gateway.Options.Session.BadPacketsMax)
            {
                Close(ClosingReason.AudioMalformed);
            }

            return;
        }

        gateway.Metrics.UplinkAccepted();
        var spoken = new SpokenPacket
        {
            Sequence = (ushort)packet.Sequence,
            Timestamp = packet.Timestamp,
            Level = (byte)packet.Level,
            Opus = ArrayOf(packet.Opus),
            SentAtMicros = packet.SentAtMicros,
        };
        Forward(speaker!.SpeakAsync(spoken));
    }

    // The parser made an array of just these bytes and keeps it in an immutable ByteString, so it can be passed on as it is.
    private static byte[] ArrayOf(ByteString bytes) =>
        MemoryMarshal.TryGetArray(bytes.Memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToByteArray();

    private void Forward(Task sent)
    {
        if (!sent.IsCompletedSuccessfully)
        {
            _ = CountFailureAsync(sent);
        }
    }

    private async Task CountFailureAsync(Task sent)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            gateway.Metrics.UplinkUndeliverable();
        }
    }

    // One line per reason and connection tells the sender; the counters tell the operator.
    private void RefuseOnce(MediaRefusal refusal)
    {
        var bit = 1 << (int)refusal;
        if ((refusedReasons & bit) == 0)
        {
            refusedReasons |= bit;
            Send(WireErrors.Of(refusal).ToRefusal(requestId: 0));
        }
    }

    private void Command(ClientMessage message)
    {
        var now = gateway.NowMicros;
        if (!commandRate.TryTake(1, now))
        {
            var wait = commandRate.WaitFor(1, now);
            gateway.Metrics.CommandRefused(EdgeRefusal.RateLimited);
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait });
            return;
        }

        switch (message.BodyCase)
        {
            case ClientMessage.BodyOneofCase.Ping:
                Send(new ServerMessage { Pong = new Pong { SentAtMicros = message.Ping.SentAtMicros } });
                break;
            case ClientMessage.BodyOneofCase.SetLatency:
                SetLatency(message);
                break;
            case ClientMessage.BodyOneofCase.Join:
                Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.AlreadyJoined));
                break;
            default:
                if (CommandRouter.IsRoomCommand(message))
                {
                    Enqueue(message);
                }
                else
                {
                    Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.CommandUnknown));
                }

                break;
        }
    }

    private void SetLatency(ClientMessage message)
    {
        if (!TryGetLatency(message.SetLatency.Latency, out var latency))
        {
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.LatencyInvalid));
            return;
        }

        post!.FanOut.Move(listener!, latency);
        Accept(message.RequestId);
    }

    private void Enqueue(ClientMessage command)
    {
        var isFull = false;
        lock (gate)
        {
            if (commands.Count >= CommandsWaitingMax)
            {
                isFull = true;
            }
            else
            {
                if (CommandRouter.SilencesSender(command))
                {
                    Microphone.Hold();
                }

                commands.Enqueue(command);
                if (commandWork.IsCompleted)
                {
                    commandWork = WorkAsync();
                }
            }
        }

        if (isFull)
        {
            gateway.Metrics.CommandRefused(EdgeRefusal.RateLimited);
            Refuse(command.RequestId, WireErrors.Of(EdgeRefusal.RateLimited));
        }
    }

    private async Task WorkAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            ClientMessage? command;
            lock (gate)
            {
                if (!commands.TryDequeue(out command))
                {
                    // Completed under the gate, so that nothing is enqueued between this look and the end of this work.
                    commandWork = Task.CompletedTask;
                    return;
                }
            }

            await WorkAsync(command).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(ClientMessage command)
    {
        WireError? error;
        try
        {
            var result = await gateway.Router.RouteAsync(command, post!.Id, Person, Microphone.Source).ConfigureAwait(false);
            error = result.Error;
            if (result.Stage is { } stage)
            {
                Microphone.Observe(stage);
            }
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            LogClusterFault(fault, command.BodyCase.ToString(), post!.Id, fault.Message);
            error = WireErrors.Of(EdgeRefusal.Unavailable);
        }
        catch (Exception bug)
        {
            LogCommandFailed(bug, command.BodyCase.ToString(), post!.Id);
            error = WireErrors.Of(EdgeRefusal.Internal);
        }

        if (CommandRouter.SilencesSender(command))
        {
            Microphone.Release();
        }

        if (error is null)
        {
            Accept(command.RequestId);
        }
        else
        {
            gateway.Metrics.CommandRefused(error.Code);
            Refuse(command.RequestId, error);
        }

        if (command.BodyCase == ClientMessage.BodyOneofCase.Leave)
        {
            Close(ClosingReason.Left);
        }
    }

    private void Accept(ulong requestId)
    {
        if (requestId != 0)
        {
            Send(new ServerMessage { Ok = new Ok { RequestId = requestId } });
        }
    }

    private void Refuse(ulong requestId, WireError error)
    {
        if (requestId != 0)
        {
            Send(error.ToRefusal(requestId));
        }
    }

    private void Send(ServerMessage message)
    {
        var encoded = gateway.Pool.Encode(message);
        if (!Outbox.TrySend(encoded))
        {
            Close(ClosingReason.TooSlow);
        }

        encoded.Release();
    }

    private static bool TryGetLatency(LatencyClass asked, out LatencyClass latency)
    {
        latency = asked == LatencyClass.Unspecified ? LatencyClass.Audience : asked;
        return latency is LatencyClass.Interactive or LatencyClass.Audience or LatencyClass.Economy;
    }
}
