using System.Diagnostics;
using System.Threading.Channels;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>
/// One person in one room: hears, speaks, sees who is on stage. Networks break; this does not: it connects again by itself,
/// resumes at the packet it lost, keeps its place on stage, and says what was missed. All buffers are bounded,
/// no thread is its own.
/// Thread-safe. Made by <see cref="AudioRoomsClient.JoinAsync"/>.
/// </summary>
public sealed partial class RoomConnection : IAsyncDisposable
{
    /// <summary>How often what was heard is acknowledged while audio arrives, if the server does not say.</summary>
    private static readonly TimeSpan UsualAckInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a quiet connection is looked after: last acknowledgement, ping, half-open peer.</summary>
    private static readonly TimeSpan CareInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may take to end the call after a Leave.</summary>
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Updates kept for whoever reads them late; the newest description of the room makes older ones superfluous.
    /// </summary>
    private const int UpdateBacklog = 256;

    private readonly RoomConnectionOptions options;
    private readonly Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect;
    private readonly TimeProvider time;
    private readonly BackOff backOff;
    private readonly CancellationTokenSource disposing = new();
    private readonly PendingCommands pending = new();
    private readonly PositionTracker positions = new();
    private readonly Channel<HeardPacket> packets;
    private readonly Channel<RoomUpdate> updates;
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RoomClosed> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task supervision = Task.CompletedTask;

    private volatile Session? session;
    private volatile RoomPicture? room;
    private volatile string userId = "";
    private volatile int otherDevices;
    private volatile bool leaving;
    private volatile bool wantsStage;
    private volatile bool wantsMuted;
    private LatencyClass latency;
    private volatile LatencyClass servedLatency;
    private Sound wantedSound;
    private volatile Sound sound;
    private ulong joinId;
    private string resumeToken = "";
    private RoomClosed? ending;
    private bool serverWantsResume;
    private bool mayComeAgain;
    private TimeSpan retryAfter;
    private long lostAt;
    private TimeSpan ackInterval = UsualAckInterval;
    private long lastAckAt;
    private long missedAtLastAck;
    private int concealedByPlayout;
    private int lostByPlayout;
    private volatile bool playoutReports;
    private volatile EncoderAdvice encoderAdvice = EncoderAdvice.None;

    private long packetCount;
    private long bundleCount;
    private long unread;
    private long unsent;
    private int reconnects;
    private long roundTripTicks = -1;
    private int isDisposed;

    internal RoomConnection(
        string roomId,
        RoomConnectionOptions options,
        Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect,
        TimeProvider time,
        Func<double>? random = null)
    {
        RoomId = roomId;
        this.options = options;
        this.connect = connect;
        this.time = time;
        latency = options.Latency;
        wantedSound = options.Sound;
        backOff = new BackOff(options.FirstBackOff, options.LongestBackOff, random);
        packets = Channel.CreateBounded<HeardPacket>(
            new BoundedChannelOptions(
                options.PacketBacklog) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true },
            _ => Interlocked.Increment(ref unread));
        updates = Channel.CreateBounded<RoomUpdate>(
            new BoundedChannelOptions(UpdateBacklog) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    /// <summary>Id of the room.</summary>
    public string RoomId { get; }

    /// <summary>Id of the user who joined, as the server authenticated them.</summary>
    public string UserId => userId;

    /// <summary>
    /// How many other devices of the same person were in the room, at the same server process, when this one joined or came back.
    /// A main device whose place this one takes is not counted.
    /// </summary>
    public int OtherDevices => otherDevices;

    /// <summary>The room after the newest event.</summary>
    public RoomPicture Room => room ?? throw new InvalidOperationException("The room is not joined yet.");

    /// <summary>Whether there is a connection now.</summary>
    public bool IsConnected => session is not null;

    /// <summary>What the server sends now. It may be the voices one by one although the mix was asked for.</summary>
    public Sound Sound => sound;

    /// <summary>
    /// The class in which the server serves this connection now. <see cref="LatencyClass.Broadcast"/> without having been asked
    /// for says that the server is nearly full; interactive, that one's hand is up or the stage is near. Playout follows it:
    /// <see cref="RoomPlayout.Latency"/>.
    /// </summary>
    public LatencyClass ServedLatency => servedLatency;

    /// <summary>
    /// What is heard, in order. Ends when the connection is closed for good. Holds
    /// <see cref="RoomConnectionOptions.PacketBacklog"/> packets and drops the oldest beyond.
    /// </summary>
    public ChannelReader<HeardPacket> Packets => packets.Reader;

    /// <summary>What else happens. Ends when the connection is closed for good. Holds the newest 256.</summary>
    public ChannelReader<RoomUpdate> Updates => updates.Reader;

    /// <summary>
    /// Completes when the connection is closed for good, and says why. Fails only for a bug, such as an exception of
    /// <see cref="RoomConnectionOptions.OnPacket"/>.
    /// </summary>
    public Task<RoomClosed> Closed => closed.Task;

    /// <summary>What the connection has seen.</summary>
    public RoomConnectionStatistics Statistics => new(
        Interlocked.Read(ref packetCount),
        Interlocked.Read(ref bundleCount),
        positions.Missed,
        positions.Repeated,
        Interlocked.Read(ref unread),
        Interlocked.Read(ref unsent),
        Volatile.Read(ref reconnects),
        Interlocked.Read(ref roundTripTicks) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null);

    /// <summary>Asks for a place on stage, and for it again after every reconnect until <see cref="LeaveStageAsync"/>.</summary>
    /// <exception cref="RefusedException">The server said no.</exception>
    /// <exception cref="ConnectionLostException">The connection broke before it said anything.</exception>
    public async Task TakeStageAsync(CancellationToken cancellation = default)
    {
        try
        {
            await AskAsync(new ClientMessage { TakeStage = new TakeStage() }, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException e) when (e.Code == RoomCodes.AlreadyOnStage)
        {
            // The place is the person's, not the connection's: it is kept from a connection before this one, and so is a mute.
            wantsMuted |= Room.Stage.FirstOrDefault(voice => voice.UserId == userId)?.Muted ?? false;
        }

        wantsStage = IsMain;
    }

    /// <summary>Steps down into the audience.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LeaveStageAsync(CancellationToken cancellation = default)
    {
        wantsStage = false;
        return AskAsync(new ClientMessage { LeaveStage = new LeaveStage() }, cancellation);
    }

    /// <summary>Mutes or opens one's own microphone for everybody.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetMutedAsync(bool muted, CancellationToken cancellation = default)
    {
        await AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = muted } }, cancellation).ConfigureAwait(false);
        wantsMuted = muted;
    }

    /// <summary>Changes how long the server may hold packets back. No packet is lost or repeated by the change.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetLatencyAsync(LatencyClass latencyClass, CancellationToken cancellation = default)
    {
        var message = new ClientMessage { SetLatency = new SetLatency { Latency = latencyClass } };
        await AskAsync(message, cancellation).ConfigureAwait(false);
        latency = latencyClass;
    }

    /// <summary>Changes whether the voices are heard one by one or mixed into one. What was sent is heard once.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetSoundAsync(Sound wanted, CancellationToken cancellation = default)
    {
        await AskAsync(new ClientMessage { SetSound = new SetSound { Sound = wanted } }, cancellation).ConfigureAwait(false);
        wantedSound = wanted;
    }

    /// <summary>Ends the room for everybody.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task EndRoomAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { EndRoom = new EndRoom() }, cancellation);

    /// <summary>Leaves the room in good order. Returns when the connection is closed.</summary>
    public async Task LeaveAsync()
    {
        leaving = true;
        if (session is { } current)
        {
            current.TryPost(new ClientMessage { Leave = new Leave() });
            current.FinishWriting();
            try
            {
                await closed.Task.WaitAsync(LeaveLimit, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                current.Abort(ClosingCodes.Left);
            }
        }

        await disposing.CancelAsync().ConfigureAwait(false);
        await supervision.ConfigureAwait(false);
    }

    /// <summary>
    /// What the server asks of one's encoder now; take it into account with every frame. Starts over with every connection.
    /// </summary>
    public EncoderAdvice EncoderAdvice => encoderAdvice;

    /// <summary>Tells the server, with the next acknowledgement, how many packets the ear had to do without.</summary>
    /// <param name="packetsConcealed">Frames filled in since the last report, for whatever reason.</param>
    /// <param name="packetsLost">Of the packets that were sent, how many had not come when they were due;
    /// also those that FEC repaired.</param>
    public void ReportConcealed(int packetsConcealed, int packetsLost)
    {
        playoutReports = true;
        Interlocked.Add(ref concealedByPlayout, packetsConcealed);
        Interlocked.Add(ref lostByPlayout, packetsLost);
    }

    /// <summary>
    /// Ends the connection at once, without a Leave if there was none: to the server it looks like a lost network.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            await disposing.CancelAsync().ConfigureAwait(false);
            session?.Abort("disposed");
            await supervision.ConfigureAwait(false);
            disposing.Dispose();
        }
    }

    /// <summary>Connects for the first time. Fails as the server or the network fails.</summary>
    internal async Task OpenAsync(CancellationToken cancellation)
    {
        supervision = SuperviseAsync();
        try
        {
            // Supervision says why a join failed before it ends; only a bug ends it without.
            await await Task.WhenAny(joined.Task, supervision).WaitAsync(cancellation).ConfigureAwait(false);
            await joined.Task.ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether this device is the one by which its person speaks.</summary>
    private bool IsMain => options.Role != DeviceRole.Companion;

    /// <summary>Whether one is on stage with an open microphone, as far as one's own wishes go.</summary>
    internal bool MaySpeak => wantsStage && !wantsMuted;

    /// <summary>
    /// Sends one's own voice. Never waits: a packet that cannot go now is stale a moment later. False if it was not queued.
    /// </summary>
    internal bool TrySpeak(UplinkPacket packet)
    {
        Debug.Assert(MaySpeak, "The server closes the connection of whoever sends without the right to speak.");
        if (session is { } current && current.TryPost(new ClientMessage { Audio = packet }))
        {
            return true;
        }

        Interlocked.Increment(ref unsent);
        return false;
    }

    private async Task AskAsync(ClientMessage message, CancellationToken cancellation)
    {
        var current = session
            ?? throw new ConnectionLostException("There is no connection to the room now; it is being made again.");
        message.IdempotencyKey = options.Reconnect && IsRepeatable(message.BodyCase) ? Guid.NewGuid().ToString("N") : "";
        var answer = pending.Add(message);
        try
        {
            if (!current.TryPost(message))
            {
                throw new ConnectionLostException("The connection to the room is stuck: the server does not read what is sent.");
            }

            await answer.WaitAsync(options.CommandTimeout, time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            pending.Forget(message.RequestId);
        }
    }

    // What is only for the moment, or for this one connection, is not worth sending again.
    private static bool IsRepeatable(ClientMessage.BodyOneofCase body) =>
        body is not (ClientMessage.BodyOneofCase.SetLatency or ClientMessage.BodyOneofCase.SetSound
            or ClientMessage.BodyOneofCase.React);
}
