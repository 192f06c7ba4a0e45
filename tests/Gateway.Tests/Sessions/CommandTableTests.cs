using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Body = AudioRooms.Wire.V1.ClientMessage.BodyOneofCase;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// What the rows of the table of commands allow, column by column: a row that allows more than the others shows here.
/// </summary>
public sealed class CommandTableTests
{
    private static readonly Body[] SessionKinds =
        [Body.None, Body.Join, Body.Audio, Body.Ack, Body.Ping, Body.SetLatency, Body.SetSound, Body.Authenticate, Body.React];

    [Fact]
    public void Rows_OfEveryKind_DoOneThing() =>
        KindsWhere(static row =>
            new object?[] { row.Refusal, row.AtOnce, row.InTurn, row.AskRoom }.Count(static way => way is not null) != 1)
            .ShouldBeEmpty();

    [Fact]
    public void Rows_ThatAskTheRoom_AreAllButTheSessions() =>
        KindsWhere(static row => row.AskRoom is not null).ShouldBe(
            Enum.GetValues<Body>().Except(SessionKinds), ignoreOrder: true);

    [Fact]
    public void Rows_ForGuests_AreThoseOfListeningAndLeaving() => KindsWhere(static row => row.IsForGuests).ShouldBe(
        [Body.Join, Body.Ping, Body.SetLatency, Body.SetSound, Body.Authenticate, Body.Leave], ignoreOrder: true);

    [Fact]
    public void Rows_WithALimitOfThePerson_AreHandsInvitationsAndReactions() => Enum.GetValues<Body>()
        .Select(static body => (body, CommandTable.RowOf(body).Limit))
        .Where(static row => row.Limit is not null)
        .ShouldBe(
            [
                (Body.RaiseHand, RateLimit.Hand),
                (Body.InviteToStage, RateLimit.StageInvitation),
                (Body.AskIn, RateLimit.StageInvitation),
                (Body.React, RateLimit.Reaction),
            ],
            ignoreOrder: true);

    [Fact]
    public void Rows_BesideTheConnectionsRate_AreReactions() => KindsWhere(static row => row.HasOwnRate).ShouldBe([Body.React]);

    [Fact]
    public void Rows_WithAnIdempotencyKey_AreThoseThatAskTheRoomButLeave() => KindsWhere(static row => row.TakesKey)
        .ShouldBe(KindsWhere(static row => row.AskRoom is not null).Except([Body.Leave]), ignoreOrder: true);

    [Fact]
    public void Rows_ThatEndTheConnection_AreLeave() => KindsWhere(static row => row.EndsConnection).ShouldBe([Body.Leave]);

    [Fact]
    public void Silences_OfEveryKind_AreThoseThatTakeTheSendersSoundAway()
    {
        var messages = new List<ClientMessage>
        {
            new() { LeaveStage = new LeaveStage() },
            new() { EndRoom = new EndRoom() },
            new() { Leave = new Leave() },
            new() { SetMuted = new SetMuted { Muted = true } },
        };

        messages.ShouldAllBe(message => CommandTable.RowOf(message.BodyCase).Silences!(message));
        CommandTable.RowOf(Body.SetMuted).Silences!(new ClientMessage { SetMuted = new SetMuted { Muted = false } })
            .ShouldBeFalse();
        KindsWhere(static row => row.Silences is not null).ShouldBe(
            messages.Select(static message => message.BodyCase), ignoreOrder: true);
    }

    [Fact]
    public void Refusals_OfKindsThatAreNoCommands_SayWhich()
    {
        CommandTable.RowOf(Body.None).Refusal.ShouldBe(EdgeRefusal.CommandUnknown);
        CommandTable.RowOf(Body.Join).Refusal.ShouldBe(EdgeRefusal.AlreadyJoined);
    }

    private static List<Body> KindsWhere(Func<CommandRow, bool> predicate) =>
        [.. Enum.GetValues<Body>().Where(body => predicate(CommandTable.RowOf(body)))];
}
