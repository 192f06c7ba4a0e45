using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

// What the server says, and what is done about it. All on the receiving loop of one session at a time, but for TakeCare.
public sealed partial class RoomConnection
{
    private void Receive(Session from, ServerMessage message)
    {
        switch (message.BodyCase)
        {
            case ServerMessage.BodyOneofCase.Bundle:
                Receive(from, message.Bundle);
                break;
            case ServerMessage.BodyOneofCase.Joined:
                Receive(from, message.Joined);
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
                positions.Begin((long)message.SoundChanged.Position, first: true, resumed: false);
                break;
            case ServerMessage.BodyOneofCase.LatencyChanged:
                servedLatency = message.LatencyChanged.Latency;
                ackInterval = AckIntervalOf(message.LatencyChanged.AckEveryMs);
                Acknowledge(from, time.GetTimestamp());
                updates.Writer.TryWrite(new RoomUpdate.LatencyChanged(servedLatency));
                break;
            case ServerMessage.BodyOneofCase.HandPlace:
                room = room?.With(message.HandPlace);
                updates.Writer.TryWrite(new RoomUpdate.HandMoved(room?.MyHand));
                break;
            case ServerMessage.BodyOneofCase.Reactions:
                updates.Writer.TryWrite(new RoomUpdate.Reacted(
                    [.. message.Reactions.Counts.Select(count => new ReactionsOfAKind(count.Reaction, (int)count.Count))]));
                break;
            case ServerMessage.BodyOneofCase.Dominant:
                var dominant = message.Dominant.UserId;
                room = room is null ? null : room with { DominantUserId = dominant };
                updates.Writer.TryWrite(new RoomUpdate.DominantChanged(dominant));
                break;
            case ServerMessage.BodyOneofCase.EncoderHint:
                var hint = message.EncoderHint;
                encoderAdvice = new EncoderAdvice(hint.UseInBandFec, (int)Math.Min(hint.ExpectedLossPercent, 100));
                updates.Writer.TryWrite(new RoomUpdate.EncoderAdvised(encoderAdvice));
                break;
            case ServerMessage.BodyOneofCase.Inbox:
                updates.Writer.TryWrite(new RoomUpdate.InboxChanged(message.Inbox));
                break;
            case ServerMessage.BodyOneofCase.Snapshot:
                room = RoomPicture.From(message.Snapshot, room, userId);
                updates.Writer.TryWrite(new RoomUpdate.Described(room));
                break;
            case ServerMessage.BodyOneofCase.Ok:
                pending.Accept(message.Ok.RequestId);
                break;
            case ServerMessage.BodyOneofCase.Refusal:
                Receive(message.Refusal);
                break;
            case ServerMessage.BodyOneofCase.Closing:
                serverWantsResume = message.Closing.Resume;
                ending = serverWantsResume ? null : new RoomClosed(message.Closing.Code, message.Closing.Message);
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
        // What was told as a snapshot already is not a wish of later: only what is news changes what is wanted.
        var isNews = room is { } before && happened.Version > before.Version;
        room = room?.Apply(happened);
        if (isNews)
        {
            ObserveSelf(happened);
        }

        updates.Writer.TryWrite(new RoomUpdate.Happened(happened));
    }

    private void ObserveSelf(RoomEvent happened)
    {
        if (happened.StageLeft?.UserId == userId)
        {
            (wantsStage, wantsMuted) = (false, false);
        }
        else if (happened.StageTaken?.Member.Person.UserId == userId)
        {
            // Another device of the same person may have taken the stage: the main device is the one that speaks there.
            wantsStage |= IsMain;

            // Whoever was asked on stage enters muted. A wish to be muted outlives a stay that a broken connection ended.
            wantsMuted |= happened.StageTaken.Member.Muted;
        }
        else if (happened.MuteChanged?.UserId == userId)
        {
            // A host may have done it; a reconnect must not undo that.
            wantsMuted = happened.MuteChanged.Muted;
        }
    }

    private void Receive(Session from, Joined answer)
    {
        var first = room is null;
        var whole = positions.Begin((long)answer.Position, first, answer.Resumed);
        sound = answer.Sound;
        userId = answer.UserId;
        otherDevices = (int)answer.OtherDevices;
        room = RoomPicture.From(answer.Room, room, userId);
        resumeToken = answer.ResumeToken;
        ackInterval = AckIntervalOf(answer.AckEveryMs);
        servedLatency = answer.Latency == LatencyClass.Unspecified ? latency : answer.Latency;
        encoderAdvice = EncoderAdvice.None;
        serverWantsResume = false;
        retryAfter = TimeSpan.Zero;
        backOff.Reset();
        session = from;
        updates.Writer.TryWrite(new RoomUpdate.Described(room));
        if (first)
        {
            joined.TrySetResult();
            return;
        }

        Interlocked.Increment(ref reconnects);
        RestoreStage(from, room);
        foreach (var command in pending.Unanswered())
        {
            from.TryPost(command);
        }
        updates.Writer.TryWrite(new RoomUpdate.Resumed(time.GetElapsedTime(lostAt), whole));
    }

    /// <summary>After a reconnect: the server may have taken the place on stage away, or forgotten the mute.</summary>
    private void RestoreStage(Session through, RoomPicture picture)
    {
        if (!wantsStage)
        {
            return;
        }

        var self = picture.Stage.FirstOrDefault(voice => voice.UserId == userId);
        if (self is null)
        {
            through.TryPost(new ClientMessage { TakeStage = new TakeStage() });
        }
        else if (self.Muted)
        {
            // By a host meanwhile, if not by oneself: either way no reconnect opens a microphone.
            wantsMuted = true;
            return;
        }

        if (wantsMuted)
        {
            through.TryPost(new ClientMessage { SetMuted = new SetMuted { Muted = true } });
        }
    }

    private void Receive(Refusal refusal)
    {
        if (refusal.RequestId == joinId)
        {
            // A server that is only busy says when to come back; who was in the room before does so.
            retryAfter = TimeSpan.FromMilliseconds(refusal.RetryAfterMs);
            mayComeAgain = room is null
                && refusal.Code == ServiceCodes.ServerBusy
                && time.GetElapsedTime(lostAt) + retryAfter <= options.JoinWithin;
            ending = mayComeAgain || (room is not null && refusal.RetryAfterMs > 0)
                ? null
                : new RoomClosed(refusal.Code, refusal.Message);
            if (!mayComeAgain)
            {
                joined.TrySetException(Refusals.From(refusal));
            }
        }
        else if (!pending.Refuse(refusal))
        {
            updates.Writer.TryWrite(new RoomUpdate.Refused(refusal.Code, refusal.Message));
        }
    }

    private void Receive(Session from, Bundle bundle)
    {
        if (!positions.IsOfThisLog((long)bundle.Position))
        {
            return;
        }

        var now = time.GetTimestamp();
        var list = bundle.Packets;
        var known = positions.Take((long)bundle.Position, list.Count, (long)bundle.End);
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
                observer(this, heard);
            }
            else
            {
                packets.Writer.TryWrite(heard);
            }
        }

        if (time.GetElapsedTime(Volatile.Read(ref lastAckAt), now) >= ackInterval)
        {
            Acknowledge(from, now);
        }
    }

    private static TimeSpan AckIntervalOf(uint milliseconds) =>
        milliseconds == 0 ? UsualAckInterval : TimeSpan.FromMilliseconds(milliseconds);

    // Step 7 of a packet's way: the client acknowledges positions, and the server skips old sound.
    private void Acknowledge(Session through, long now)
    {
        var missed = positions.Missed;
        var concealed = (int)(missed - missedAtLastAck) + Interlocked.Exchange(ref concealedByPlayout, 0);
        missedAtLastAck = missed;
        Volatile.Write(ref lastAckAt, now);
        through.SendAck(positions.Next, concealed, playoutReports ? Interlocked.Exchange(ref lostByPlayout, 0) : null);
    }

    /// <summary>Once a second: what a loop that waits for the next message cannot do itself.</summary>
    private void TakeCare()
    {
        if (session is not { } current)
        {
            return;
        }

        if (current.Silence >= options.DeadAfter)
        {
            current.Abort($"the server has said nothing for {options.DeadAfter.TotalSeconds:0} s");
        }
        else if (current.Silence >= options.PingAfter || current.Quiet >= options.PingAfter + ackInterval)
        {
            var ping = new Ping { SentAtMicros = Clock.Micros(time, time.GetTimestamp()) };
            current.TryPost(new ClientMessage { Ping = ping });
        }

        // The last bundle before a silence came too soon after the acknowledgement before it.
        if (current.Acknowledged < positions.Next && time.GetElapsedTime(Volatile.Read(ref lastAckAt)) >= ackInterval)
        {
            current.SendAck(positions.Next, 0, playoutReports ? 0 : null);
        }
    }
}
