using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>The answers of <c>who</c> and <c>hands</c>.</summary>
internal static class RoomPeople
{
    /// <summary>Number of listeners that are named; the others are only counted.</summary>
    private const int NamedMax = 50;

    /// <summary>Prints the stage, the hands and the audience, as far as the caller may see them.</summary>
    public static async Task ShowAsync(RoomOrderCall call)
    {
        var room = call.Room.Room;
        var (names, note) = await ListenersAsync(call).ConfigureAwait(false);
        var hands = HandsOf(room);
        call.Print(
            new
            {
                room.RoomId,
                Stage = room.Stage.Select(
                    voice => new { voice.Handle, voice.DisplayName, Role = voice.Role.Word(), voice.Muted }),
                Hands = room.Hands.Select(hand => new { hand.Handle, hand.Question }),
                Audience = names,
            },
            ("on stage", room.Stage.IsEmpty ? "nobody" : string.Join('\n', room.Stage.Select(Describe))),
            ("hands", hands),
            ("audience", note ?? (names.Count == 0 ? "nobody" : string.Join(", ", names))));
    }

    /// <summary>Prints the raised hands. Hosts see all hands, other people only their own.</summary>
    public static Task ShowHandsAsync(RoomOrderCall call)
    {
        var room = call.Room.Room;
        call.Print(
            new { room.RoomId, Hands = room.Hands.Select(
                hand => new { hand.Handle, hand.Question }), Mine = room.MyHand?.Position },
            ("hands", HandsOf(room) is { Length: > 0 } hands ? hands : room.MayModerate ? "none is up" : "only hosts see them"));
        return Task.CompletedTask;
    }

    /// <summary>A person on stage as one line of text.</summary>
    public static string Describe(Voice voice)
    {
        var role = voice.Role == StageRole.Speaker ? "" : $", {voice.Role.Word()}";
        return $"{Named(voice.Handle, voice.DisplayName)}{role}{(voice.Muted ? ", muted" : "")}";
    }

    private static string HandsOf(RoomPicture room)
    {
        var lines = room.Hands
            .Select(hand => hand.Question.Length == 0
                ? Named(hand.Handle, hand.DisplayName)
                : $"{Named(hand.Handle, hand.DisplayName)}: {hand.Question}");
        return room.MyHand is { } mine && room.Hands.IsEmpty ? $"yours is number {mine.Position}" : string.Join('\n', lines);
    }

    // The room may show its listeners to hosts only, or to nobody. Then the server's refusal is shown instead.
    private static async Task<(List<string> Names, string? Note)> ListenersAsync(RoomOrderCall call)
    {
        var names = new List<string>();
        try
        {
            await foreach (var person in call.Client.Rooms.ListAudienceAsync(
                call.Room.RoomId, cancellation: call.Cancellation).ConfigureAwait(false))
            {
                names.Add(Named(person.Handle, person.DisplayName));
                if (names.Count == NamedMax)
                {
                    return (names, $"{string.Join(", ", names)} and more");
                }
            }

            return (names, null);
        }
        catch (RefusedException refused)
        {
            return (names, refused.Message);
        }
    }

    private static string Named(string handle, string name) =>
        name.Length == 0 || string.Equals(name, handle, StringComparison.OrdinalIgnoreCase) ? handle : $"{handle} ({name})";
}
