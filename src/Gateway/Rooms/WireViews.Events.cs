using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

/// <summary>Who is told what an event says, and not only that there was one.</summary>
/// <param name="ToEverybody">No secret.</param>
/// <param name="ToHosts">The host, co-hosts and owner.</param>
/// <param name="Subject">Whom it is about, if they are told.</param>
internal readonly record struct EventReaders(bool ToEverybody, bool ToHosts, UserId? Subject)
{
    public bool Include(UserId viewer, bool isHost) => ToEverybody || (ToHosts && isHost) || Subject == viewer;
}

// Events, and to whom they say something.
internal static partial class WireViews
{
    /// <summary>Who may read the event.</summary>
    public static EventReaders ReadersOf(Contracts.Rooms.RoomEvent happened) => happened switch
    {
        Contracts.Rooms.HandRaised raised => new(false, true, raised.Person.Id),
        Contracts.Rooms.HandLowered lowered => new(false, true, lowered.User),
        Contracts.Rooms.StageInvited invited => new(false, true, invited.User),
        Contracts.Rooms.StageInvitationEnded ended => new(false, ended.WithdrawnBy is not null, ended.User),
        Contracts.Rooms.PersonRemoved or Contracts.Rooms.PersonReadmitted or Contracts.Rooms.PersonAskedIn => new(false, true, null),

        // Hosts list the links; a key is nobody's to see.
        Contracts.Rooms.LinkMade or Contracts.Rooms.LinkRevoked => new(false, false, null),
        _ => new(true, true, null),
    };

    /// <summary>An event of which only the version is told: there was something not for this device.</summary>
    public static Wire.V1.RoomEvent Bare(Contracts.Rooms.RoomEvent happened) =>
        new() { Version = (ulong)happened.Version, AtUnixMs = happened.At.ToUnixTimeMilliseconds() };

    /// <summary>An event as somebody who may read it sees it.</summary>
    public static Wire.V1.RoomEvent Of(Contracts.Rooms.RoomEvent happened)
    {
        var wire = Bare(happened);
        switch (happened)
        {
            case Contracts.Rooms.StageTaken taken:
                wire.StageTaken = new Wire.V1.StageTaken { Member = Of(taken.Member) };
                break;
            case Contracts.Rooms.StageLeft left:
                wire.StageLeft = new Wire.V1.StageLeft { UserId = left.User.Value, Source = left.Source, ByUserId = IdOf(left.By) };
                break;
            case Contracts.Rooms.MuteChanged changed:
                wire.MuteChanged = new Wire.V1.MuteChanged
                {
                    UserId = changed.User.Value,
                    Muted = changed.Muted,
                    ByUserId = IdOf(changed.By),
                };
                break;
            case Contracts.Rooms.RoomEnded ended:
                wire.RoomEnded = new Wire.V1.RoomEnded { ByUserId = ended.IsAbandoned || ended.IsByService ? "" : ended.By.Value };
                break;
            case Contracts.Rooms.HandRaised raised:
                wire.HandRaised = new Wire.V1.HandRaised { Person = Of(raised.Person), Question = raised.Question ?? "" };
                break;
            case Contracts.Rooms.HandLowered lowered:
                wire.HandLowered = new Wire.V1.HandLowered { UserId = lowered.User.Value, ByUserId = IdOf(lowered.By) };
                break;
            case Contracts.Rooms.StageInvited invited:
                wire.StageInvited = new Wire.V1.StageInvited { UserId = invited.User.Value, ByUserId = invited.By.Value };
                break;
            case Contracts.Rooms.StageInvitationEnded ended:
                wire.StageInvitationEnded = new Wire.V1.StageInvitationEnded
                {
                    UserId = ended.User.Value,
                    WithdrawnByUserId = IdOf(ended.WithdrawnBy),
                };
                break;
            default:
                SetHostEvent(wire, happened);
                break;
        }

        return wire;
    }

    private static void SetHostEvent(Wire.V1.RoomEvent wire, Contracts.Rooms.RoomEvent happened)
    {
        switch (happened)
        {
            case Contracts.Rooms.PersonRemoved removed:
                wire.PersonRemoved = new Wire.V1.PersonRemoved
                {
                    UserId = removed.User.Value,
                    ByUserId = removed.By.Value,
                    Ban = removed.IsBan,
                };
                break;
            case Contracts.Rooms.PersonReadmitted readmitted:
                wire.PersonReadmitted = new Wire.V1.PersonReadmitted
                {
                    UserId = readmitted.User.Value,
                    ByUserId = readmitted.By.Value,
                };
                break;
            case Contracts.Rooms.PersonAskedIn asked:
                wire.PersonAskedIn = new Wire.V1.PersonAskedIn { UserId = asked.User.Value, ByUserId = asked.By.Value };
                break;
            case Contracts.Rooms.CoHostAppointed appointed:
                wire.CoHostAppointed = new Wire.V1.CoHostAppointed { UserId = appointed.User.Value };
                break;
            case Contracts.Rooms.CoHostDismissed dismissed:
                wire.CoHostDismissed = new Wire.V1.CoHostDismissed { UserId = dismissed.User.Value };
                break;
            case Contracts.Rooms.HostChanged changed:
                wire.HostChanged = new Wire.V1.HostChanged
                {
                    UserId = changed.User.Value,
                    Reason = changed.Reason switch
                    {
                        Contracts.Rooms.HostChangeReason.HandedOver => Wire.V1.HostChangeReason.HandedOver,
                        Contracts.Rooms.HostChangeReason.Absent => Wire.V1.HostChangeReason.Absent,
                        Contracts.Rooms.HostChangeReason.OwnerReturned => Wire.V1.HostChangeReason.OwnerReturned,
                    },
                };
                break;
            case Contracts.Rooms.LockChanged changed:
                wire.LockChanged = new Wire.V1.LockChanged { Locked = changed.Locked };
                break;
            case Contracts.Rooms.LinkPinned pinned:
                wire.LinkPinned = new Wire.V1.LinkPinned { Url = pinned.Url ?? "" };
                break;
            case Contracts.Rooms.RoomRenamed renamed:
                wire.RoomRenamed = new Wire.V1.RoomRenamed { Title = renamed.Title };
                wire.RoomRenamed.Topics.AddRange(renamed.Topics);
                break;
            case Contracts.Rooms.SettingsChanged changed:
                wire.SettingsChanged = new Wire.V1.SettingsChanged { Settings = RoomSettingsOnWire.Of(changed.Settings) };
                break;
            case Contracts.Rooms.ClosingAnnounced announced:
                wire.ClosingAnnounced = new Wire.V1.ClosingAnnounced { ClosesAtUnixMs = announced.ClosesAt.ToUnixTimeMilliseconds() };
                break;
        }
    }

    private static string IdOf(UserId? user) => user?.Value ?? "";
}
