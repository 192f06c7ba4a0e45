namespace AudioRooms.Streaming;

/// <summary>
/// The rules of a hub: who listens and who publishes, for how long an announcement is good, and when the list has changed. No
/// clock, no calls: the grain around it supplies both.
/// </summary>
internal sealed class HubRoster(Guid epoch)
{
    private readonly Dictionary<Guid, Member> members = [];

    /// <summary>The listening nodes.</summary>
    internal HubView View { get; private set; } = new() { Epoch = epoch, Version = 0, Relays = [] };

    /// <summary>Takes an announcement in and forgets who stopped renewing. True if <see cref="View"/> changed.</summary>
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

    /// <summary>Whom to tell of a change; not <paramref name="except"/>, which gets it as its answer.</summary>
    internal IEnumerable<ILiveStreamNode> PublishersExcept(Guid except) =>
        members.Where(member => member.Value.Publishes && member.Key != except).Select(member => member.Value.Node);

    /// <summary>
    /// A view from another epoch comes from a hub that is gone. Its relays are taken over for one lease, in which they renew or
    /// not; otherwise each listener would be deaf until its own next renewal.
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
    /// Members that do nothing any more stay until their lease ends:
    /// what they announced earlier and arrives late must not revive them.
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
