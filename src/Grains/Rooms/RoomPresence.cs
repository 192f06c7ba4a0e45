using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// Who the listening posts say is there. Not stored: the posts report once a second. Holds a number per gateway and a time per person
/// on stage or with a raised hand, whatever the size of the audience.
/// </summary>
internal sealed class RoomPresence
{
    private readonly Dictionary<string, int> listenersByGateway = new(StringComparer.Ordinal);
    private readonly Dictionary<UserId, DateTimeOffset> lastSeen = [];

    public int ListenerCount { get; private set; }

    /// <summary>Counts everybody who has to be there as seen now, so that their grace period begins.</summary>
    public void Expect(Room room, DateTimeOffset now)
    {
        foreach (var member in room.Stage.Members)
        {
            Expect(member.Person.Id, now);
        }

        foreach (var hand in room.Hands.Hands)
        {
            Expect(hand.Person.Id, now);
        }
    }

    /// <inheritdoc cref="Expect(Room, DateTimeOffset)"/>
    public void Expect(UserId user, DateTimeOffset now) => lastSeen[user] = now;

    public void Report(PostPresence report, DateTimeOffset now)
    {
        listenersByGateway.TryGetValue(report.GatewayId, out var before);
        listenersByGateway[report.GatewayId] = report.ListenerCount;
        ListenerCount += report.ListenerCount - before;
        foreach (var user in report.Speakers)
        {
            lastSeen[user] = now;
        }

        foreach (var user in report.Hands)
        {
            lastSeen[user] = now;
        }
    }

    public void Forget(string gatewayId)
    {
        if (listenersByGateway.Remove(gatewayId, out var before))
        {
            ListenerCount -= before;
        }
    }

    /// <summary>True if nobody reported this person for <paramref name="grace"/>; their entry is dropped then.</summary>
    public bool IsGone(UserId user, DateTimeOffset now, TimeSpan grace)
    {
        if (lastSeen.TryGetValue(user, out var seen) && now - seen <= grace)
        {
            return false;
        }

        lastSeen.Remove(user);
        return true;
    }
}
