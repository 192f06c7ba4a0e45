using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Discovery;

/// <summary>The cards of rooms that are shown to a viewer. Speaker and listener counts change without an event, so some cards are
/// read again each second. Not thread-safe.</summary>
public sealed class ShownCards
{
    /// <summary>How many cards are read again each second, in turn.</summary>
    public const int RenewedAtOnce = 50;

    private readonly Dictionary<string, RoomCard> cards = new(StringComparer.Ordinal);
    private readonly Queue<string> inTurn = new();

    /// <summary>The room's card; null if it was not read yet or the room has ended.</summary>
    public RoomCard? Find(string room) => cards.GetValueOrDefault(room);

    /// <summary>The rooms among these whose card must be read.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> rooms) => [.. rooms.Where(room => !cards.ContainsKey(room))];

    /// <summary>Stores a card that was read. An ended room gets no card; the change that ended it removes the room
    /// itself.</summary>
    public void Put(string room, RoomCard? card)
    {
        if (card is { Phase: RoomPhase.Live })
        {
            cards[room] = card;
            inTurn.Enqueue(room);
        }
    }

    /// <summary>Drops the cards of rooms that changed, so that they are read again before they are shown.</summary>
    public void Forget(IEnumerable<string> rooms)
    {
        foreach (var room in rooms)
        {
            cards.Remove(room);
        }
    }

    /// <summary>Takes the next turn: drops the cards that must be read again, and those of rooms that no watch shows any
    /// more.</summary>
    /// <returns>The dropped cards of rooms that are still shown.</returns>
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

    /// <summary>The rooms among those read again whose counts or lock changed. Other changes come with an event and are not
    /// compared here.</summary>
    public IEnumerable<string> ChangedSince(IReadOnlyDictionary<string, RoomCard> former) =>
        former.Where(room => Find(room.Key) is not { } now || CountsOf(now) != CountsOf(room.Value)).Select(room => room.Key);

    private static (int Speakers, int Listeners, bool IsLocked) CountsOf(RoomCard card) =>
        (card.SpeakerCount, card.ListenerCount, card.IsLocked);
}
