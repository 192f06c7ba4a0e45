using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// Who the listening posts say is there. Not stored: the posts report once a second. Holds a number per gateway and a time per person
/// on stage, whatever the size of the audience.
/// </summary>
internal sealed class RoomPresence
{
    private readonly Dictionary<string, int> listenersByGateway = new(StringComparer.Ordinal);
    private readonly Dictionary<UserId, DateTimeOffset> lastSeenSpeakers = [];

    public int ListenerCount { get; private set; }

    /// <summary>Counts these speakers as seen now, so that their grace period begins.</summary>
    public void Expect(ImmutableArray<StageMember> members, DateTimeOffset now)
    {
        foreach (var member in members)
        {
            Expect(member.Person.Id, now);
        }
    }

    /// <inheritdoc cref="Expect(ImmutableArray{StageMember}, DateTimeOffset)"/>
    public void Expect(UserId user, DateTimeOffset now) => lastSeenSpeakers[user] = now;

    public void Report(PostPresence report, DateTimeOffset now)
    {
        listenersByGateway.TryGetValue(report.GatewayId, out var before);
        listenersByGateway[report.GatewayId] = report.ListenerCount;
        ListenerCount += report.ListenerCount - before;
        foreach (var user in report.Speakers)
        {
            lastSeenSpeakers[user] = now;
        }
    }

    public void Forget(string gatewayId)
    {
        if (listenersByGateway.Remove(gatewayId, out var before))
        {
            ListenerCount -= before;
        }
    }

    /// <summary>True if nobody reported this speaker for <paramref name="grace"/>; their entry is dropped then.</summary>
    public bool IsGone(UserId user, DateTimeOffset now, TimeSpan grace)
    {
        if (lastSeenSpeakers.TryGetValue(user, out var seen) && now - seen <= grace)
        {
            return false;
        }

        lastSeenSpeakers.Remove(user);
        return true;
    }
}
