using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>Chooses a room if the user names none.</summary>
internal static class NewestRoom
{
    /// <summary>The newest live room with somebody on stage, because a room without speakers is silent.</summary>
    /// <exception cref="CliException">There is no such room.</exception>
    public static async Task<string> FindAsync(CliContext context, AudioRoomsClient client, CancellationToken cancellation)
    {
        RoomCard? silent = null;
        await foreach (var card in client.Rooms.ListAsync(cancellation).ConfigureAwait(false))
        {
            if (card.Phase != RoomPhase.Live)
            {
                continue;
            }

            if (card.SpeakerCount > 0)
            {
                // The list begins with the newest room.
                return card.RoomId;
            }

            silent ??= card;
        }

        throw silent is null
            ? new CliException(
                "no_room",
                "No room is live.",
                $"Open one with {context.CommandName} room create --title \"A title\", or start the server with ./run --demo")
            : new CliException(
                "nobody_on_stage",
                "No room has anybody on stage.",
                $"Wait in the newest room, \"{silent.Title}\", with --room {silent.RoomId}, or speak in it from another "
                + "terminal.");
    }

    /// <summary>The people on stage as one line of text.</summary>
    public static string StageOf(RoomPicture room) =>
        room.Stage.IsEmpty ? "nobody yet" : string.Join(", ", room.Stage.Select(voice => voice.DisplayName));
}
