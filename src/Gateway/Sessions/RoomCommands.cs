using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;
using Body = AudioRooms.Wire.V1.ClientMessage.BodyOneofCase;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Commands about people, hands and order in a room, from the wire's form to the room's.</summary>
internal static class RoomCommands
{
    /// <summary>True if the message is one of these commands.</summary>
    public static bool IsOne(Body body) => body
        is Body.RaiseHand or Body.LowerHand or Body.InviteToStage or Body.WithdrawInvitation or Body.DeclineInvitation
        or Body.MoveDown or Body.MuteSpeaker or Body.MuteAll or Body.RemovePerson or Body.ReadmitPerson
        or Body.AppointCoHost or Body.DismissCoHost or Body.HandOver or Body.SetLocked or Body.PinLink
        or Body.RenameRoom or Body.ChangeSettings or Body.AskIn;

    /// <summary>Reads a command.</summary>
    /// <param name="message">One for which <see cref="IsOne"/>.</param>
    /// <param name="command">What the room is asked.</param>
    /// <returns>Why it cannot be read; null if it can.</returns>
    public static EdgeRefusal? Read(ClientMessage message, out Contracts.Rooms.RoomCommand? command)
    {
        command = message.BodyCase switch
        {
            Body.RaiseHand => new Contracts.Rooms.RaiseHand(message.RaiseHand.Question),
            Body.LowerHand => message.LowerHand.UserId.Length == 0
                ? new Contracts.Rooms.LowerHand(User: null)
                : About(message.LowerHand.UserId, static user => new Contracts.Rooms.LowerHand(user)),
            Body.InviteToStage => About(message.InviteToStage.UserId, static user => new Contracts.Rooms.InviteToStage(user)),
            Body.WithdrawInvitation => About(message.WithdrawInvitation.UserId, static user => new Contracts.Rooms.WithdrawInvitation(user)),
            Body.DeclineInvitation => new Contracts.Rooms.DeclineInvitation(),
            Body.MoveDown => About(message.MoveDown.UserId, static user => new Contracts.Rooms.MoveDown(user)),
            Body.MuteSpeaker => About(message.MuteSpeaker.UserId, static user => new Contracts.Rooms.MuteSpeaker(user)),
            Body.MuteAll => new Contracts.Rooms.MuteAll(),
            Body.RemovePerson => message.RemovePerson.Ban
                ? About(message.RemovePerson.UserId, static user => new Contracts.Rooms.RemovePerson(user, IsBan: true))
                : About(message.RemovePerson.UserId, static user => new Contracts.Rooms.RemovePerson(user, IsBan: false)),
            Body.ReadmitPerson => About(message.ReadmitPerson.UserId, static user => new Contracts.Rooms.ReadmitPerson(user)),
            Body.AppointCoHost => About(message.AppointCoHost.UserId, static user => new Contracts.Rooms.AppointCoHost(user)),
            Body.DismissCoHost => About(message.DismissCoHost.UserId, static user => new Contracts.Rooms.DismissCoHost(user)),
            Body.HandOver => About(message.HandOver.UserId, static user => new Contracts.Rooms.HandOver(user)),
            Body.SetLocked => new Contracts.Rooms.SetLocked(message.SetLocked.Locked),
            Body.PinLink => new Contracts.Rooms.PinLink(message.PinLink.Url.Length == 0 ? null : message.PinLink.Url),
            Body.RenameRoom => new Contracts.Rooms.RenameRoom(message.RenameRoom.Title, [.. message.RenameRoom.Topics]),
            Body.AskIn => About(message.AskIn.UserId, static user => new Contracts.Rooms.AskIn(user)),
            Body.ChangeSettings => RoomSettingsOnWire.TryRead(
                message.ChangeSettings.Kind,
                message.ChangeSettings.HandPolicy,
                message.ChangeSettings.HandOrder,
                message.ChangeSettings.Attendance),
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.BodyCase, "Not one of these commands."),
        };
        return command is not null ? null
            : message.BodyCase == Body.ChangeSettings ? EdgeRefusal.ValueUnknown
            : EdgeRefusal.UserIdInvalid;
    }

    private static Contracts.Rooms.RoomCommand? About(string user, Func<UserId, Contracts.Rooms.RoomCommand> make) =>
        Identifiers.IsWellFormed(user) ? make(new UserId(user)) : null;
}
