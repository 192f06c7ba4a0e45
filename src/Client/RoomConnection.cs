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
public sealed class RoomConnection : IAsyncDisposable
{
    private readonly RoomConnectionOptions options;
    private readonly TimeProvider time;
    private readonly PendingCommands pending = new();
    private readonly RoomWishes wishes;
    private readonly RoomReceiver receiver;
    private readonly RoomSupervisor supervisor;
    private long unsent;

    internal RoomConnection(
        string roomId,
        RoomConnectionOptions options,
        Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect,
        TimeProvider time,
        Func<double>? random = null)
    {
        RoomId = roomId;
        this.options = options;
        this.time = time;
        wishes = new RoomWishes(options);
        receiver = new RoomReceiver(this, options, pending, wishes, time);
        supervisor = new RoomSupervisor(roomId, options, connect, receiver, wishes, pending, time, random);
    }

    /// <summary>Id of the room.</summary>
    public string RoomId { get; }

    /// <summary>Id of the user who joined, as the server authenticated them.</summary>
    public string UserId => receiver.UserId;

    /// <summary>
    /// How many other devices of the same person were in the room, at the same server process, when this one joined or came back.
    /// A main device whose place this one takes is not counted.
    /// </summary>
    public int OtherDevices => receiver.OtherDevices;

    /// <summary>The room after the newest event.</summary>
    public RoomPicture Room => receiver.Room ?? throw new InvalidOperationException("The room is not joined yet.");

    /// <summary>Whether there is a connection now.</summary>
    public bool IsConnected => supervisor.Session is not null;

    /// <summary>What the server sends now. It may be the voices one by one although the mix was asked for.</summary>
    public Sound Sound => receiver.Sound;

    /// <summary>
    /// The class in which the server serves this connection now. <see cref="LatencyClass.Broadcast"/> without having been asked
    /// for says that the server is nearly full; interactive, that one's hand is up or the stage is near. Playout follows it:
    /// <see cref="RoomPlayout.Latency"/>.
    /// </summary>
    public LatencyClass ServedLatency => receiver.ServedLatency;

    /// <summary>
    /// What is heard, in order. Ends when the connection is closed for good. Holds
    /// <see cref="RoomConnectionOptions.PacketBacklog"/> packets and drops the oldest beyond.
    /// </summary>
    public ChannelReader<HeardPacket> Packets => receiver.Packets;

    /// <summary>What else happens. Ends when the connection is closed for good. Holds the newest 256.</summary>
    public ChannelReader<RoomUpdate> Updates => receiver.Updates;

    /// <summary>
    /// Completes when the connection is closed for good, and says why. Fails only for a bug, such as an exception of
    /// <see cref="RoomConnectionOptions.OnPacket"/>.
    /// </summary>
    public Task<RoomClosed> Closed => supervisor.Closed;

    /// <summary>What the connection has seen.</summary>
    public RoomConnectionStatistics Statistics => receiver.Statistics(Interlocked.Read(ref unsent));

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
            wishes.AdoptMute(Room.Stage.FirstOrDefault(voice => voice.UserId == UserId)?.Muted ?? false);
        }

        wishes.TakeStage();
    }

    /// <summary>Steps down into the audience.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LeaveStageAsync(CancellationToken cancellation = default)
    {
        wishes.LeaveStage();
        return AskAsync(new ClientMessage { LeaveStage = new LeaveStage() }, cancellation);
    }

    /// <summary>Mutes or opens one's own microphone for everybody.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetMutedAsync(bool muted, CancellationToken cancellation = default)
    {
        await AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = muted } }, cancellation).ConfigureAwait(false);
        wishes.SetMuted(muted);
    }

    /// <summary>Changes how long the server may hold packets back. No packet is lost or repeated by the change.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetLatencyAsync(LatencyClass latencyClass, CancellationToken cancellation = default)
    {
        var message = new ClientMessage { SetLatency = new SetLatency { Latency = latencyClass } };
        await AskAsync(message, cancellation).ConfigureAwait(false);
        wishes.Latency = latencyClass;
    }

    /// <summary>Changes whether the voices are heard one by one or mixed into one. What was sent is heard once.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetSoundAsync(Sound wanted, CancellationToken cancellation = default)
    {
        await AskAsync(new ClientMessage { SetSound = new SetSound { Sound = wanted } }, cancellation).ConfigureAwait(false);
        wishes.Sound = wanted;
    }

    /// <summary>Asks to be called on stage; asked again, it replaces the question and keeps the place.</summary>
    /// <param name="question">One line of at most 140 characters; may be empty.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RaiseHandAsync(string question = "", CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { RaiseHand = new RaiseHand { Question = question } }, cancellation);

    /// <summary>Takes a hand down: one's own, or as a host somebody else's.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LowerHandAsync(string userId = "", CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { LowerHand = new LowerHand { UserId = userId } }, cancellation);

    /// <summary>As a host: lowers every hand.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LowerAllHandsAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { LowerAllHands = new LowerAllHands() }, cancellation);

    /// <summary>As a host: asks somebody on stage, who accepts with <see cref="TakeStageAsync"/> and then enters muted.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task InviteToStageAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { InviteToStage = new InviteToStage { UserId = userId } }, cancellation);

    /// <summary>As a host: takes an invitation to the stage back.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task WithdrawInvitationAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { WithdrawInvitation = new WithdrawInvitation { UserId = userId } }, cancellation);

    /// <summary>Says no to an invitation to the stage; nobody else learns it.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task DeclineInvitationAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { DeclineInvitation = new DeclineInvitation() }, cancellation);

    /// <summary>As a host: moves somebody from the stage to the audience.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MoveDownAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MoveDown = new MoveDown { UserId = userId } }, cancellation);

    /// <summary>As a host: switches somebody's microphone off. Nobody can switch another's on.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MuteSpeakerAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MuteSpeaker = new MuteSpeaker { UserId = userId } }, cancellation);

    /// <summary>As a host: switches off the microphones of everybody of a lower rank.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MuteAllAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MuteAll = new MuteAll() }, cancellation);

    /// <summary>As a host: puts somebody out, who stays out until readmitted.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="ban">True: only the host may, and only the host can lift it.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RemovePersonAsync(string userId, bool ban = false, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { RemovePerson = new RemovePerson { UserId = userId, Ban = ban } }, cancellation);

    /// <summary>As a host: lets somebody back in.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ReadmitPersonAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { ReadmitPerson = new ReadmitPerson { UserId = userId } }, cancellation);

    /// <summary>As the host: makes somebody a co-host.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task AppointCoHostAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { AppointCoHost = new AppointCoHost { UserId = userId } }, cancellation);

    /// <summary>As the host: makes a co-host a speaker again; or steps down oneself.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task DismissCoHostAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { DismissCoHost = new DismissCoHost { UserId = userId } }, cancellation);

    /// <summary>As the host: hands the room to somebody on stage.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task HandOverAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { HandOver = new HandOver { UserId = userId } }, cancellation);

    /// <summary>As a host: closes the door to newcomers, or opens it.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task SetLockedAsync(bool locked, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { SetLocked = new SetLocked { Locked = locked } }, cancellation);

    /// <summary>As a host: shows everybody a link, https and at most 500 characters; empty takes it down.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task PinLinkAsync(string url, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { PinLink = new PinLink { Url = url } }, cancellation);

    /// <summary>As a host: writes a new title card, a title of 1 to 120 characters and at most 3 topics.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RenameRoomAsync(string title, IEnumerable<string> topics, CancellationToken cancellation = default)
    {
        var rename = new RenameRoom { Title = title };
        rename.Topics.AddRange(topics);
        return AskAsync(new ClientMessage { RenameRoom = rename }, cancellation);
    }

    /// <summary>As a host: changes how the room is run; what is unspecified stays as it is.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ChangeSettingsAsync(ChangeSettings change, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { ChangeSettings = change }, cancellation);

    /// <summary>From the stage: asks a person into a social or closed room.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task AskInAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { AskIn = new AskIn { UserId = userId } }, cancellation);

    /// <summary>Reacts, seen by everybody: "wave", "100" or "peace" unless the server's operator chose others.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ReactAsync(string reaction, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { React = new React { Reaction = reaction } }, cancellation);

    /// <summary>Ends the room for everybody.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task EndRoomAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { EndRoom = new EndRoom() }, cancellation);

    /// <summary>Leaves the room in good order. Returns when the connection is closed.</summary>
    public Task LeaveAsync() => supervisor.LeaveAsync();

    /// <summary>
    /// What the server asks of one's encoder now; take it into account with every frame. Starts over with every connection.
    /// </summary>
    public EncoderAdvice EncoderAdvice => receiver.EncoderAdvice;

    /// <summary>Tells the server, with the next acknowledgement, how many packets the ear had to do without.</summary>
    /// <param name="packetsConcealed">Frames filled in since the last report, for whatever reason.</param>
    /// <param name="packetsLost">Of the packets that were sent, how many had not come when they were due;
    /// also those that FEC repaired.</param>
    public void ReportConcealed(int packetsConcealed, int packetsLost) =>
        receiver.Acknowledgements.Report(packetsConcealed, packetsLost);

    /// <summary>
    /// Tells the server, once a second, which voices are played here. The server compares what all listeners say, and tells a
    /// speaker without listeners, or a listener without sound: see <see cref="RoomUpdate.HearingChanged"/>. A device that never
    /// calls this is not counted.
    /// </summary>
    /// <param name="voices">What was played since the last call, such as <see cref="RoomPlayout.TakePlayed"/>;
    /// may be empty.</param>
    public void ReportPlayed(IReadOnlyList<PlayedVoice> voices) => receiver.Acknowledgements.Played.Add(voices);

    /// <summary>
    /// Ends the connection at once, without a Leave if there was none: to the server it looks like a lost network.
    /// </summary>
    public ValueTask DisposeAsync() => supervisor.DisposeAsync();

    /// <inheritdoc cref="RoomSupervisor.OpenAsync"/>
    internal Task OpenAsync(CancellationToken cancellation) => supervisor.OpenAsync(cancellation);

    /// <summary>Whether one is on stage with an open microphone, as far as one's own wishes go.</summary>
    internal bool MaySpeak => wishes.MaySpeak;

    /// <summary>
    /// Sends one's own voice. Never waits: a packet that cannot go now is stale a moment later. False if it was not queued.
    /// </summary>
    internal bool TrySpeak(UplinkPacket packet)
    {
        Debug.Assert(MaySpeak, "The server closes the connection of whoever sends without the right to speak.");
        if (supervisor.Session is { } current && current.TrySend(new ClientMessage { Audio = packet }))
        {
            return true;
        }

        Interlocked.Increment(ref unsent);
        return false;
    }

    private async Task AskAsync(ClientMessage message, CancellationToken cancellation)
    {
        var current = supervisor.Session
            ?? throw new ConnectionLostException("There is no connection to the room now; it is being made again.");
        message.IdempotencyKey = options.Reconnect && IsRepeatable(message.BodyCase) ? Guid.NewGuid().ToString("N") : "";
        var answer = pending.Add(message);
        try
        {
            if (!current.TrySend(message))
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
