using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <summary><c>room watch</c>: what happens in a room, line by line, until it ends.</summary>
internal static class RoomWatchVerb
{
    public static Command Create(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var verb = new Command("watch", "Follow what happens in a room.") { id };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.SignedIn(mayBeGuest: true);
            var options = new RoomConnectionOptions { Latency = LatencyClass.Economy, OnPacket = static (_, _) => { } };
            await using var room = await client.JoinAsync(parsed.GetRequiredValue(id), options, cancellation).ConfigureAwait(false);
            await foreach (var update in room.Updates.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                var (kind, text) = Describe(update, room.Room);
                if (access.AsJson)
                {
                    JsonOutput.Write(context.Out, new { At = context.Time.GetUtcNow(), Kind = kind, Text = text, room.Room.Version });
                }
                else
                {
                    await context.Out.WriteLineAsync($"{context.Time.GetUtcNow():HH:mm:ss}  {text}").ConfigureAwait(false);
                }
            }

            var closed = await room.Closed.ConfigureAwait(false);
            return closed.Code == "room_ended" ? 0 : throw new CliException(closed.Code, closed.Message);
        });
        return verb;
    }

    private static (string Kind, string Text) Describe(RoomUpdate update, RoomPicture room) => update switch
    {
        RoomUpdate.Described d => ("room", $"\"{d.Room.Title}\" by {d.Room.OwnerHandle}; on stage: {Names(d.Room)}"),
        RoomUpdate.Lost l => ("connection_lost", $"connection lost: {l.Reason}"),
        RoomUpdate.Resumed r => ("connection_resumed", $"connection resumed after {r.After.TotalSeconds:0.0} s"),
        RoomUpdate.Refused r => (r.Code, r.Message),
        RoomUpdate.Happened { Event: var e } => e.BodyCase switch
        {
            RoomEvent.BodyOneofCase.StageTaken => ("stage_taken", $"{e.StageTaken.Member.Person.Handle} takes the stage"),
            RoomEvent.BodyOneofCase.StageLeft => ("stage_left", $"{room.VoiceOf(e.StageLeft.Source)?.Handle ?? e.StageLeft.UserId} leaves the stage"),
            RoomEvent.BodyOneofCase.MuteChanged => ("mute_changed", $"{HandleOf(room, e.MuteChanged.UserId)} {(e.MuteChanged.Muted ? "mutes" : "opens")} the microphone"),
            RoomEvent.BodyOneofCase.RoomEnded => ("room_ended", "the room has ended"),
            _ => ("unknown", $"event {e.Version} of a kind that this program does not know"),
        },
        _ => throw new InvalidOperationException($"{update.GetType().Name} has no text."),
    };

    private static string Names(RoomPicture room) =>
        room.Stage.IsEmpty ? "nobody" : string.Join(", ", room.Stage.Select(voice => voice.Handle));

    private static string HandleOf(RoomPicture room, string userId) =>
        room.Stage.FirstOrDefault(voice => voice.UserId == userId)?.Handle ?? userId;
}
