namespace AudioRooms.Streaming;

/// <summary>
/// The rules of a hub: which nodes listen and publish, how long an announcement is valid, and when the list has changed. It has
/// no clock and makes no calls; the grain around it does both.
/// </summary>
internal sealed class HubRoster(Guid epoch)
{
    private readonly Dictionary<Guid, Member> members = [];

    /// <summary>The listening nodes.</summary>
    internal HubView View { get; private set; } = new() { Epoch = epoch, Version = 0, Relays = [] };

    /// <summary>Takes an announcement and drops nodes whose lease has ended. True if <see cref="View"/> changed.</summary>
    internal bool Apply(HubAnnouncement announcement, DateTimeOffset now)
    {
        Adopt(announcement, now);
        if (!members.TryGetValue(announcement.NodeId, out Member? known) || announcement.Sequence > known.Sequence)
        {
            members[announcement.NodeId] = new Member(
                announcement.Node, announcement.Sequence, announcement.Listens, announcement.Publishes, now + announcement.Lease);
        }

        return Refresh(now);
    }

    /// <summary>
    /// The publishers to tell of a change, without <paramref name="except"/>, which gets the view as its answer.
    /// </summary>
    internal IEnumerable<ILiveStreamNode> PublishersExcept(Guid except) =>
        members.Where(member => member.Value.Publishes && member.Key != except).Select(member => member.Value.Node);

    /// <summary>
    /// Takes over the relays of a view from another epoch, whose hub is gone, for one lease. In that time they renew or expire.
    /// Otherwise each listener would hear nothing until its own next renewal.
    /// </summary>
    private void Adopt(HubAnnouncement announcement, DateTimeOffset now)
    {
        if (announcement.Known is not { } known || known.Epoch == epoch)
        {
            return;
        }

        foreach (HubRelay relay in known.Relays)
        {
            members.TryAdd(
                relay.NodeId, new Member(relay.Node, Sequence: 0, Listens: true, Publishes: false, now + announcement.Lease));
        }
    }

    /// <summary>
    /// Drops members whose lease has ended. A member that no longer does anything stays until then, so that an older announcement
    /// that arrives late cannot revive it.
    /// </summary>
    private bool Refresh(DateTimeOffset now)
    {
        foreach ((Guid nodeId, Member member) in members)
        {
            if (member.Until <= now)
            {
                members.Remove(nodeId);
            }
        }

        HubRelay[] relays =
        [
            .. members.Where(member => member.Value.Listens)
                .OrderBy(member => member.Key)
                .Select(member => new HubRelay { NodeId = member.Key, Node = member.Value.Node }),
        ];
        if (relays.Length == View.Relays.Length && relays.Zip(View.Relays).All(pair => pair.First.NodeId == pair.Second.NodeId))
        {
            return false;
        }

        View = new HubView { Epoch = epoch, Version = View.Version + 1, Relays = relays };
        return true;
    }

    private sealed record Member(ILiveStreamNode Node, long Sequence, bool Listens, bool Publishes, DateTimeOffset Until);
}
