using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>Predicts from the rules why a step is refused, or which events it has. The oracle reads and changes only its own
/// <see cref="RoomModel"/>.</summary>
internal sealed class RoomOracle(RoomLimits limits)
{
    private readonly List<RoomEvent> happened = [];
    private DateTimeOffset now;

    public RoomModel Room { get; } = new();

    private static RoomRejection? Nothing => null;

    /// <summary>Predicts the result of the creation.</summary>
    public (RoomRejection? Rejection, ImmutableArray<RoomEvent> Events) Expect(RoomOpening opening, DateTimeOffset at)
    {
        var command = opening.Command;
        return Expect(at, () => CheckTitleCard(command.Title, command.Topics)
            ?? (command.Language.Length < 2 ? RoomRejection.LanguageInvalid : Nothing)
            ?? (command.ActiveSpeakers < 1 || command.ActiveSpeakers > limits.StageSizeMax
                ? RoomRejection.ActiveSpeakersInvalid
                : Nothing)
            ?? Create(opening, command)
            ?? All(command.CoHosts, coHost => Appoint(command.Owner.Id, coHost))
            ?? All(command.Guests, guest => Invite(command.Owner.Id, guest)));
    }

    /// <summary>Predicts the result of a step.</summary>
    public (RoomRejection? Rejection, ImmutableArray<RoomEvent> Events) Expect(RoomStep step, DateTimeOffset at)
    {
        var (who, whom) = (step.Actor.Id, step.Target.Id);
        return Expect(at, () => step.Kind switch
        {
            RoomStepKind.RaiseHand => Barred(who) ?? RaiseHand(step.Actor, step.Question, step.IsFollowed),
            RoomStepKind.LowerHand => Barred(who) ?? LowerHand(who, step.HandOf ?? who),
            RoomStepKind.LowerAllHands =>
                Barred(who) ?? NotHost(who) ?? Unless(Room.Hands.Count == 0, new AllHandsLowered(who)),
            RoomStepKind.InviteToStage => Barred(who) ?? Invite(who, whom),
            RoomStepKind.WithdrawInvitation => Barred(who) ?? NotHost(who) ?? Withdraw(who, whom),
            RoomStepKind.DeclineInvitation => Barred(who) ?? Decline(who),
            RoomStepKind.MoveDown => Barred(who) ?? NotAbove(who, whom) ?? Leave(whom, by: who),
            RoomStepKind.MuteSpeaker => Barred(who) ?? NotAbove(who, whom) ?? Mute(whom, true, by: who),
            RoomStepKind.MuteAll => Barred(who) ?? NotHost(who) ?? MuteAll(who),
            RoomStepKind.RemovePerson => Barred(who) ?? NotAbove(who, whom) ?? Remove(who, whom, step.IsBan),
            RoomStepKind.ReadmitPerson => Barred(who) ?? NotHost(who) ?? Readmit(who, whom),
            RoomStepKind.AppointCoHost => Barred(who) ?? Appoint(who, whom),
            RoomStepKind.DismissCoHost => Barred(who) ?? Dismiss(who, whom),
            RoomStepKind.HandOver => Barred(who) ?? HandOver(who, whom),
            RoomStepKind.SetLocked =>
                Barred(who) ?? NotHost(who) ?? Unless(Room.IsLocked == step.IsOn, new LockChanged(step.IsOn)),
            RoomStepKind.PinLink => Barred(who) ?? NotHost(who) ?? PinLink(step.Url),
            RoomStepKind.RenameRoom => Barred(who) ?? NotHost(who) ?? Rename(step.Title, step.Topics),
            RoomStepKind.ChangeSettings => Barred(who) ?? NotHost(who) ?? ChangeSettings(step.Settings),
            RoomStepKind.AskIn => Barred(who) ?? AskIn(who, whom),
            RoomStepKind.MakeLink => Barred(who) ?? NotHost(who) ?? MakeLink(who, step.Link),
            RoomStepKind.RevokeLink => Barred(who) ?? NotHost(who) ?? RevokeLink(who, step.LinkId),
            RoomStepKind.TakeStage => Barred(who) ?? TakeStage(step.Actor, step.IsBlocked),
            RoomStepKind.LeaveStage => Over() ?? Leave(who, by: null),
            RoomStepKind.SetMuted => Over() ?? Mute(who, step.IsOn, by: null),
            RoomStepKind.End => End(who),
            RoomStepKind.UseLink => Barred(who) ?? UseLink(who, step.LinkKey),
            RoomStepKind.RemoveFormerMember => IsOver ? Nothing : LoseClubMember(whom),
            RoomStepKind.Expel => IsOver ? Nothing : Expel(whom),
            RoomStepKind.EndForService => IsOver ? Nothing : Happen(new RoomEnded(Room.Host) { IsByService = true }),
            RoomStepKind.KeepHosted => IsOver ? Nothing : KeepHosted(step.NotBefore(at)),
            RoomStepKind.ClearHands =>
                All(Room.Hands.Select(hand => hand.Person.Id).Where(step.IsAbsent), user => LowerHand(user, user)),
            RoomStepKind.ClearStage =>
                All(Room.Stage.Select(member => member.Person.Id).Where(step.IsAbsent), user => Leave(user, by: null)),
        });
    }

    private (RoomRejection? Rejection, ImmutableArray<RoomEvent> Events) Expect(DateTimeOffset at, Func<RoomRejection?> step)
    {
        now = at;
        happened.Clear();
        var rejection = step();
        return (rejection, rejection is null ? [.. happened] : []);
    }

    private RoomRejection? Happen(RoomEvent next)
    {
        var dated = next with { Version = Room.Version + 1, At = now };
        Room.Add(dated);
        happened.Add(dated);
        return Nothing;
    }

    private RoomRejection? Unless(bool isSo, RoomEvent next) => isSo ? Nothing : Happen(next);

    // The list is copied before a step changes it. The first refusal ends the loop.
    private static RoomRejection? All(IEnumerable<UserId> users, Func<UserId, RoomRejection?> step)
    {
        foreach (var user in users.ToArray())
        {
            if (step(user) is { } rejection)
            {
                return rejection;
            }
        }

        return Nothing;
    }

    private bool IsOver => Room.EndedAt is not null;

    private RoomRejection? Over() => IsOver ? RoomRejection.Ended : Nothing;

    private RoomRejection? Barred(UserId who) => Over() ?? (Room.Out.ContainsKey(who) ? RoomRejection.Removed : Nothing);

    private RoomRejection? NotHost(UserId who) => Room.Rank(who) < 2 ? RoomRejection.NotHost : Nothing;

    private RoomRejection? NotAbove(UserId who, UserId whom) =>
        NotHost(who) ?? (Room.Rank(who) <= Room.Rank(whom) ? RoomRejection.Outranked : Nothing);

    private static RoomRejection? CheckTitleCard(string title, ImmutableArray<string> topics) =>
        title.Trim().Length is 0 or > 120 ? RoomRejection.TitleInvalid
        : topics.Length > 3 || topics.Any(topic => topic.Trim().Length == 0) ? RoomRejection.TopicsInvalid
        : Nothing;

    private RoomRejection? Create(RoomOpening opening, CreateRoom command) => Happen(new RoomCreated(
        RoomScenario.Id,
        command.Owner,
        command.Title.Trim(),
        [.. command.Topics.Select(topic => topic.Trim())],
        command.Language,
        opening.IsStageOpen ? StagePolicy.Open : StagePolicy.Owner,
        command.ActiveSpeakers)
    {
        Settings = command.Settings,
    });

    private RoomRejection? RaiseHand(Person who, string? question, bool isFollowed)
    {
        var asked = question?.Trim();
        var before = Room.Hands.Find(hand => hand.Person.Id == who.Id);
        return Room.IsOnStage(who.Id) ? RoomRejection.AlreadyOnStage
            : Room.Settings.HandPolicy == HandPolicy.Off ? RoomRejection.HandsOff
            : Room.Settings.HandPolicy == HandPolicy.Followed && !isFollowed && Room.Rank(who.Id) == 1
                ? RoomRejection.HandsForFollowed
            : asked?.Length > 140 ? RoomRejection.QuestionInvalid
            : before.Person is null && Room.Hands.Count == limits.HandsMax ? RoomRejection.HandsFull
            : Unless(before.Person is not null && before.Question == asked, new HandRaised(who, asked));
    }

    private RoomRejection? LowerHand(UserId who, UserId whose) =>
        (who == whose ? Nothing : NotHost(who))
        ?? (Room.HasHandUp(whose) ? Happen(new HandLowered(whose, who == whose ? null : who)) : RoomRejection.HandNotRaised);

    private RoomRejection? Invite(UserId who, UserId whom) => NotHost(who)
        ?? (Room.Out.ContainsKey(whom) ? RoomRejection.Removed
            : Room.IsOnStage(whom) ? RoomRejection.AlreadyOnStage
            : Room.Invited.Contains(whom) || Room.Declined.Contains(whom) ? Nothing
            : InviteOneMore(whom, who));

    private RoomRejection? InviteOneMore(UserId whom, UserId by) => Room.Invited.Count == limits.StageInvitationsMax
        ? RoomRejection.InvitationsFull
        : Happen(new StageInvited(whom, by));

    private RoomRejection? Withdraw(UserId who, UserId whom) =>
        Room.Invited.Contains(whom) ? Happen(new StageInvitationEnded(whom, who))
        : Room.Declined.Contains(whom) ? Nothing
        : RoomRejection.NotInvited;

    private RoomRejection? Decline(UserId who) =>
        Room.Invited.Contains(who) ? Happen(new StageInvitationEnded(who, null)) : RoomRejection.NotInvited;

    private RoomRejection? TakeStage(Person who, bool isBlocked)
    {
        var isInvited = Room.Invited.Contains(who.Id);
        var mayComeUp = Room.Rank(who.Id) > 1 || (!isBlocked && (isInvited || Room.StagePolicy == StagePolicy.Open));
        return Room.IsOnStage(who.Id) ? RoomRejection.AlreadyOnStage
            : !mayComeUp ? RoomRejection.StageNotOpen
            : Room.Stage.Count == limits.StageSizeMax ? RoomRejection.StageFull
            : Happen(new StageTaken(new StageMember(who, Room.LastSource + 1, isInvited) { Role = Room.Role(who.Id) }))
                ?? (who.Id == Room.Owner && Room.Host != Room.Owner
                    ? ChangeHost(who.Id, HostChangeReason.OwnerReturned)
                    : Nothing);
    }

    private RoomRejection? Leave(UserId whom, UserId? by) => Room.IsOnStage(whom)
        ? Happen(new StageLeft(whom, Room.Stage.Find(member => member.Person.Id == whom).Source) { By = by })
        : RoomRejection.NotOnStage;

    private RoomRejection? Mute(UserId whom, bool muted, UserId? by) => Room.IsOnStage(whom)
        ? Unless(Room.Stage.Find(member => member.Person.Id == whom).Muted == muted, new MuteChanged(whom, muted) { By = by })
        : RoomRejection.NotOnStage;

    private RoomRejection? MuteAll(UserId who) => All(
        Room.Stage.Select(member => member.Person.Id).Where(user => Room.Rank(user) < Room.Rank(who)),
        user => Mute(user, true, by: who));

    private RoomRejection? Remove(UserId who, UserId whom, bool isBan)
    {
        var isOut = Room.Out.TryGetValue(whom, out var isBanned);
        if (isBan && Room.Rank(who) < 3)
        {
            return RoomRejection.Outranked;
        }

        if (isOut && (isBanned || !isBan))
        {
            return Nothing;
        }

        if (!isOut && Room.Out.Count == limits.RemovedMax)
        {
            return RoomRejection.RemovedFull;
        }

        if (Room.IsOnStage(whom))
        {
            Leave(whom, by: who);
        }

        StepDown(whom);
        return Happen(new PersonRemoved(whom, who, isBan));
    }

    private RoomRejection? StepDown(UserId coHost) => Unless(!Room.CoHosts.Contains(coHost), new CoHostDismissed(coHost));

    private RoomRejection? Readmit(UserId who, UserId whom) =>
        !Room.Out.TryGetValue(whom, out var isBan) ? RoomRejection.NotRemoved
        : isBan && Room.Rank(who) < 3 ? RoomRejection.Outranked
        : Happen(new PersonReadmitted(whom, who));

    private RoomRejection? Appoint(UserId who, UserId whom) =>
        Room.Rank(who) < 3 ? RoomRejection.NotHost
        : Room.Out.ContainsKey(whom) ? RoomRejection.Removed
        : Room.CoHosts.Contains(whom) ? Nothing
        : Room.Rank(whom) == 3 ? RoomRejection.Outranked
        : Room.CoHosts.Count == limits.CoHostsMax ? RoomRejection.CoHostsFull
        : Happen(new CoHostAppointed(whom));

    private RoomRejection? Dismiss(UserId who, UserId whom) =>
        Room.Rank(who) < 3 && who != whom ? RoomRejection.NotHost
        : Room.CoHosts.Contains(whom) ? Happen(new CoHostDismissed(whom))
        : RoomRejection.NotCoHost;

    private RoomRejection? HandOver(UserId who, UserId whom) =>
        Room.Rank(who) < 3 ? RoomRejection.NotHost
        : !Room.IsOnStage(whom) ? RoomRejection.NotOnStage
        : whom == Room.Host ? Nothing
        : ChangeHost(whom, HostChangeReason.HandedOver);

    // The previous host stays as a co-host if on stage and if there is room for another co-host. The owner needs no such role.
    private RoomRejection? ChangeHost(UserId whom, HostChangeReason reason)
    {
        var former = Room.Host;
        Happen(new HostChanged(whom, reason));
        var staysCoHost = former != Room.Owner && Room.IsOnStage(former) && Room.CoHosts.Count < limits.CoHostsMax;
        return Unless(!staysCoHost, new CoHostAppointed(former));
    }

    private RoomRejection? PinLink(string? url) =>
        url?.StartsWith("https://", StringComparison.Ordinal) == false ? RoomRejection.LinkInvalid
        : Unless(url == Room.PinnedLink, new LinkPinned(url));

    private RoomRejection? Rename(string title, ImmutableArray<string> topics) => CheckTitleCard(title, topics)
        ?? Unless(title.Trim() == Room.Title && topics.SequenceEqual(Room.Topics), new RoomRenamed(title.Trim(), topics));

    private RoomRejection? ChangeSettings(ChangeSettings change)
    {
        var old = Room.Settings;
        var settings = new RoomSettings
        {
            Kind = change.Kind ?? old.Kind,
            HandPolicy = change.HandPolicy ?? old.HandPolicy,
            HandOrder = change.HandOrder ?? old.HandOrder,
            Attendance = change.Attendance ?? old.Attendance,
        };
        var isNarrower = (old.Kind, settings.Kind) is
            (RoomKind.Open, RoomKind.Social) or (RoomKind.Open, RoomKind.Closed) or (RoomKind.Social, RoomKind.Closed);
        return isNarrower ? RoomRejection.KindNarrowed : Unless(settings == old, new SettingsChanged(settings));
    }

    private RoomRejection? AskIn(UserId who, UserId whom) =>
        !Room.IsOnStage(who) && Room.Rank(who) == 1 ? RoomRejection.NotOnStage
        : Room.Out.ContainsKey(whom) ? RoomRejection.Removed
        : Room.AskedIn.Contains(whom) ? Nothing
        : Room.AskedIn.Count == limits.AskedInMax ? RoomRejection.InvitationsFull
        : Happen(new PersonAskedIn(whom, who));

    private RoomRejection? MakeLink(UserId who, MakeLink make) =>
        make.ValidFor < TimeSpan.FromMinutes(1) || make.ValidFor > TimeSpan.FromDays(7) ? RoomRejection.LinkLifetimeInvalid
        : Room.Links.Exists(link => link.Id == make.Id) ? Nothing
        : Room.Links.Count(link => link.ExpiresAt > now) == limits.LinksMax ? RoomRejection.LinksFull
        : Happen(new LinkMade(new RoomLink(make.Id, make.Kind, make.Key, now + make.ValidFor), who));

    private RoomRejection? RevokeLink(UserId who, string id) =>
        Room.Links.Exists(link => link.Id == id) ? Happen(new LinkRevoked(id, who)) : RoomRejection.NoSuchLink;

    // Only a link for speakers changes the room.
    private RoomRejection? UseLink(UserId who, string key)
    {
        var leadsOnStage = Room.Links.Exists(
            link => link.Key == key && link.ExpiresAt > now && link.Kind == RoomLinkKind.Speaker);
        return leadsOnStage && !Room.IsOnStage(who) && !Room.Invited.Contains(who) ? InviteOneMore(who, Room.Host) : Nothing;
    }

    // The existence of a room that is not open to everybody is hidden from strangers.
    private RoomRejection? End(UserId who)
    {
        var isKnown = Room.Settings.Kind == RoomKind.Open || Room.Rank(who) > 1 || Room.IsOnStage(who)
            || Room.Invited.Contains(who) || Room.AskedIn.Contains(who);
        return Room.Rank(who) == 3 ? Over() ?? Happen(new RoomEnded(who))
            : isKnown ? RoomRejection.NotOwner
            : RoomRejection.NotFound;
    }

    private RoomRejection? LoseClubMember(UserId whom) =>
        Room.Out.ContainsKey(whom) ? Nothing
        : Room.Rank(whom) == 3 ? Happen(new RoomEnded(Room.Host) { IsAbandoned = true })
        : Remove(Room.Owner, whom, isBan: false);

    private RoomRejection? Expel(UserId whom)
    {
        var wasHost = whom == Room.Host;
        if (Room.IsOnStage(whom))
        {
            Leave(whom, by: null);
        }

        if (Room.HasHandUp(whom))
        {
            LowerHand(whom, whom);
        }

        StepDown(whom);
        return !wasHost ? Nothing
            : Room.Stage.Count == 0 ? Happen(new RoomEnded(whom) { IsAbandoned = true })
            : Happen(new HostChanged(Successor(), HostChangeReason.Absent));
    }

    private RoomRejection? KeepHosted(DateTimeOffset notBefore)
    {
        if (Room.StageEmptySince is { } emptySince)
        {
            return !IsOverdue(emptySince) ? Nothing
                : Room.ClosesAt is null ? Happen(new ClosingAnnounced(now + limits.ClosingNotice))
                : Unless(now < Room.ClosesAt, new RoomEnded(Room.Host) { IsAbandoned = true });
        }

        return Room.HostAwaySince is { } awaySince && IsOverdue(awaySince)
            ? Happen(new HostChanged(Successor(), HostChangeReason.Absent))
            : Nothing;

        bool IsOverdue(DateTimeOffset since) => since + limits.HostGrace <= now && notBefore + limits.HostGrace <= now;
    }

    private UserId Successor()
    {
        var coHost = Room.CoHosts.FindIndex(Room.IsOnStage);
        return coHost < 0 ? Room.Stage[0].Person.Id : Room.CoHosts[coHost];
    }
}
