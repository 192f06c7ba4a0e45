using System.Threading.Channels;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>
/// What the server says, and what is made of it: the room's picture, packets, updates. Messages come on the receiving loop of one
/// session at a time; what is made of them may be read from any thread.
/// </summary>
internal sealed class RoomReceiver
{
    /// <summary>
    /// Updates kept for a late reader; the newest description of the room makes older ones superfluous.
    /// </summary>
    private const int UpdateBacklog = 256;

    private readonly RoomConnection connection;
    private readonly RoomConnectionOptions options;
    private readonly PendingCommands pending;
    private readonly RoomWishes wishes;
    private readonly TimeProvider time;
    private readonly Channel<HeardPacket> packets;
    private readonly Channel<RoomUpdate> updates;
    private volatile RoomPicture? room;
    private volatile string userId = "";
    private volatile int otherDevices;
    private volatile LatencyClass servedLatency;
    private volatile Sound sound;
    private volatile EncoderAdvice encoderAdvice = EncoderAdvice.None;
    private long packetCount;
    private long bundleCount;
    private long unread;
    private int reconnects;
    private long roundTripTicks = -1;

    /// <param name="connection">What observers are told the packets come from.</param>
    /// <param name="options">Who hears the packets, how many wait.</param>
    /// <param name="pending">The commands that wait for an answer.</param>
    /// <param name="wishes">What is asked for again after a reconnect.</param>
    /// <param name="time">The clock.</param>
    public RoomReceiver(
        RoomConnection connection, RoomConnectionOptions options, PendingCommands pending, RoomWishes wishes, TimeProvider time)
    {
        this.connection = connection;
        this.options = options;
        this.pending = pending;
        this.wishes = wishes;
        this.time = time;
        Acknowledgements = new Acknowledgements(Positions, time);
        packets = Channel.CreateBounded<HeardPacket>(
            new BoundedChannelOptions(
                options.PacketBacklog) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true },
            _ => Interlocked.Increment(ref unread));
        updates = Channel.CreateBounded<RoomUpdate>(
            new BoundedChannelOptions(UpdateBacklog) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    /// <summary>The room after the newest event; null before the first Join is answered.</summary>
    public RoomPicture? Room => room;

    /// <inheritdoc cref="RoomConnection.UserId"/>
    public string UserId => userId;

    /// <inheritdoc cref="RoomConnection.OtherDevices"/>
    public int OtherDevices => otherDevices;

    /// <inheritdoc cref="RoomConnection.Sound"/>
    public Sound Sound => sound;

    /// <inheritdoc cref="RoomConnection.ServedLatency"/>
    public LatencyClass ServedLatency => servedLatency;

    /// <inheritdoc cref="RoomConnection.EncoderAdvice"/>
    public EncoderAdvice EncoderAdvice => encoderAdvice;

    /// <summary>Which packets have come.</summary>
    public PositionTracker Positions { get; } = new();

    /// <summary>What the server is told of them.</summary>
    public Acknowledgements Acknowledgements { get; }

    /// <inheritdoc cref="RoomConnection.Packets"/>
    public ChannelReader<HeardPacket> Packets => packets.Reader;

    /// <inheritdoc cref="RoomConnection.Updates"/>
    public ChannelReader<RoomUpdate> Updates => updates.Reader;

    /// <summary>What was seen so far.</summary>
    /// <param name="unsent">Packets of one's own voice that could not be sent.</param>
    public RoomConnectionStatistics Statistics(long unsent) => new(
        Interlocked.Read(ref packetCount),
        Interlocked.Read(ref bundleCount),
        Positions.Missed,
        Positions.Repeated,
        Interlocked.Read(ref unread),
        unsent,
        Volatile.Read(ref reconnects),
        Interlocked.Read(ref roundTripTicks) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null);

    /// <summary>Sends <paramref name="join"/> and receives every message until the call ends.</summary>
    /// <param name="session">The call.</param>
    /// <param name="join">Its first message.</param>
    /// <param name="supervisor">Hears what decides about the connection.</param>
    /// <returns>Why the call ended; null if the server ended it in order.</returns>
    public Task<RpcException?> ListenAsync(Session session, ClientMessage join, RoomSupervisor supervisor) =>
        session.RunAsync(join, message => Receive(session, message, supervisor));

    /// <summary>Sends an update to the reader of <see cref="Updates"/>.</summary>
    public void Publish(RoomUpdate update) => updates.Writer.TryWrite(update);

    /// <summary>Nothing more comes.</summary>
    /// <param name="bug">What the readers fail with; null ends them in order.</param>
    public void Complete(Exception? bug = null)
    {
        packets.Writer.TryComplete(bug);
        updates.Writer.TryComplete(bug);
    }

    private void Receive(Session from, ServerMessage message, RoomSupervisor supervisor)
    {
        switch (message.BodyCase)
        {
            case ServerMessage.BodyOneofCase.Bundle:
                Receive(from, message.Bundle);
                break;
            case ServerMessage.BodyOneofCase.Joined:
                Receive(from, message.Joined, supervisor);
                break;
            case ServerMessage.BodyOneofCase.Event:
                Receive(message.Event);
                break;
            case ServerMessage.BodyOneofCase.Events:
                foreach (var happened in message.Events.Events)
                {
                    Receive(happened);
                }

                break;
            case ServerMessage.BodyOneofCase.SoundChanged:
                sound = message.SoundChanged.Sound;
                Positions.Begin((long)message.SoundChanged.Position, first: true, resumed: false);
                break;
            case ServerMessage.BodyOneofCase.Hearing:
                Publish(new RoomUpdate.HearingChanged(message.Hearing.NobodyHearsYou, message.Hearing.YouHearNothing));
                break;
            case ServerMessage.BodyOneofCase.LatencyChanged:
                servedLatency = message.LatencyChanged.Latency;
                Acknowledgements.SetInterval(message.LatencyChanged.AckEveryMs);
                Acknowledgements.Send(from, time.GetTimestamp());
                Publish(new RoomUpdate.LatencyChanged(servedLatency));
                break;
            case ServerMessage.BodyOneofCase.HandPlace:
                room = room?.With(message.HandPlace);
                Publish(new RoomUpdate.HandMoved(room?.MyHand));
                break;
            case ServerMessage.BodyOneofCase.Reactions:
                Publish(new RoomUpdate.Reacted(
                    [.. message.Reactions.Counts.Select(count => new ReactionsOfAKind(count.Reaction, (int)count.Count))]));
                break;
            case ServerMessage.BodyOneofCase.Dominant:
                var dominant = message.Dominant.UserId;
                room = room is null ? null : room with { DominantUserId = dominant };
                Publish(new RoomUpdate.DominantChanged(dominant));
                break;
            case ServerMessage.BodyOneofCase.EncoderHint:
                var hint = message.EncoderHint;
                encoderAdvice = new EncoderAdvice(hint.UseInBandFec, (int)Math.Min(hint.ExpectedLossPercent, 100));
                Publish(new RoomUpdate.EncoderAdvised(encoderAdvice));
                break;
            case ServerMessage.BodyOneofCase.Inbox:
                Publish(new RoomUpdate.InboxChanged(message.Inbox));
                break;
            case ServerMessage.BodyOneofCase.Snapshot:
                room = RoomPicture.From(message.Snapshot, room, userId);
                Publish(new RoomUpdate.Described(room));
                break;
            case ServerMessage.BodyOneofCase.Ok:
                pending.Accept(message.Ok.RequestId);
                break;
            case ServerMessage.BodyOneofCase.Refusal:
                if (!supervisor.TryRefuseJoin(message.Refusal) && !pending.Refuse(message.Refusal))
                {
                    Publish(new RoomUpdate.Refused(message.Refusal.Code, message.Refusal.Message));
                }

                break;
            case ServerMessage.BodyOneofCase.Closing:
                supervisor.Close(message.Closing);
                break;
            case ServerMessage.BodyOneofCase.Pong:
                var now = Clock.Micros(time, time.GetTimestamp());
                Interlocked.Exchange(ref roundTripTicks, (long)(now - message.Pong.SentAtMicros) * TimeSpan.TicksPerMicrosecond);
                break;
            case ServerMessage.BodyOneofCase.None:
            default:
                // A message of a newer server that this client does not know.
                break;
        }
    }

    private void Receive(RoomEvent happened)
    {
        // An event that was part of the snapshot does not change what the caller wants; only a new event does.
        var isNews = room is { } before && happened.Version > before.Version;
        room = room?.Apply(happened);
        if (isNews)
        {
            wishes.Observe(happened, userId);
        }

        Publish(new RoomUpdate.Happened(happened));
    }

    private void Receive(Session from, Joined answer, RoomSupervisor supervisor)
    {
        var first = room is null;
        var whole = Positions.Begin((long)answer.Position, first, answer.Resumed);
        sound = answer.Sound;
        userId = answer.UserId;
        otherDevices = (int)answer.OtherDevices;
        room = RoomPicture.From(answer.Room, room, userId);
        Acknowledgements.SetInterval(answer.AckEveryMs);
        servedLatency = answer.Latency == LatencyClass.Unspecified ? wishes.Latency : answer.Latency;
        encoderAdvice = EncoderAdvice.None;
        supervisor.Attach(from, answer.ResumeToken);
        Publish(new RoomUpdate.Described(room));
        if (first)
        {
            supervisor.CompleteJoin();
            return;
        }

        Interlocked.Increment(ref reconnects);
        wishes.Restore(from, room, userId);
        foreach (var command in pending.Unanswered())
        {
            from.TrySend(command);
        }

        Publish(new RoomUpdate.Resumed(supervisor.LostFor, whole));
    }

    private void Receive(Session from, Bundle bundle)
    {
        if (!Positions.IsOfThisLog((long)bundle.Position))
        {
            return;
        }

        var now = time.GetTimestamp();
        var list = bundle.Packets;
        var known = Positions.Take((long)bundle.Position, list.Count, (long)bundle.End);
        Interlocked.Increment(ref bundleCount);
        Interlocked.Add(ref packetCount, list.Count - known);
        var picture = room;
        for (var i = known; i < list.Count; i++)
        {
            var packet = list[i];
            var heard = new HeardPacket(
                (long)bundle.Position + i, picture?.VoiceOf(packet.Source), packet.Source, (ushort)packet.Sequence,
                packet.Timestamp, (byte)Math.Min(packet.Level, 127), packet.Opus.Memory, packet.SentAtMicros, now);
            if (options.OnPacket is { } observer)
            {
                observer(connection, heard);
            }
            else
            {
                packets.Writer.TryWrite(heard);
            }
        }

        Acknowledgements.SendIfDue(from, now);
    }
}
