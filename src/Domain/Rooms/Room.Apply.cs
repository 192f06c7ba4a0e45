using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

// What each event makes of the room. Total: whatever was decided once can be applied for ever.
public sealed partial record Room
{
    /// <summary>The room after one more event.</summary>
    /// <exception cref="InvalidDataException">The event does not follow <see cref="Version"/>.</exception>
    public Room Apply(RoomEvent happened)
    {
        if (happened.Version != Version + 1)
        {
            throw new InvalidDataException($"Room {Id} at version {Version} cannot apply event version {happened.Version}.");
        }

        var next = this with { Version = happened.Version };
        return happened switch
        {
            StageTaken taken => next.With(taken),
            StageLeft left => next.With(left),
            MuteChanged changed => next.With(changed),
            RoomEnded => next with
            {
                EndedAt = happened.At,
                Stage = new StageView(happened.Version, []),
                Hands = RaisedHands.Empty,
                Invited = [],
                ClosesAt = null,
            },
            HandRaised raised => next with
            {
                Hands = Hands.Raise(raised.Person, raised.Question, raised.At),
                Declined = Declined.Remove(raised.Person.Id),
            },
            HandLowered lowered => next with { Hands = Hands.Lower(lowered.User) },
            StageInvited invited => next with { Invited = Invited.Add(invited.User) },
            StageInvitationEnded ended => next with
            {
                Invited = Invited.Remove(ended.User),
                Declined = ended.WithdrawnBy is null ? Declined.Add(ended.User) : Declined,
            },
            PersonRemoved removed => next with
            {
                Removed = Removed.SetItem(removed.User, removed.IsBan),
                Hands = Hands.Lower(removed.User),
                Invited = Invited.Remove(removed.User),
                AskedIn = AskedIn.Remove(removed.User),
            },
            PersonReadmitted readmitted => next with { Removed = Removed.Remove(readmitted.User) },
            PersonAskedIn asked => next with { AskedIn = AskedIn.Add(asked.User) },
            CoHostAppointed appointed => (next with { CoHosts = CoHosts.Add(appointed.User) }).WithStage(Stage.Members),
            CoHostDismissed dismissed => (next with { CoHosts = CoHosts.Remove(dismissed.User) }).WithStage(Stage.Members),
            HostChanged changed => (next with
            {
                Host = changed.User,
                CoHosts = CoHosts.Remove(changed.User),
                HostAbsentSince = FindOnStage(changed.User) is null ? happened.At : null,
            }).WithStage(Stage.Members),
            LockChanged changed => next with { IsLocked = changed.Locked },
            LinkPinned pinned => next with { PinnedLink = pinned.Url },
            RoomRenamed renamed => next with { Title = renamed.Title, Topics = renamed.Topics },
            SettingsChanged changed => next with
            {
                Settings = changed.Settings,
                Hands = changed.Settings.HandPolicy == HandPolicy.Off ? Hands.Clear() : Hands,
            },
            LinkMade made => next with { Links = Links.RemoveAll(link => link.ExpiresAt <= made.At).Add(made.Link) },
            LinkRevoked revoked => next with { Links = Links.RemoveAll(link => link.Id == revoked.Id) },
            ClosingAnnounced announced => next with { ClosesAt = announced.ClosesAt },
            _ => throw new InvalidDataException($"Room {Id} cannot apply {happened.GetType().Name} at version {happened.Version}."),
        };
    }

    private Room With(StageTaken taken)
    {
        var user = taken.Member.Person.Id;
        return (this with
        {
            LastSource = taken.Member.Source,
            Hands = Hands.Call(user, taken.At),
            Invited = Invited.Remove(user),
            Declined = Declined.Remove(user),
            History = History.Switch(user, isOpen: !taken.Member.Muted, taken.At),
            HostAbsentSince = user == Host ? null : HostAbsentSince,
            StageEmptySince = null,
            ClosesAt = null,
        }).WithStage(Stage.Members.Add(taken.Member));
    }

    private Room With(StageLeft left)
    {
        var members = Stage.Members.RemoveAll(member => member.Source == left.Source);
        return (this with
        {
            History = History.Switch(left.User, isOpen: false, left.At),
            HostAbsentSince = left.User == Host ? left.At : HostAbsentSince,
            StageEmptySince = members.IsEmpty ? left.At : null,
        }).WithStage(members);
    }

    private Room With(MuteChanged changed) => (this with
    {
        History = History.Switch(changed.User, isOpen: !changed.Muted, changed.At),
    }).WithStage([.. Stage.Members.Select(member =>
        member.Person.Id == changed.User ? member with { Muted = changed.Muted } : member)]);

    // Whatever changes of the stage makes a new epoch, roles too: a gateway never shows an older stage after a newer one.
    private Room WithStage(ImmutableArray<StageMember> members) => this with
    {
        Stage = new StageView(Version, [.. members.Select(member => member with { Role = RoleOf(member.Person.Id) })]),
    };
}
