using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>Handles of the people in a room. Events name people by their ids. If the room's picture lacks a person, that handle
/// is requested once. Used by one loop at a time.</summary>
internal sealed class RoomNames(AudioRoomsClient client, RoomConnection room)
{
    /// <summary>Enough for the people of an evening. Above this number the names are forgotten and learned again.</summary>
    private const int KnownMax = 4_096;

    private readonly Dictionary<string, string> known = [];

    /// <summary>A person's handle if it is known; otherwise "somebody".</summary>
    public string Of(string userId) => known.GetValueOrDefault(userId, "somebody");

    /// <summary>Learns the handles of the people in an update.</summary>
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
            // The person has blocked the caller, or the server is unreachable: the event is printed without the name.
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
