using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>The room ends for everybody at the same time, and the server keeps nothing of it.</summary>
internal sealed class Farewell : IScene
{
    public string Title => "The room ends";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        var room = evening.Places["room"];
        var reminded = await evening.IsNotifiedAsync(
            evening["Ines"],
            entry => entry.Kind == NotificationKind.EventReminder
                && entry.Newest.Any(item => item.EventId == evening.Places["soon"]),
            cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S48 S79", "Meanwhile Ines is reminded, five minutes before, that Chloe's nightcap begins", reminded);
        await evening.Seats["Dmitri"].Connection.EndRoomAsync(cancellation).ConfigureAwait(false);
        var closings = new List<string?>();
        foreach (var name in evening.Seats.Keys.Where(name => name is not ("Ada" or "Max")))
        {
            closings.Add((await evening.Seats[name].ClosedAsync(cancellation).ConfigureAwait(false))?.Code);
        }

        evening.Ledger.Check(
            "S26 S63",
            "Dmitri ends the room, for everybody at once",
            closings.TrueForAll(code => code == ClosingCodes.RoomEnded),
            string.Join(", ", closings));

        var ben = evening["Ben"];
        var card = await ben.Client.Rooms.GetAsync(room, cancellation).ConfigureAwait(false);
        var refusal = await Evening.RefusalOfAsync(() => ben.EnterAsync(room, cancellation)).ConfigureAwait(false);
        evening.Ledger.Check(
            "S26 S17", "Its link says that it is over, and nobody can enter it any more",
            card.Phase == RoomPhase.Ended && refusal == RoomCodes.Ended, $"{card.Phase}, {refusal}");

        evening.Ledger.Check(
            "S26 S21 S53",
            "It vanishes from Ben's live bar by itself",
            await evening.LiveBar!.ShowsAsync(room, entry => entry is null, cancellation).ConfigureAwait(false));
        var live = await Evening.AllAsync(ben.Client.Rooms.ListAsync(cancellation), cancellation).ConfigureAwait(false);
        var hallway = await Evening.AllAsync(
            ben.Client.Discovery.HallwayAsync(cancellation: cancellation), cancellation).ConfigureAwait(false);
        var found = await Evening.FindAsync(ben, SearchKind.Room, evening.Mark, "", cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S26 S17", "It is gone from the list, the hallway and the search",
            !live.Exists(one => one.RoomId == room)
                && !hallway.Exists(one => one.Room.RoomId == room)
                && !found.Exists(one => one.Id == room),
            $"{live.Count} live, {hallway.Count} in the hallway, {found.Count} found");
    }
}
