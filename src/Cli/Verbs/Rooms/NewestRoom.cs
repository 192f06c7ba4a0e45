using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>Which room a newcomer means who names none.</summary>
internal static class NewestRoom
{
    /// <summary>The newest live room in which somebody is on stage; else the newest live room.</summary>
    public static async Task<string> FindAsync(CliContext context, AudioRoomsClient client, CancellationToken cancellation)
    {
        RoomCard? best = null;
        await foreach (var card in client.Rooms.ListAsync(cancellation).ConfigureAwait(false))
        {
            if (card.Phase == RoomPhase.Live && (best is null || Rank(card).CompareTo(Rank(best)) > 0))
            {
                best = card;
            }
        }

        return best?.RoomId ?? throw new CliException(
            "no_room", "No room is live.", $"Open one with {context.CommandName} room create --title \"A title\", or start the server with ./run --demo");
    }

    /// <summary>Who is on stage, for one line of text.</summary>
    public static string StageOf(RoomPicture room) =>
        room.Stage.IsEmpty ? "nobody yet" : string.Join(", ", room.Stage.Select(voice => voice.DisplayName));

    private static (bool Lively, long Created) Rank(RoomCard card) => (card.SpeakerCount > 0, card.CreatedAtUnixMs);
}
