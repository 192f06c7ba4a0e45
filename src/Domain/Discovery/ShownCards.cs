using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Discovery;

/// <summary>
/// The cards of rooms that somebody is shown. Counts change without an event, so some are asked again each second. Not
/// thread-safe.
/// </summary>
public sealed class ShownCards
{
    /// <summary>Cards asked again each second, in turn.</summary>
    public const int RenewedAtOnce = 50;

    private readonly Dictionary<string, RoomCard> cards = new(StringComparer.Ordinal);
    private readonly Queue<string> inTurn = new();

    /// <summary>A room's card; null if it has not been asked for, or the room has ended.</summary>
    public RoomCard? Find(string room) => cards.GetValueOrDefault(room);

    /// <summary>Of these rooms, those whose card must be asked for.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> rooms) => [.. rooms.Where(room => !cards.ContainsKey(room))];

    /// <summary>
    /// Takes a room's answer. A room that has ended has no card; that it is gone comes with the change that ended it.
    /// </summary>
    public void Put(string room, RoomCard? card)
    {
        if (card is { Phase: RoomPhase.Live })
        {
            cards[room] = card;
            inTurn.Enqueue(room);
        }
    }

    /// <summary>The rooms changed: their cards are asked for when they are shown next.</summary>
    public void Forget(IEnumerable<string> rooms)
    {
        foreach (var room in rooms)
        {
            cards.Remove(room);
        }
    }

    /// <summary>
    /// Takes the next turn: forgets cards that are to be asked for again, and those of rooms that nobody is shown any more.
    /// </summary>
    /// <returns>The cards to ask for again, as they were.</returns>
    public IReadOnlyDictionary<string, RoomCard> TakeTurn(WatchedHallways watches)
    {
        var former = new Dictionary<string, RoomCard>(StringComparer.Ordinal);
        for (var i = Math.Min(inTurn.Count, RenewedAtOnce); i > 0; i--)
        {
            var room = inTurn.Dequeue();
            if (cards.Remove(room, out var card) && watches.Shows(room))
            {
                former[room] = card;
            }
        }

        return former;
    }

    /// <summary>
    /// Of the rooms that were asked again, those whose entry is another now. What an event announces is not looked at.
    /// </summary>
    public IEnumerable<string> ChangedSince(IReadOnlyDictionary<string, RoomCard> former) =>
        former.Where(room => Find(room.Key) is not { } now || CountsOf(now) != CountsOf(room.Value)).Select(room => room.Key);

    private static (int Speakers, int Listeners, bool IsLocked) CountsOf(RoomCard card) =>
        (card.SpeakerCount, card.ListenerCount, card.IsLocked);
}
