using System.CommandLine;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <c>room watch</c>: prints a room's events, line by line, until it ends.
internal static class RoomWatchVerb
{
    public static Command Create(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var verb = new Command("watch", "Print what happens in a room.") { id, TransportOption.Transport, TransportOption.Http };
        return verb.DoesForGuests(context, async call =>
        {
            await using var room = await RoomOrderVerbs.EnterAsync(call, call.Parsed.GetRequiredValue(id)).ConfigureAwait(false);
            await RoomNarrator.FollowAsync(
                context, call.Access.AsJson, call.Client, room, call.Cancellation).ConfigureAwait(false);
        });
    }
}
