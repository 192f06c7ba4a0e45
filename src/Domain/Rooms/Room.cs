using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

/// <summary>
/// The rules of one room. A value: a command gives a <see cref="RoomDecision"/> and changes nothing; the state is what
/// <see cref="Apply"/> makes of the events so far. A file per subject: the stage, hands, moderation, who holds the room. What an
/// event makes of the room stands beside the rule that decides it. Whatever was decided once can be applied for ever.
/// </summary>
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

    /// <summary>Which room this is.</summary>
    public RoomId Id { get; }

    /// <summary>Whoever made it.</summary>
    public Person Owner { get; }

    /// <summary>1 to 120 characters.</summary>
    public string Title { get; private init; }

    /// <summary>At most 3.</summary>
    public ImmutableArray<string> Topics { get; private init; }

    /// <summary>BCP 47.</summary>
    public string Language { get; }

    /// <summary>Who may take the stage without being asked.</summary>
    public StagePolicy StagePolicy { get; }

    /// <summary>How many of the stage are forwarded at once.</summary>
    public int ActiveSpeakers { get; }

    /// <summary>The club that it belongs to; null if none.</summary>
    public RoomClub? Club { get; }

    /// <summary>How it is run.</summary>
    public RoomSettings Settings { get; private init; }

    /// <summary>When the room came to be.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it ended; null while it is live.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>Version of the newest event.</summary>
    public long Version { get; private init; }

    /// <summary>Who may be heard.</summary>
    public StageView Stage { get; private init; } = StageView.Empty;

    /// <summary>The source that was given out last. Sources are never given twice.</summary>
    public uint LastSource { get; private init; }

    /// <summary>Who has been on stage, and for how long.</summary>
    public StageHistory History { get; private init; } = StageHistory.Empty;

    /// <summary>Whether people may come in.</summary>
    public RoomPhase Phase => EndedAt is null ? RoomPhase.Live : RoomPhase.Ended;

    /// <summary>Makes a room.</summary>
    /// <param name="id">Of the room.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="limits">The room's bounds.</param>
    /// <param name="now">When.</param>
    /// <param name="club">The club that agreed to it; null for a room of no club.</param>
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

    /// <summary>The room that a history makes, or null if it is empty.</summary>
    /// <exception cref="InvalidDataException">A gap, or a first event that is not <see cref="RoomCreated"/>.</exception>
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
    /// <exception cref="InvalidDataException">The event does not follow <see cref="Version"/>, or makes a room that is there
    /// already.</exception>
    public Room Apply(RoomEvent happened) => happened.Version == Version + 1
        ? happened.Match(this with { Version = happened.Version })
        : throw new InvalidDataException($"Room {Id} at version {Version} cannot apply event version {happened.Version}.");

    /// <summary>Carries out a command. A person who was put out cannot ask for anything.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="command">What.</param>
    /// <param name="isFollowed">True if somebody on stage follows them; matters for a raised hand only.</param>
    /// <param name="limits">The room's bounds.</param>
    /// <param name="now">When.</param>
    public RoomDecision Decide(Person actor, RoomCommand command, bool isFollowed, RoomLimits limits, DateTimeOffset now) =>
        Phase == RoomPhase.Ended ? RoomRejection.Ended
        : Removed.ContainsKey(actor.Id) ? RoomRejection.Removed
        : command.Match(this, new AskedCommand(actor, isFollowed, limits, now));

    /// <summary>Ends the room for everybody.</summary>
    public RoomDecision End(UserId user, DateTimeOffset now)
    {
        if (user != Owner.Id && user != Host)
        {
            return Settings.Kind == RoomKind.Open || IsNamed(user) ? RoomRejection.NotOwner : RoomRejection.NotFound;
        }

        return Phase == RoomPhase.Ended ? RoomRejection.Ended : Happened(new RoomEnded(user), now);
    }

    /// <summary>The room as a participant sees it.</summary>
    /// <param name="listenerCount">As the listener grains reported.</param>
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
