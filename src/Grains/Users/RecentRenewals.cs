using AudioRooms.Domain.Users;

namespace AudioRooms.Grains.Users;

/// <summary>
/// An account's renewals of the last seconds, in memory alone: at most one for each of its sessions. After a restart a used token
/// ends its session at once.
/// </summary>
internal sealed class RecentRenewals
{
    private readonly Dictionary<string, Renewal> bySession = [];

    public Renewal? Find(string sessionId) => bySession.GetValueOrDefault(sessionId);

    public void Remember(string sessionId, Renewal renewal)
    {
        foreach (var over in bySession.Where(one => one.Value.IsOver(renewal.At)).Select(static one => one.Key).ToList())
        {
            bySession.Remove(over);
        }

        bySession[sessionId] = renewal;
    }
}
