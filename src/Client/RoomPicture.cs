using System.Collections.Immutable;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>A room as the client knows it after the newest event. Immutable.</summary>
public sealed record RoomPicture
{
    /// <summary>How many ended stays are remembered, so that late packets still find their speaker. A packet is late by seconds,
    /// and a stage cannot see 64 stays in that time.</summary>
    private const int RememberedStays = 64;

    private RoomPicture()
    {
    }

    /// <summary>Id of the room.</summary>
    public required string RoomId { get; init; }

    /// <summary>Title, 1 to 120 characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most 3, each 1 to 40 characters.</summary>
    public ImmutableArray<string> Topics { get; init; } = [];

    /// <summary>Handle of the room's owner.</summary>
    public required string OwnerHandle { get; init; }

    /// <summary>Id of the room's owner, who has the host's rights.</summary>
    public string OwnerUserId { get; init; } = "";

    /// <summary>Id of the person who holds the room now.</summary>
    public string HostUserId { get; init; } = "";

    /// <summary>Ids of the co-hosts in the order of succession.</summary>
    public ImmutableArray<string> CoHostUserIds { get; init; } = [];

    /// <summary>Who may enter.</summary>
    public RoomKind Kind { get; init; }

    /// <summary>Who may raise a hand.</summary>
    public HandPolicy HandPolicy { get; init; }

    /// <summary>The order of raised hands.</summary>
    public HandOrder HandOrder { get; init; }

    /// <summary>What is shown of the audience.</summary>
    public AttendancePrivacy Attendance { get; init; }

    /// <summary>True while newcomers cannot enter.</summary>
    public bool Locked { get; init; }

    /// <summary>The pinned link, https; empty for none.</summary>
    public string PinnedLink { get; init; } = "";

    /// <summary>When the room ends unless a person comes on stage; null if no end is announced.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>True if the room has ended.</summary>
    public bool Ended { get; init; }

    /// <summary>Version of the newest event in this picture.</summary>
    public ulong Version { get; init; }

    /// <summary>The people on stage, in the order in which they came.</summary>
    public ImmutableArray<Voice> Stage { get; init; } = [];

    /// <summary>Raised hands, for hosts only: in the order of the last snapshot, followed by hands in the order in which they
    /// were raised since.</summary>
    public ImmutableArray<QueuedHand> Hands { get; init; } = [];

    /// <summary>The caller's own raised hand; null while it is down.</summary>
    public OwnHand? MyHand { get; init; }

    /// <summary>True if the caller was invited to the stage and has not answered.</summary>
    public bool InvitedToStage { get; init; }

    /// <summary>True if the caller may moderate as host, co-host or owner.</summary>
    public bool MayModerate =>
        SelfId.Length > 0 && (SelfId == OwnerUserId || SelfId == HostUserId || CoHostUserIds.Contains(SelfId));

    /// <summary>Id of the dominant speaker; empty while nobody speaks.</summary>
    public string DominantUserId { get; init; } = "";

    private string SelfId { get; init; } = "";

    private ImmutableList<Voice> Past { get; init; } = [];

    /// <summary>The stay with this source number, present or ended a moment ago; null if unknown.</summary>
    public Voice? VoiceOf(uint source)
    {
        foreach (var voice in Stage)
        {
            if (voice.Source == source)
            {
                return voice;
            }
        }

        return Past.Find(voice => voice.Source == source);
    }

    internal static RoomPicture From(RoomSnapshot snapshot, RoomPicture? earlier, string selfId = "")
    {
        var stage = snapshot.Stage.Select(From).ToImmutableArray();
        var gone = earlier is null ? [] : earlier.Stage.Where(voice => stage.All(other => other.Source != voice.Source));
        var picture = new RoomPicture
        {
            SelfId = selfId,
            RoomId = snapshot.Card.RoomId,
            Title = snapshot.Card.Title,
            Topics = [.. snapshot.Card.Topics],
            OwnerHandle = snapshot.Card.Owner?.Handle ?? "",
            OwnerUserId = snapshot.Card.Owner?.UserId ?? "",
            HostUserId = snapshot.HostUserId,
            CoHostUserIds = [.. snapshot.CoHostUserIds],
            Locked = snapshot.Card.Locked,
            PinnedLink = snapshot.PinnedLink,
            ClosesAt = snapshot.ClosesAtUnixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(snapshot.ClosesAtUnixMs),
            Ended = snapshot.Card.Phase == RoomPhase.Ended,
            Version = snapshot.Version,
            Stage = stage,
            Hands = [.. snapshot.Hands.Select(From)],
            MyHand = snapshot.MyHand is { } place ? From(place) : null,
            InvitedToStage = snapshot.InvitedToStage,
            Past = Remember(earlier?.Past ?? [], gone),
        };
        return snapshot.Settings is { } settings ? picture.With(settings) : picture;
    }

    /// <summary>The picture after an event. An event that the picture contains already changes nothing.</summary>
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
                return next.WithSpeaker(happened.StageTaken.Member);
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
                return next.WithHand(happened.HandRaised);
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

            // Only hosts receive these events, and they change nothing that the picture shows.
            case RoomEvent.BodyOneofCase.PersonReadmitted:
            case RoomEvent.BodyOneofCase.PersonAskedIn:
                return next;

            // An event that this person may not read, or one of a newer server. Its version counts; its content is unknown here.
            case RoomEvent.BodyOneofCase.None:
            default:
                return next;
        }
    }

    /// <summary>The picture with a new place of the caller's own hand.</summary>
    internal RoomPicture With(HandPlace place) => this with { MyHand = From(place) };

    private RoomPicture WithSpeaker(StageMember member) => WithoutHand(member.Person.UserId) with
    {
        Stage = Stage.Add(From(member)),
        InvitedToStage = InvitedToStage && member.Person.UserId != SelfId,
        ClosesAt = null,
    };

    private RoomPicture WithHand(HandRaised raised)
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

    private static Voice From(StageMember member) =>
        new(member.Source, member.Person.UserId, member.Person.Handle, member.Person.DisplayName, member.Muted)
        {
            Role = member.Role == StageRole.Unspecified ? StageRole.Speaker : member.Role,
        };

    private static QueuedHand From(Hand hand) =>
        new(hand.Person.UserId, hand.Person.Handle, hand.Person.DisplayName, hand.Question);

    // Position 0 means that the hand is down.
    private static OwnHand? From(HandPlace place) =>
        place.Position == 0 ? null : new OwnHand((int)place.Position, TimeSpan.FromMilliseconds(place.EstimatedWaitMs));

    private static ImmutableList<Voice> Remember(ImmutableList<Voice> past, IEnumerable<Voice> gone)
    {
        var all = past.AddRange(gone);
        return all.Count > RememberedStays ? all.RemoveRange(0, all.Count - RememberedStays) : all;
    }
}
