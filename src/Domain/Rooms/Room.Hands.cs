using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

// Rules of raised hands.
public sealed partial record Room
{
    /// <summary>The queue of raised hands.</summary>
    public RaisedHands Hands { get; private init; } = RaisedHands.Empty;

    /// <summary>Lowers the hand of every person that <paramref name="isAbsent"/> names.</summary>
    public RoomDecision ClearHands(Func<UserId, bool> isAbsent, DateTimeOffset now)
    {
        var cleared = RoomDecision.Unchanged(this);
        foreach (var hand in Hands.Hands.Where(hand => isAbsent(hand.Person.Id)))
        {
            cleared = cleared.Then(room => room.Happened(new HandLowered(hand.Person.Id, By: null), now));
        }

        return cleared;
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(RaiseHand command, AskedCommand asked) =>
        RaiseHand(asked.Actor, command.Question, asked.IsFollowed, asked.Limits, asked.Now);

    private RoomDecision RaiseHand(Person person, string? question, bool isFollowed, RoomLimits limits, DateTimeOffset now)
    {
        var asked = string.IsNullOrWhiteSpace(question) ? null : PlainText.Tidy(question);
        if (FindOnStage(person.Id) is not null)
        {
            return RoomRejection.AlreadyOnStage;
        }

        if (Settings.HandPolicy == HandPolicy.Off)
        {
            return RoomRejection.HandsOff;
        }

        if (Settings.HandPolicy == HandPolicy.Followed && !isFollowed && !IsHost(person.Id))
        {
            return RoomRejection.HandsForFollowed;
        }

        if (asked is not null && !PlainText.IsLine(asked, limits.QuestionLengthMax))
        {
            return RoomRejection.QuestionInvalid;
        }

        return Hands.Find(person.Id) switch
        {
            { } hand when hand.Question == asked => RoomDecision.Unchanged(this),
            null when Hands.Hands.Length >= limits.HandsMax => RoomRejection.HandsFull,
            _ => Happened(new HandRaised(person, asked), now),
        };
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(LowerHand command, AskedCommand asked) =>
        LowerHand(asked.Actor.Id, command.User ?? asked.Actor.Id, asked.Now);

    private RoomDecision LowerHand(UserId actor, UserId user, DateTimeOffset now)
    {
        if (user != actor && !IsHost(actor))
        {
            return RoomRejection.NotHost;
        }

        return Hands.Find(user) is null
            ? RoomRejection.HandNotRaised
            : Happened(new HandLowered(user, user == actor ? null : actor), now);
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(LowerAllHands command, AskedCommand asked) =>
        !IsHost(asked.Actor.Id) ? RoomRejection.NotHost
        : Hands.Hands.IsEmpty ? RoomDecision.Unchanged(this)
        : Happened(new AllHandsLowered(asked.Actor.Id), asked.Now);

    private ImmutableArray<HandView> HandViews()
    {
        var turn = Hands.Turn;
        return [.. Hands.InOrder(Settings.HandOrder, History)
            .Select((hand, index) => new HandView(hand.Person, hand.RaisedAt, hand.Question, turn * (index + 1)))];
    }

    Room IRoomEventCases<Room>.CaseOf(HandRaised happened) => this with
    {
        Hands = Hands.Raise(happened.Person, happened.Question, happened.At),
        Declined = Declined.Remove(happened.Person.Id),
    };

    Room IRoomEventCases<Room>.CaseOf(HandLowered happened) => this with { Hands = Hands.Lower(happened.User) };

    Room IRoomEventCases<Room>.CaseOf(AllHandsLowered happened) => this with { Hands = Hands.Clear() };
}
