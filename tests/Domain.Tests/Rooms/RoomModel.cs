using AudioRooms.Contracts.Rooms;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Rooms;

/// <summary>
/// What a room with first-come hands and an open stage should be, in the plainest words: lists of names, and for each command the
/// refusal that the rules give.
/// </summary>
internal sealed class RoomModel(string owner, RoomLimits limits)
{
    public List<string> Stage { get; } = [];

    public HashSet<string> Muted { get; } = [];

    public List<string> Hands { get; } = [];

    public HashSet<string> Invited { get; } = [];

    public HashSet<string> Declined { get; } = [];

    public HashSet<string> Out { get; } = [];

    public List<string> CoHosts { get; } = [];

    public RoomRejection? TakeStage(string who)
    {
        if (Out.Contains(who))
        {
            return RoomRejection.Removed;
        }

        if (Stage.Contains(who))
        {
            return RoomRejection.AlreadyOnStage;
        }

        if (Stage.Count == limits.StageSizeMax)
        {
            return RoomRejection.StageFull;
        }

        Stage.Add(who);
        Hands.Remove(who);
        Declined.Remove(who);
        if (Invited.Remove(who))
        {
            Muted.Add(who);
        }

        return null;
    }

    public RoomRejection? LeaveStage(string who)
    {
        Muted.Remove(who);
        return Stage.Remove(who) ? null : RoomRejection.NotOnStage;
    }

    public RoomRejection? Ask(string who, RoomCommand command) => Out.Contains(who)
        ? RoomRejection.Removed
        : command switch
        {
            RaiseHand => Raise(who),
            LowerHand { User: null } => Hands.Remove(who) ? null : RoomRejection.HandNotRaised,
            LowerHand { User: { } whose } => who != whose.Value && Rank(who) < 2 ? RoomRejection.NotHost
                : Hands.Remove(whose.Value) ? null
                : RoomRejection.HandNotRaised,
            WithdrawInvitation withdraw => Rank(who) < 2 ? RoomRejection.NotHost
                : Invited.Remove(withdraw.User.Value) || Declined.Contains(withdraw.User.Value) ? null
                : RoomRejection.NotInvited,
            ReadmitPerson readmit => Rank(who) < 2 ? RoomRejection.NotHost
                : Out.Remove(readmit.User.Value) ? null
                : RoomRejection.NotRemoved,
            DismissCoHost dismiss => Rank(who) < 3 && who != dismiss.User.Value ? RoomRejection.NotHost
                : CoHosts.Remove(dismiss.User.Value) ? null
                : RoomRejection.NotCoHost,
            InviteToStage invite => Invite(who, invite.User.Value),
            DeclineInvitation => Decline(who),
            MuteSpeaker mute => Over(who, mute.User.Value) ?? MuteOnStage(mute.User.Value),
            MoveDown down => Over(who, down.User.Value) ?? LeaveStage(down.User.Value),
            RemovePerson remove => Over(who, remove.User.Value) ?? Remove(remove.User.Value),
            AppointCoHost appoint => Appoint(who, appoint.User.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };

    private int Rank(string who) => who == owner ? 3 : CoHosts.Contains(who) ? 2 : 1;

    private RoomRejection? Over(string who, string whom) =>
        Rank(who) < 2 ? RoomRejection.NotHost
        : Rank(whom) >= Rank(who) ? RoomRejection.Outranked
        : null;

    private RoomRejection? Raise(string who)
    {
        if (Stage.Contains(who))
        {
            return RoomRejection.AlreadyOnStage;
        }

        if (!Hands.Contains(who))
        {
            Hands.Add(who);
            Declined.Remove(who);
        }

        return null;
    }

    private RoomRejection? Invite(string who, string whom)
    {
        var refusal = Rank(who) < 2 ? RoomRejection.NotHost
            : Out.Contains(whom) ? RoomRejection.Removed
            : Stage.Contains(whom) ? RoomRejection.AlreadyOnStage
            : (RoomRejection?)null;
        if (refusal is null && !Declined.Contains(whom))
        {
            Invited.Add(whom);
        }

        return refusal;
    }

    private RoomRejection? Decline(string who)
    {
        if (!Invited.Remove(who))
        {
            return RoomRejection.NotInvited;
        }

        Declined.Add(who);
        return null;
    }

    private RoomRejection? MuteOnStage(string whom)
    {
        if (!Stage.Contains(whom))
        {
            return RoomRejection.NotOnStage;
        }

        Muted.Add(whom);
        return null;
    }

    private RoomRejection? Remove(string whom)
    {
        LeaveStage(whom);
        Hands.Remove(whom);
        Invited.Remove(whom);
        CoHosts.Remove(whom);
        Out.Add(whom);
        return null;
    }

    private RoomRejection? Appoint(string who, string whom)
    {
        var refusal = Rank(who) < 3 ? RoomRejection.NotHost
            : Out.Contains(whom) ? RoomRejection.Removed
            : CoHosts.Contains(whom) ? null
            : whom == owner ? RoomRejection.Outranked
            : CoHosts.Count == limits.CoHostsMax ? RoomRejection.CoHostsFull
            : (RoomRejection?)null;
        if (refusal is null && !CoHosts.Contains(whom))
        {
            CoHosts.Add(whom);
        }

        return refusal;
    }
}
