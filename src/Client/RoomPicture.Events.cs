using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

// What each event makes of the picture.
public sealed partial record RoomPicture
{
    /// <summary>The picture after an event. An event that is in the picture already changes nothing.</summary>
    internal RoomPicture Apply(RoomEvent happened)
    {
        if (happened.Version <= Version)
        {
            return this;
        }

        var next = this with { Version = happened.Version };
        switch (happened.BodyCase)
        {
            case RoomEvent.BodyOneofCase.StageTaken:
                return next.Took(happened.StageTaken.Member);
            case RoomEvent.BodyOneofCase.StageLeft:
                var source = happened.StageLeft.Source;
                return next with
                {
                    Stage = Stage.RemoveAll(voice => voice.Source == source),
                    Past = Remember(Past, Stage.Where(voice => voice.Source == source)),
                };
            case RoomEvent.BodyOneofCase.MuteChanged:
                var change = happened.MuteChanged;
                return next.WithVoice(change.UserId, voice => voice with { Muted = change.Muted });
            case RoomEvent.BodyOneofCase.RoomEnded:
                return next with { Ended = true };
            case RoomEvent.BodyOneofCase.HandRaised:
                return next.Raised(happened.HandRaised);
            case RoomEvent.BodyOneofCase.HandLowered:
                return next.WithoutHand(happened.HandLowered.UserId);
            case RoomEvent.BodyOneofCase.AllHandsLowered:
                return next with { Hands = [], MyHand = null };
            case RoomEvent.BodyOneofCase.StageInvited:
                return next with { InvitedToStage = InvitedToStage || happened.StageInvited.UserId == SelfId };
            case RoomEvent.BodyOneofCase.StageInvitationEnded:
                return next with { InvitedToStage = InvitedToStage && happened.StageInvitationEnded.UserId != SelfId };
            case RoomEvent.BodyOneofCase.CoHostAppointed:
                var appointed = happened.CoHostAppointed.UserId;
                return (next with { CoHostUserIds = CoHostUserIds.Remove(appointed).Add(appointed) }).WithRoles();
            case RoomEvent.BodyOneofCase.CoHostDismissed:
                return (next with { CoHostUserIds = CoHostUserIds.Remove(happened.CoHostDismissed.UserId) }).WithRoles();
            case RoomEvent.BodyOneofCase.HostChanged:
                var host = happened.HostChanged.UserId;
                return (next with { HostUserId = host, CoHostUserIds = CoHostUserIds.Remove(host) }).WithRoles();
            case RoomEvent.BodyOneofCase.LockChanged:
                return next with { Locked = happened.LockChanged.Locked };
            case RoomEvent.BodyOneofCase.LinkPinned:
                return next with { PinnedLink = happened.LinkPinned.Url };
            case RoomEvent.BodyOneofCase.RoomRenamed:
                return next with { Title = happened.RoomRenamed.Title, Topics = [.. happened.RoomRenamed.Topics] };
            case RoomEvent.BodyOneofCase.SettingsChanged:
                return next.With(happened.SettingsChanged.Settings);
            case RoomEvent.BodyOneofCase.ClosingAnnounced:
                return next with { ClosesAt = DateTimeOffset.FromUnixTimeMilliseconds(happened.ClosingAnnounced.ClosesAtUnixMs) };
            case RoomEvent.BodyOneofCase.PersonRemoved:
                return next.WithoutHand(happened.PersonRemoved.UserId);

            // Known to hosts, and nothing that this picture shows.
            case RoomEvent.BodyOneofCase.PersonReadmitted:
            case RoomEvent.BodyOneofCase.PersonAskedIn:
                return next;

            // Not for this person, or of a newer server: its number counts, its meaning is not for this client.
            case RoomEvent.BodyOneofCase.None:
            default:
                return next;
        }
    }

    /// <summary>The picture after the server said where one's own hand stands.</summary>
    internal RoomPicture With(HandPlace place) => this with { MyHand = From(place) };

    private RoomPicture Took(StageMember member) => WithoutHand(member.Person.UserId) with
    {
        Stage = Stage.Add(From(member)),
        InvitedToStage = InvitedToStage && member.Person.UserId != SelfId,
        ClosesAt = null,
    };

    private RoomPicture Raised(HandRaised raised)
    {
        var hand = new QueuedHand(raised.Person.UserId, raised.Person.Handle, raised.Person.DisplayName, raised.Question);
        var known = Hands.FirstOrDefault(other => other.UserId == hand.UserId);
        return this with { Hands = known is null ? Hands.Add(hand) : Hands.Replace(known, hand) };
    }

    private RoomPicture WithoutHand(string userId) => this with
    {
        Hands = Hands.RemoveAll(hand => hand.UserId == userId),
        MyHand = userId == SelfId ? null : MyHand,
    };

    private RoomPicture With(RoomSettings settings) => this with
    {
        Kind = settings.Kind,
        HandPolicy = settings.HandPolicy,
        HandOrder = settings.HandOrder,
        Attendance = settings.Attendance,
        Hands = settings.HandPolicy == HandPolicy.Off ? [] : Hands,
        MyHand = settings.HandPolicy == HandPolicy.Off ? null : MyHand,
    };

    private RoomPicture WithVoice(string userId, Func<Voice, Voice> change) =>
        this with { Stage = [.. Stage.Select(voice => voice.UserId == userId ? change(voice) : voice)] };

    private RoomPicture WithRoles() =>
        this with { Stage = [.. Stage.Select(voice => voice with { Role = RoleOf(voice.UserId) })] };

    private StageRole RoleOf(string userId) =>
        userId == HostUserId ? StageRole.Host
        : CoHostUserIds.Contains(userId) ? StageRole.CoHost
        : StageRole.Speaker;
}
