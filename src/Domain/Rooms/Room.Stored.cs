using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

// Conversion to and from the stored form.
public sealed partial record Room
{
    /// <summary>The room from its stored form.</summary>
    public static Room From(StoredRoom stored) => new(stored.Created)
    {
        Version = stored.Version,
        Title = stored.Title,
        Topics = stored.Topics,
        Settings = stored.Settings,
        EndedAt = stored.EndedAt,
        Stage = stored.Stage,
        LastSource = stored.LastSource,
        Host = stored.Host,
        CoHosts = stored.CoHosts,
        ClosesAt = stored.ClosesAt,
        HostAbsentSince = stored.HostAbsentSince,
        StageEmptySince = stored.StageEmptySince,
        Invited = [.. stored.Invited],
        Declined = [.. stored.Declined],
        AskedIn = [.. stored.AskedIn],
        Removed = stored.Removed.ToImmutableDictionary(removal => removal.User, removal => removal.IsBan),
        IsLocked = stored.IsLocked,
        PinnedLink = stored.PinnedLink,
        Links = stored.Links,
        Hands = RaisedHands.From(stored),
        History = StageHistory.From(stored.History),
    };

    /// <summary>The room in its stored form.</summary>
    public StoredRoom ToStored() => Hands.AddTo(new StoredRoom
    {
        Created = new RoomCreated(Id, Owner, Title, Topics, Language, StagePolicy, ActiveSpeakers)
        {
            Settings = Settings,
            Club = Club,
            Version = 1,
            At = CreatedAt,
        },
        Version = Version,
        Title = Title,
        Topics = Topics,
        Settings = Settings,
        EndedAt = EndedAt,
        Stage = Stage,
        LastSource = LastSource,
        Host = Host,
        CoHosts = CoHosts,
        ClosesAt = ClosesAt,
        HostAbsentSince = HostAbsentSince,
        StageEmptySince = StageEmptySince,
        Invited = [.. Invited],
        Declined = [.. Declined],
        AskedIn = [.. AskedIn],
        Removed = [.. Removed.Select(pair => new StoredRemoval(pair.Key, pair.Value))],
        IsLocked = IsLocked,
        PinnedLink = PinnedLink,
        Links = Links,
        History = History.ToStored(),
    });
}
