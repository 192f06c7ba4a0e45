using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>The people in the room, as the listener grains report them once a second. Not stored. It keeps a number per gateway,
/// and a time per person on stage or with a raised hand, whatever the size of the audience.</summary>
internal sealed class RoomPresence
{
    // A report that was overtaken by the end of its listener grain has arrived or is lost after this time.
    private static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Gateway> gateways = new(StringComparer.Ordinal);
    private readonly Dictionary<UserId, DateTimeOffset> lastSeen = [];

    public int ListenerCount { get; private set; }

    /// <summary>Counts everybody on stage or with a raised hand as seen now, so that their grace period begins.</summary>
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

    /// <returns>False if the report is older than the gateway's last one, which stays in force.</returns>
    public bool Report(GatewayPresence report, DateTimeOffset now)
    {
        if (gateways.TryGetValue(report.GatewayId, out var before) && report.Number <= before.Number)
        {
            return false;
        }

        Put(report.GatewayId, new Gateway(report.Number, report.ListenerCount, ClosedAt: null));
        foreach (var user in report.Speakers)
        {
            lastSeen[user] = now;
        }

        foreach (var user in report.Hands)
        {
            lastSeen[user] = now;
        }

        return true;
    }

    /// <summary>Closes a gateway's listener grain after its report <paramref name="number"/>. Reports up to that number no longer
    /// count.</summary>
    public void Close(string gatewayId, long number, DateTimeOffset now)
    {
        var last = gateways.TryGetValue(gatewayId, out var before) ? Math.Max(number, before.Number) : number;
        Put(gatewayId, new Gateway(last, ListenerCount: 0, now));
    }

    public void Forget(string gatewayId)
    {
        if (gateways.Remove(gatewayId, out var before))
        {
            ListenerCount -= before.ListenerCount;
        }
    }

    /// <summary>Forgets gateways whose listener grains closed so long ago that none of their reports can still arrive.</summary>
    public void ForgetClosed(DateTimeOffset now)
    {
        foreach (var (gatewayId, gateway) in gateways)
        {
            if (now - gateway.ClosedAt >= ClosedFor)
            {
                gateways.Remove(gatewayId);
            }
        }
    }

    /// <summary>True if no gateway has reported this person for <paramref name="grace"/>; then the person's entry is
    /// removed.</summary>
    public bool IsAbsent(UserId user, DateTimeOffset now, TimeSpan grace)
    {
        if (lastSeen.TryGetValue(user, out var seen) && now - seen <= grace)
        {
            return false;
        }

        lastSeen.Remove(user);
        return true;
    }

    private void Put(string gatewayId, Gateway gateway)
    {
        gateways.TryGetValue(gatewayId, out var before);
        gateways[gatewayId] = gateway;
        ListenerCount += gateway.ListenerCount - before.ListenerCount;
    }

    private readonly record struct Gateway(long Number, int ListenerCount, DateTimeOffset? ClosedAt);
}
