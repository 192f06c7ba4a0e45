using System.Diagnostics;
using System.Threading.Channels;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>One person's connection with one room: receives sound and news, sends sound and commands. Networks break several
/// times an hour on a phone. If the caller had to notice that, join again, find out what was missed and take the stage again,
/// each program would do it differently and lose sound or a place on stage. So this connection reconnects by itself: it resumes
/// at the first packet that it lost, keeps the place on stage, repeats unanswered commands without carrying them out twice, and
/// reports what was missed. All buffers are bounded, and it owns no thread. Thread-safe. Made by
/// <see cref="AudioRoomsClient.JoinAsync"/>.</summary>
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

    /// <summary>Id of the caller, as the server authenticated it.</summary>
    public string UserId => receiver.UserId;

    /// <summary>How many other devices of the same person were in the room, at the same server process, when this one joined or
    /// came back. A main device that this one replaces does not count.</summary>
    public int OtherDevices => receiver.OtherDevices;

    /// <summary>The room after the newest event.</summary>
    public RoomPicture Room => receiver.Room ?? throw new InvalidOperationException("The room is not joined yet.");

    /// <summary>True while the connection is open.</summary>
    public bool IsConnected => supervisor.Session is not null;

    /// <summary>What the server sends now. It may send the voices one by one although the mix was requested.</summary>
    public Sound Sound => receiver.Sound;

    /// <summary>The latency class in which the server serves this connection now. The server may choose another class than the
    /// requested one: <see cref="LatencyClass.Broadcast"/> when it is nearly full, interactive while the caller's hand is raised
    /// or near its turn. Playout must follow it: <see cref="RoomPlayout.Latency"/>.</summary>
    public LatencyClass ServedLatency => receiver.ServedLatency;

    /// <summary>The received packets, in order. Completes when the connection is closed for good. Holds
    /// <see cref="RoomConnectionOptions.PacketBacklog"/> packets and drops the oldest beyond.</summary>
    public ChannelReader<HeardPacket> Packets => receiver.Packets;

    /// <summary>All other news. Completes when the connection is closed for good. Holds the newest 256 updates.</summary>
    public ChannelReader<RoomUpdate> Updates => receiver.Updates;

    /// <summary>Completes when the connection is closed for good, with the reason. Fails only for a bug, such as an exception of
    /// <see cref="RoomConnectionOptions.OnPacket"/>.</summary>
    public Task<RoomClosed> Closed => supervisor.Closed;

    /// <summary>Counts of what the connection has received and sent.</summary>
    public RoomConnectionStatistics Statistics => receiver.Statistics(Interlocked.Read(ref unsent));

    /// <summary>Takes the stage, and takes it again after every reconnect until <see cref="LeaveStageAsync"/>.</summary>
    /// <exception cref="RefusedException">The server refused the command.</exception>
    /// <exception cref="ConnectionLostException">The connection broke before the server answered.</exception>
    public async Task TakeStageAsync(CancellationToken cancellation = default)
    {
        try
        {
            await AskAsync(new ClientMessage { TakeStage = new TakeStage() }, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException e) when (e.Code == RoomCodes.AlreadyOnStage)
        {
            // The stay belongs to the person and not to the connection: an earlier connection left it here, together with its
            // mute.
            wishes.AdoptMute(Room.Stage.FirstOrDefault(voice => voice.UserId == UserId)?.Muted ?? false);
        }

        wishes.TakeStage();
    }

    /// <summary>Leaves the stage for the audience.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LeaveStageAsync(CancellationToken cancellation = default)
    {
        wishes.LeaveStage();
        return AskAsync(new ClientMessage { LeaveStage = new LeaveStage() }, cancellation);
    }

    /// <summary>Switches the caller's own microphone off or on for everybody.</summary>
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

    /// <summary>Changes whether the caller receives the voices one by one or mixed. No sound is heard twice.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetSoundAsync(Sound wanted, CancellationToken cancellation = default)
    {
        await AskAsync(new ClientMessage { SetSound = new SetSound { Sound = wanted } }, cancellation).ConfigureAwait(false);
        wishes.Sound = wanted;
    }

    /// <summary>Raises the caller's hand. A second call replaces the question and keeps the place in the queue.</summary>
    /// <param name="question">One line of at most 140 characters; may be empty.</param>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RaiseHandAsync(string question = "", CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { RaiseHand = new RaiseHand { Question = question } }, cancellation);

    /// <summary>Lowers a hand: the caller's own (empty id), or as a host that of another person.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LowerHandAsync(string userId = "", CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { LowerHand = new LowerHand { UserId = userId } }, cancellation);

    /// <summary>Lowers every hand. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LowerAllHandsAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { LowerAllHands = new LowerAllHands() }, cancellation);

    /// <summary>Invites a person to the stage. The person accepts with <see cref="TakeStageAsync"/> and enters muted. For
    /// hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task InviteToStageAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { InviteToStage = new InviteToStage { UserId = userId } }, cancellation);

    /// <summary>Withdraws an invitation to the stage. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task WithdrawInvitationAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { WithdrawInvitation = new WithdrawInvitation { UserId = userId } }, cancellation);

    /// <summary>Declines an invitation to the stage. Nobody else is told.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task DeclineInvitationAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { DeclineInvitation = new DeclineInvitation() }, cancellation);

    /// <summary>Moves a person from the stage to the audience. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MoveDownAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MoveDown = new MoveDown { UserId = userId } }, cancellation);

    /// <summary>Switches off a person's microphone. No call switches on the microphone of another person. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MuteSpeakerAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MuteSpeaker = new MuteSpeaker { UserId = userId } }, cancellation);

    /// <summary>Switches off the microphones of everybody of a lower rank. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MuteAllAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MuteAll = new MuteAll() }, cancellation);

    /// <summary>Removes a person from the room until readmitted. For hosts.</summary>
    /// <param name="ban">True for a ban, which only the host can issue and lift.</param>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RemovePersonAsync(string userId, bool ban = false, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { RemovePerson = new RemovePerson { UserId = userId, Ban = ban } }, cancellation);

    /// <summary>Lets a removed person enter the room again. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ReadmitPersonAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { ReadmitPerson = new ReadmitPerson { UserId = userId } }, cancellation);

    /// <summary>Makes a person a co-host. For the host.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task AppointCoHostAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { AppointCoHost = new AppointCoHost { UserId = userId } }, cancellation);

    /// <summary>Makes a co-host a speaker again. For the host, or for a co-host who steps down.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task DismissCoHostAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { DismissCoHost = new DismissCoHost { UserId = userId } }, cancellation);

    /// <summary>Hands the room over to a person on stage. For the host.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task HandOverAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { HandOver = new HandOver { UserId = userId } }, cancellation);

    /// <summary>Locks the room against newcomers, or unlocks it. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task SetLockedAsync(bool locked, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { SetLocked = new SetLocked { Locked = locked } }, cancellation);

    /// <summary>Pins a link that everybody sees: https, at most 500 characters; empty to unpin. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task PinLinkAsync(string url, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { PinLink = new PinLink { Url = url } }, cancellation);

    /// <summary>Changes the title (1 to 120 characters) and the topics (at most 3). For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RenameRoomAsync(string title, IEnumerable<string> topics, CancellationToken cancellation = default)
    {
        var rename = new RenameRoom { Title = title };
        rename.Topics.AddRange(topics);
        return AskAsync(new ClientMessage { RenameRoom = rename }, cancellation);
    }

    /// <summary>Changes the room's settings; an unspecified setting stays as it is. For hosts.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ChangeSettingsAsync(ChangeSettings change, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { ChangeSettings = change }, cancellation);

    /// <summary>Lets a person into a social or closed room. For people on stage.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task AskInAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { AskIn = new AskIn { UserId = userId } }, cancellation);

    /// <summary>Gives a reaction that everybody sees: "wave", "100" or "peace", unless the operator chose others.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ReactAsync(string reaction, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { React = new React { Reaction = reaction } }, cancellation);

    /// <summary>Ends the room for everybody. For the host and the owner.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task EndRoomAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { EndRoom = new EndRoom() }, cancellation);

    /// <summary>Leaves the room. Returns when the connection is closed.</summary>
    public Task LeaveAsync() => supervisor.LeaveAsync();

    /// <summary>What the server asks of the caller's encoder now; apply it to every frame. Starts over with every
    /// connection.</summary>
    public EncoderAdvice EncoderAdvice => receiver.EncoderAdvice;

    /// <summary>Reports with the next acknowledgement what playout had to conceal.</summary>
    /// <param name="packetsConcealed">Number of frames concealed since the last report, for whatever reason.</param>
    /// <param name="packetsLost">Number of sent packets that had not arrived when they were due; packets that FEC repaired count
    /// too.</param>
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

    /// <summary>Ends the connection at once. Without an earlier <see cref="LeaveAsync"/> it looks to the server like a lost
    /// network.</summary>
    public ValueTask DisposeAsync() => supervisor.DisposeAsync();

    /// <inheritdoc cref="RoomSupervisor.OpenAsync"/>
    internal Task OpenAsync(CancellationToken cancellation) => supervisor.OpenAsync(cancellation);

    /// <summary>True if the caller is on stage with an open microphone, as far as the caller's own commands decide.</summary>
    internal bool MaySpeak => wishes.MaySpeak;

    /// <summary>Sends a packet of the caller's voice. Never waits: a packet that cannot be sent now is useless a moment later.
    /// False if it was not queued.</summary>
    internal bool TrySpeak(UplinkPacket packet)
    {
        Debug.Assert(MaySpeak, "The server closes a connection that sends audio without the right to speak.");
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
            ?? throw new ConnectionLostException("There is no connection to the room now; the client is reconnecting.");
        message.IdempotencyKey = options.Reconnect && IsRepeatable(message.BodyCase) ? Guid.NewGuid().ToString("N") : "";
        var answer = pending.Add(message);
        try
        {
            if (!current.TrySend(message))
            {
                throw new ConnectionLostException("The connection to the room is stuck: the server does not read the client's "
                    + "messages.");
            }

            await answer.WaitAsync(options.CommandTimeout, time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            pending.Forget(message.RequestId);
        }
    }

    // A command that matters only now, or only to this connection, is not worth sending again.
    private static bool IsRepeatable(ClientMessage.BodyOneofCase body) =>
        body is not (ClientMessage.BodyOneofCase.SetLatency or ClientMessage.BodyOneofCase.SetSound
            or ClientMessage.BodyOneofCase.React);
}
