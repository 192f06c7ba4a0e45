using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>
/// The handles of the people in a room. Events name people by their ids; those whom the room's picture does not show are asked
/// for once. Used by one loop at a time.
/// </summary>
internal sealed class RoomNames(AudioRoomsClient client, RoomConnection room)
{
    /// <summary>An evening's people; beyond, the names are learnt anew.</summary>
    private const int KnownMax = 4_096;

    private readonly Dictionary<string, string> known = [];

    /// <summary>Somebody's handle, as far as it was learnt; else "somebody".</summary>
    public string Of(string userId) => known.GetValueOrDefault(userId, "somebody");

    /// <summary>Learns whom an update speaks of.</summary>
    public async Task RefreshAsync(RoomUpdate update, CancellationToken cancellation)
    {
        if (known.Count > KnownMax)
        {
            known.Clear();
        }

        foreach (var voice in room.Room.Stage)
        {
            known[voice.UserId] = voice.Handle;
        }

        foreach (var hand in room.Room.Hands)
        {
            known[hand.UserId] = hand.Handle;
        }

        var subject = update switch
        {
            RoomUpdate.Happened { Event: var e } => SubjectOf(e),
            RoomUpdate.DominantChanged dominant => dominant.UserId,
            _ => "",
        };
        if (subject.Length > 0 && !known.ContainsKey(subject))
        {
            await AskAsync(subject, cancellation).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(string userId, CancellationToken cancellation)
    {
        try
        {
            known[userId] = (await client.Profiles.GetAsync(userId, cancellation).ConfigureAwait(false)).Person.Handle;
        }
        catch (Exception e) when (e is RefusedException or ConnectionLostException)
        {
            // Somebody who has blocked the caller, or a server that is away: the story goes on without the name.
        }
    }

    private static string SubjectOf(RoomEvent e) => e.BodyCase switch
    {
        RoomEvent.BodyOneofCase.StageLeft => e.StageLeft.UserId,
        RoomEvent.BodyOneofCase.MuteChanged => e.MuteChanged.UserId,
        RoomEvent.BodyOneofCase.HandLowered => e.HandLowered.UserId,
        RoomEvent.BodyOneofCase.AllHandsLowered => e.AllHandsLowered.ByUserId,
        RoomEvent.BodyOneofCase.StageInvited => e.StageInvited.UserId,
        RoomEvent.BodyOneofCase.StageInvitationEnded => e.StageInvitationEnded.UserId,
        RoomEvent.BodyOneofCase.PersonRemoved => e.PersonRemoved.UserId,
        RoomEvent.BodyOneofCase.PersonReadmitted => e.PersonReadmitted.UserId,
        RoomEvent.BodyOneofCase.PersonAskedIn => e.PersonAskedIn.UserId,
        RoomEvent.BodyOneofCase.CoHostAppointed => e.CoHostAppointed.UserId,
        RoomEvent.BodyOneofCase.CoHostDismissed => e.CoHostDismissed.UserId,
        RoomEvent.BodyOneofCase.HostChanged => e.HostChanged.UserId,
        _ => "",
    };
}
