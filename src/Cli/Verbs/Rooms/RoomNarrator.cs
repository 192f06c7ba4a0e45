using AudioRooms.Client;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>Prints a room's events, line by line, until the room is over.</summary>
internal static class RoomNarrator
{
    /// <summary>Follows a room until it ends. An update without a text, which does not concern the caller, is printed with
    /// <c>--json</c> only, with the room's version.</summary>
    /// <exception cref="CliException">The connection ended although the room did not end and the caller did not
    /// leave.</exception>
    public static async Task FollowAsync(
        CliContext context, bool asJson, AudioRoomsClient client, RoomConnection room, CancellationToken cancellation)
    {
        var names = new RoomNames(client, room);
        await foreach (var update in room.Updates.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            await names.RefreshAsync(update, cancellation).ConfigureAwait(false);
            var (kind, text) = Describe(update, room.Room, names);
            if (asJson)
            {
                JsonOutput.Write(context.Out, new { At = context.Time.GetUtcNow(), Kind = kind, Text = text, room.Room.Version });
            }
            else if (text.Length > 0)
            {
                await context.Out.WriteLineAsync($"{context.Time.GetUtcNow():HH:mm:ss}  {text}").ConfigureAwait(false);
            }
        }

        var closed = await room.Closed.ConfigureAwait(false);
        if (closed.Code is not (ClosingCodes.RoomEnded or ClosingCodes.Left))
        {
            throw new CliException(closed.Code, closed.Message);
        }
    }

    private static (string Kind, string Text) Describe(RoomUpdate update, RoomPicture room, RoomNames names) => update switch
    {
        RoomUpdate.Described d => ("room", $"\"{d.Room.Title}\" by {d.Room.OwnerHandle}; on stage: {Names(d.Room)}"),
        RoomUpdate.Lost l => ("connection_lost", $"connection lost: {l.Reason}"),
        RoomUpdate.Resumed r => ("connection_resumed", $"connection resumed after {r.After.TotalSeconds:0.0} s"),
        RoomUpdate.Refused r => (r.Code, r.Message),
        RoomUpdate.HandMoved { Place: null } => ("hand_moved", "your hand is down"),
        RoomUpdate.HandMoved { Place: { } place } => (
            "hand_moved", $"your hand is number {place.Position}, about {place.EstimatedWait.TotalMinutes:0} min to wait"),
        RoomUpdate.Reacted r => ("reactions", string.Join(", ", r.Counts.Select(kind => $"{kind.Reaction} ×{kind.Count}"))),
        RoomUpdate.DominantChanged { UserId: "" } => ("dominant_speaker", "nobody speaks"),
        RoomUpdate.DominantChanged d => ("dominant_speaker", $"{names.Of(d.UserId)} leads the conversation"),
        RoomUpdate.EncoderAdvised { Advice: var a } => (
            "encoder_advised", a.UseFec
                ? $"listeners lose sound: your encoder prepares for {a.ExpectedLossPercent} %"
                : "listeners lose no sound: your encoder uses no FEC"),
        RoomUpdate.HearingChanged { NobodyHearsYou: true } => (
            "nobody_hears_you", "nobody hears you: no listener has played your voice for 3 s"),
        RoomUpdate.HearingChanged { YouHearNothing: true } => (
            "you_hear_nothing", "others hear what you do not: no voice has been played here for 3 s"),
        RoomUpdate.HearingChanged => ("hearing_is_well", "you are heard again, and you hear again"),
        RoomUpdate.InboxChanged i => ("inbox", $"{i.Inbox.State.UnreadCount} unread in your inbox"),
        RoomUpdate.LatencyChanged { Served: var served } => (
            "latency_changed", served == LatencyClass.Broadcast
                ? "the server is nearly full: you hear the room a second late"
                : $"you hear the room in the {served.Word()} class"),
        RoomUpdate.Happened { Event: var e } => Describe(e, room, names),
        _ => throw new InvalidOperationException($"{update.GetType().Name} has no text."),
    };

    private static (string Kind, string Text) Describe(RoomEvent e, RoomPicture room, RoomNames names) => e.BodyCase switch
    {
        RoomEvent.BodyOneofCase.StageTaken => ("stage_taken", $"{e.StageTaken.Member.Person.Handle} takes the stage"),
        RoomEvent.BodyOneofCase.StageLeft => ("stage_left", $"{names.Of(e.StageLeft.UserId)} leaves the stage"),
        RoomEvent.BodyOneofCase.MuteChanged =>
            ("mute_changed", $"{names.Of(e.MuteChanged.UserId)} {(e.MuteChanged.Muted ? "is muted" : "opens the microphone")}"),
        RoomEvent.BodyOneofCase.RoomEnded => ("room_ended", "the room has ended"),
        RoomEvent.BodyOneofCase.HandRaised => (
            "hand_raised", $"{e.HandRaised.Person.Handle} raises a "
                + $"hand{(e.HandRaised.Question.Length == 0 ? "" : $": {e.HandRaised.Question}")}"),
        RoomEvent.BodyOneofCase.HandLowered => ("hand_lowered", $"the hand of {names.Of(e.HandLowered.UserId)} is down"),
        RoomEvent.BodyOneofCase.AllHandsLowered =>
            ("all_hands_lowered", $"{names.Of(e.AllHandsLowered.ByUserId)} lowers every hand"),
        RoomEvent.BodyOneofCase.StageInvited => (
            "stage_invited", room.InvitedToStage
                ? "you are invited to the stage: accept or decline"
                : $"{names.Of(e.StageInvited.UserId)} is invited to the stage"),
        RoomEvent.BodyOneofCase.StageInvitationEnded =>
            ("stage_invitation_ended", $"the invitation of {names.Of(e.StageInvitationEnded.UserId)} has ended"),
        RoomEvent.BodyOneofCase.PersonRemoved =>
            ("person_removed", $"{names.Of(e.PersonRemoved.UserId)} is {(e.PersonRemoved.Ban ? "banned" : "put out")}"),
        RoomEvent.BodyOneofCase.PersonReadmitted => ("person_readmitted", $"{names.Of(e.PersonReadmitted.UserId)} may come back"),
        RoomEvent.BodyOneofCase.PersonAskedIn => ("person_asked_in", $"{names.Of(e.PersonAskedIn.UserId)} is asked in"),
        RoomEvent.BodyOneofCase.CoHostAppointed => ("co_host_appointed", $"{names.Of(e.CoHostAppointed.UserId)} is co-host"),
        RoomEvent.BodyOneofCase.CoHostDismissed =>
            ("co_host_dismissed", $"{names.Of(e.CoHostDismissed.UserId)} is no longer co-host"),
        RoomEvent.BodyOneofCase.HostChanged => ("host_changed", $"{names.Of(e.HostChanged.UserId)} is host"),
        RoomEvent.BodyOneofCase.LockChanged => ("lock_changed", e.LockChanged.Locked ? "the door is locked" : "the door is open"),
        RoomEvent.BodyOneofCase.LinkPinned =>
            ("link_pinned", e.LinkPinned.Url.Length == 0 ? "the link is removed" : $"pinned: {e.LinkPinned.Url}"),
        RoomEvent.BodyOneofCase.RoomRenamed => ("room_renamed", $"now called \"{e.RoomRenamed.Title}\""),
        RoomEvent.BodyOneofCase.SettingsChanged =>
            ("settings_changed", $"{room.Kind.Word()} room, hands {room.HandPolicy.Word()}, {room.HandOrder.Word()}"),
        RoomEvent.BodyOneofCase.ClosingAnnounced =>
            ("closing_announced", $"nobody is on stage: the room closes at {room.ClosesAt:HH:mm} UTC"),
        RoomEvent.BodyOneofCase.None => ("not_for_you", ""),
        _ => ("unknown", $"event {e.Version} of a kind that this program does not know"),
    };

    private static string Names(RoomPicture room) =>
        room.Stage.IsEmpty ? "nobody" : string.Join("; ", room.Stage.Select(RoomPeople.Describe));
}
