using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

/// <summary>The rules of one room, as a value: a command returns a <see cref="RoomDecision"/> and changes nothing. Many people
/// act on a room at once while it is stored and sent to gateways. If rules were spread over code that awaits, a second command
/// could run in the middle of the first: two people would get the last place on stage, or a gateway would be told of an event
/// that was never stored. So a decision here never waits. The grain calls it, stores the events, and only then takes the next
/// state. The state is what <see cref="Apply"/> makes of all events, so replaying the journal gives the same room. Each subject
/// has its file: the stage, hands, the door, moderation, hosts. Each file contains a rule together with the effect of its
/// event.</summary>
public sealed partial record Room : IRoomCommandCases<AskedCommand, RoomDecision>, IRoomEventCases<Room>
{
    private Room(RoomCreated created)
    {
        Id = created.Room;
        Owner = created.Owner;
        Host = created.Owner.Id;
        Title = created.Title;
        Topics = created.Topics;
        Language = created.Language;
        StagePolicy = created.StagePolicy;
        ActiveSpeakers = created.ActiveSpeakers;
        Settings = created.Settings;
        Club = created.Club;
        CreatedAt = created.At;
        HostAbsentSince = created.At;
        StageEmptySince = created.At;
        Version = created.Version;
    }

    public RoomId Id { get; }

    /// <summary>The person who created the room.</summary>
    public Person Owner { get; }

    /// <summary>1 to 120 characters.</summary>
    public string Title { get; private init; }

    /// <summary>At most 3, each 1 to 40 characters.</summary>
    public ImmutableArray<string> Topics { get; private init; }

    /// <summary>BCP 47.</summary>
    public string Language { get; }

    /// <summary>Who may take the stage without an invitation.</summary>
    public StagePolicy StagePolicy { get; }

    /// <summary>How many voices of the stage are forwarded at once, the loudest first.</summary>
    public int ActiveSpeakers { get; }

    /// <summary>The club that the room belongs to; null for none.</summary>
    public RoomClub? Club { get; }

    public RoomSettings Settings { get; private init; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it ended; null while it is live.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>Version of the newest event.</summary>
    public long Version { get; private init; }

    /// <summary>The people who may be heard.</summary>
    public StageView Stage { get; private init; } = StageView.Empty;

    /// <summary>The source number that was given to the newest stay on stage. A number is never given twice.</summary>
    public uint LastSource { get; private init; }

    /// <summary>The people who have been on stage, and how long their microphones were open.</summary>
    public StageHistory History { get; private init; } = StageHistory.Empty;

    public RoomPhase Phase => EndedAt is null ? RoomPhase.Live : RoomPhase.Ended;

    /// <summary>Creates a room.</summary>
    /// <param name="limits">The room's bounds.</param>
    /// <param name="club">The club that consented; null for a room without a club.</param>
    public static RoomDecision Create(RoomId id, CreateRoom command, RoomLimits limits, DateTimeOffset now, RoomClub? club = null)
    {
        var title = PlainText.Tidy(command.Title);
        ImmutableArray<string> topics = [.. command.Topics.Select(PlainText.Tidy)];
        if (CheckTitleCard(title, topics, limits) is { } rejection)
        {
            return rejection;
        }

        if (!PlainText.IsLanguageTag(command.Language))
        {
            return RoomRejection.LanguageInvalid;
        }

        if (command.ActiveSpeakers < 1 || command.ActiveSpeakers > limits.StageSizeMax)
        {
            return RoomRejection.ActiveSpeakersInvalid;
        }

        var created = new RoomCreated(
            id, command.Owner, title, topics, command.Language, command.StagePolicy, command.ActiveSpeakers)
        {
            Settings = command.Settings,
            Club = club,
            Version = 1,
            At = now,
        };
        var decision = RoomDecision.Of(new Room(created), created);
        foreach (var coHost in command.CoHosts)
        {
            decision = decision.Then(room => room.AppointCoHost(command.Owner.Id, coHost, limits, now));
        }

        foreach (var guest in command.Guests)
        {
            decision = decision.Then(room => room.InviteToStage(command.Owner.Id, guest, limits, now));
        }

        return decision;
    }

    /// <summary>Replays a history; null if it is empty.</summary>
    /// <exception cref="InvalidDataException">The history has a gap, or does not begin with
    /// <see cref="RoomCreated"/>.</exception>
    public static Room? Replay(IEnumerable<RoomEvent> history)
    {
        Room? room = null;
        foreach (var happened in history)
        {
            room = room is null
                ? happened is RoomCreated { Version: 1 } created
                    ? new Room(created)
                    : throw new InvalidDataException($"A room begins with {nameof(RoomCreated)} version 1, not {happened}.")
                : room.Apply(happened);
        }

        return room;
    }

    /// <summary>The room after one more event.</summary>
    /// <exception cref="InvalidDataException">The event does not follow <see cref="Version"/>, or creates a room that exists
    /// already.</exception>
    public Room Apply(RoomEvent happened) => happened.Version == Version + 1
        ? happened.Match(this with { Version = happened.Version })
        : throw new InvalidDataException($"Room {Id} at version {Version} cannot apply event version {happened.Version}.");

    /// <summary>Decides a command. A removed person gets a refusal for every command.</summary>
    /// <param name="actor">The authenticated sender.</param>
    /// <param name="isFollowed">True if a person on stage follows the sender; matters for a raised hand only.</param>
    /// <param name="limits">The room's bounds.</param>
    public RoomDecision Decide(Person actor, RoomCommand command, bool isFollowed, RoomLimits limits, DateTimeOffset now) =>
        Phase == RoomPhase.Ended ? RoomRejection.Ended
        : Removed.ContainsKey(actor.Id) ? RoomRejection.Removed
        : command.Match(this, new AskedCommand(actor, isFollowed, limits, now));

    /// <summary>Ends the room for everybody. Only the owner and the host may.</summary>
    public RoomDecision End(UserId user, DateTimeOffset now)
    {
        if (user != Owner.Id && user != Host)
        {
            return Settings.Kind == RoomKind.Open || IsNamed(user) ? RoomRejection.NotOwner : RoomRejection.NotFound;
        }

        return Phase == RoomPhase.Ended ? RoomRejection.Ended : Happened(new RoomEnded(user), now);
    }

    /// <summary>The room as participants see it.</summary>
    /// <param name="listenerCount">Listeners in the room now, as the listener grains reported.</param>
    public RoomView ToView(int listenerCount) => new(
        new RoomCard(
            Id, Title, Topics, Language, Owner, Phase, Stage.Members.Length, listenerCount, CreatedAt, EndedAt, StagePolicy,
            ActiveSpeakers)
        {
            Kind = Settings.Kind,
            IsLocked = IsLocked,
            Club = Club,
        },
        Version,
        Stage)
    {
        Settings = Settings,
        Host = Host,
        CoHosts = CoHosts,
        Hands = HandViews(),
        Invited = [.. Invited],
        Removed = [.. Removed.Keys],
        PinnedLink = PinnedLink,
        ClosesAt = ClosesAt,
        Links = Links,
    };

    private static RoomRejection? CheckTitleCard(string title, ImmutableArray<string> topics, RoomLimits limits) =>
        !PlainText.IsLine(title, limits.TitleLengthMax) ? RoomRejection.TitleInvalid
        : topics.Length > limits.TopicCountMax || topics.Any(topic => !PlainText.IsLine(topic, limits.TopicLengthMax))
            ? RoomRejection.TopicsInvalid
        : null;

    private RoomDecision Happened(RoomEvent happened, DateTimeOffset now)
    {
        var dated = happened with { Version = Version + 1, At = now };
        return RoomDecision.Of(Apply(dated), dated);
    }

    Room IRoomEventCases<Room>.CaseOf(RoomCreated happened) =>
        throw new InvalidDataException($"Room {Id} cannot apply {nameof(RoomCreated)} at version {happened.Version}.");

    Room IRoomEventCases<Room>.CaseOf(RoomEnded happened) => this with
    {
        EndedAt = happened.At,
        Stage = new StageView(happened.Version, []),
        Hands = RaisedHands.Empty,
        Invited = [],
        ClosesAt = null,
    };
}
