using AudioRooms.Contracts.Users;
using Rooms = AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Commands;

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
    public static EventReaders ReadersOf(Rooms.RoomEvent happened) => happened switch
    {
        Rooms.HandRaised raised => new(false, true, raised.Person.Id),
        Rooms.HandLowered lowered => new(false, true, lowered.User),
        Rooms.StageInvited invited => new(false, true, invited.User),
        Rooms.StageInvitationEnded ended => new(false, ended.WithdrawnBy is not null, ended.User),
        Rooms.PersonRemoved or Rooms.PersonReadmitted or Rooms.PersonAskedIn => new(false, true, null),

        // Hosts list the links; a key is nobody's to see.
        Rooms.LinkMade or Rooms.LinkRevoked => new(false, false, null),
        _ => new(true, true, null),
    };

    /// <summary>An event of which only the version is told: there was something not for this device.</summary>
    public static Wire.V1.RoomEvent Bare(Rooms.RoomEvent happened) =>
        new() { Version = (ulong)happened.Version, AtUnixMs = happened.At.ToUnixTimeMilliseconds() };

    /// <summary>An event as somebody who may read it sees it.</summary>
    public static Wire.V1.RoomEvent Of(Rooms.RoomEvent happened)
    {
        var wire = Bare(happened);
        switch (happened)
        {
            case Rooms.StageTaken taken:
                wire.StageTaken = new Wire.V1.StageTaken { Member = Of(taken.Member) };
                break;
            case Rooms.StageLeft left:
                wire.StageLeft = new Wire.V1.StageLeft { UserId = left.User.Value, Source = left.Source, ByUserId = IdOf(left.By) };
                break;
            case Rooms.MuteChanged changed:
                wire.MuteChanged = new Wire.V1.MuteChanged
                {
                    UserId = changed.User.Value,
                    Muted = changed.Muted,
                    ByUserId = IdOf(changed.By),
                };
                break;
            case Rooms.RoomEnded ended:
                wire.RoomEnded = new Wire.V1.RoomEnded { ByUserId = ended.IsAbandoned || ended.IsByService ? "" : ended.By.Value };
                break;
            case Rooms.HandRaised raised:
                wire.HandRaised = new Wire.V1.HandRaised { Person = Of(raised.Person), Question = raised.Question ?? "" };
                break;
            case Rooms.HandLowered lowered:
                wire.HandLowered = new Wire.V1.HandLowered { UserId = lowered.User.Value, ByUserId = IdOf(lowered.By) };
                break;
            case Rooms.StageInvited invited:
                wire.StageInvited = new Wire.V1.StageInvited { UserId = invited.User.Value, ByUserId = invited.By.Value };
                break;
            case Rooms.StageInvitationEnded ended:
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

    private static void SetHostEvent(Wire.V1.RoomEvent wire, Rooms.RoomEvent happened)
    {
        switch (happened)
        {
            case Rooms.PersonRemoved removed:
                wire.PersonRemoved = new Wire.V1.PersonRemoved
                {
                    UserId = removed.User.Value,
                    ByUserId = removed.By.Value,
                    Ban = removed.IsBan,
                };
                break;
            case Rooms.PersonReadmitted readmitted:
                wire.PersonReadmitted = new Wire.V1.PersonReadmitted
                {
                    UserId = readmitted.User.Value,
                    ByUserId = readmitted.By.Value,
                };
                break;
            case Rooms.PersonAskedIn asked:
                wire.PersonAskedIn = new Wire.V1.PersonAskedIn { UserId = asked.User.Value, ByUserId = asked.By.Value };
                break;
            case Rooms.CoHostAppointed appointed:
                wire.CoHostAppointed = new Wire.V1.CoHostAppointed { UserId = appointed.User.Value };
                break;
            case Rooms.CoHostDismissed dismissed:
                wire.CoHostDismissed = new Wire.V1.CoHostDismissed { UserId = dismissed.User.Value };
                break;
            case Rooms.HostChanged changed:
                wire.HostChanged = new Wire.V1.HostChanged
                {
                    UserId = changed.User.Value,
                    Reason = changed.Reason switch
                    {
                        Rooms.HostChangeReason.HandedOver => Wire.V1.HostChangeReason.HandedOver,
                        Rooms.HostChangeReason.Absent => Wire.V1.HostChangeReason.Absent,
                        Rooms.HostChangeReason.OwnerReturned => Wire.V1.HostChangeReason.OwnerReturned,
                    },
                };
                break;
            case Rooms.LockChanged changed:
                wire.LockChanged = new Wire.V1.LockChanged { Locked = changed.Locked };
                break;
            case Rooms.LinkPinned pinned:
                wire.LinkPinned = new Wire.V1.LinkPinned { Url = pinned.Url ?? "" };
                break;
            case Rooms.RoomRenamed renamed:
                wire.RoomRenamed = new Wire.V1.RoomRenamed { Title = renamed.Title };
                wire.RoomRenamed.Topics.AddRange(renamed.Topics);
                break;
            case Rooms.SettingsChanged changed:
                wire.SettingsChanged = new Wire.V1.SettingsChanged { Settings = RoomSettingsOnWire.Of(changed.Settings) };
                break;
            case Rooms.ClosingAnnounced announced:
                wire.ClosingAnnounced = new Wire.V1.ClosingAnnounced { ClosesAtUnixMs = announced.ClosesAt.ToUnixTimeMilliseconds() };
                break;
        }
    }

    private static string IdOf(UserId? user) => user?.Value ?? "";
}
