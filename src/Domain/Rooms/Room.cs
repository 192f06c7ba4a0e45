using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Rooms;

/// <summary>
/// The rules of one room. A value: a command gives a <see cref="RoomDecision"/> and changes nothing; the state is what
/// <see cref="Apply"/> makes of the events so far.
/// </summary>
public sealed record Room
{
    private Room(RoomCreated created)
    {
        Id = created.Room;
        Owner = created.Owner;
        Title = created.Title;
        Topics = created.Topics;
        Language = created.Language;
        StagePolicy = created.StagePolicy;
        ActiveSpeakers = created.ActiveSpeakers;
        CreatedAt = created.At;
        Version = created.Version;
    }

    /// <summary>Which room this is.</summary>
    public RoomId Id { get; }

    /// <summary>Whoever made it.</summary>
    public Person Owner { get; }

    /// <summary>1 to 120 characters.</summary>
    public string Title { get; }

    /// <summary>At most 3.</summary>
    public ImmutableArray<string> Topics { get; }

    /// <summary>BCP 47.</summary>
    public string Language { get; }

    /// <summary>Who may take the stage without being asked.</summary>
    public StagePolicy StagePolicy { get; }

    /// <summary>How many of the stage are forwarded at once.</summary>
    public int ActiveSpeakers { get; }

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

    /// <summary>Whether people may come in.</summary>
    public RoomPhase Phase => EndedAt is null ? RoomPhase.Live : RoomPhase.Ended;

    /// <summary>Makes a room.</summary>
    public static RoomDecision Create(RoomId id, CreateRoom command, RoomLimits limits, DateTimeOffset now)
    {
        var title = command.Title.Trim();
        if (!PlainText.IsLine(title, limits.TitleLengthMax))
        {
            return RoomRejection.TitleInvalid;
        }

        if (command.Topics.Length > limits.TopicCountMax || command.Topics.Any(topic => !PlainText.IsLine(topic, limits.TopicLengthMax)))
        {
            return RoomRejection.TopicsInvalid;
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
            id, command.Owner, title, command.Topics, command.Language, command.StagePolicy, command.ActiveSpeakers)
        {
            Version = 1,
            At = now,
        };
        return RoomDecision.Of(new Room(created), created);
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

    /// <summary>May this many listeners become one more?</summary>
    public RoomRejection? Admit(int listenerCount, RoomLimits limits) =>
        Phase == RoomPhase.Ended ? RoomRejection.Ended
        : listenerCount >= limits.AudienceSizeMax ? RoomRejection.AudienceFull
        : null;

    /// <summary>Brings somebody on stage, microphone on: they asked for it themselves.</summary>
    public RoomDecision TakeStage(Person person, RoomLimits limits, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomRejection.Ended;
        }

        if (FindOnStage(person.Id) is not null)
        {
            return RoomRejection.AlreadyOnStage;
        }

        if (StagePolicy == StagePolicy.Owner && person.Id != Owner.Id)
        {
            return RoomRejection.StageNotOpen;
        }

        if (Stage.Members.Length >= limits.StageSizeMax)
        {
            return RoomRejection.StageFull;
        }

        return Happened(new StageTaken(new StageMember(person, LastSource + 1, Muted: false)), now);
    }

    /// <summary>Takes somebody off the stage.</summary>
    public RoomDecision LeaveStage(UserId user, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomRejection.Ended;
        }

        return FindOnStage(user) is { } member
            ? Happened(new StageLeft(user, member.Source), now)
            : RoomRejection.NotOnStage;
    }

    /// <summary>Takes everybody off the stage whom <paramref name="isGone"/> names.</summary>
    public RoomDecision ClearStage(Func<UserId, bool> isGone, DateTimeOffset now)
    {
        var room = this;
        var events = ImmutableArray.CreateBuilder<RoomEvent>();
        foreach (var member in Stage.Members.Where(member => isGone(member.Person.Id)))
        {
            var decision = room.LeaveStage(member.Person.Id, now);
            if (decision.IsAccepted)
            {
                room = decision.Next;
                events.AddRange(decision.Events);
            }
        }

        return RoomDecision.Of(room, events.ToImmutable());
    }

    /// <summary>Switches a speaker's microphone. No event if it is so already.</summary>
    public RoomDecision SetMuted(UserId user, bool muted, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomRejection.Ended;
        }

        return FindOnStage(user) switch
        {
            null => RoomRejection.NotOnStage,
            var member when member.Muted == muted => RoomDecision.Unchanged(this),
            _ => Happened(new MuteChanged(user, muted), now),
        };
    }

    /// <summary>Ends the room for everybody.</summary>
    public RoomDecision End(UserId user, DateTimeOffset now)
    {
        if (user != Owner.Id)
        {
            return RoomRejection.NotOwner;
        }

        return Phase == RoomPhase.Ended ? RoomRejection.Ended : Happened(new RoomEnded(user), now);
    }

    /// <summary>The room after one more event.</summary>
    /// <exception cref="InvalidDataException">The event does not follow <see cref="Version"/>.</exception>
    public Room Apply(RoomEvent happened)
    {
        if (happened.Version != Version + 1)
        {
            throw new InvalidDataException($"Room {Id} at version {Version} cannot apply event version {happened.Version}.");
        }

        var next = this with { Version = happened.Version };
        return happened switch
        {
            StageTaken taken => next with
            {
                LastSource = taken.Member.Source,
                Stage = new StageView(happened.Version, Stage.Members.Add(taken.Member)),
            },
            StageLeft left => next with
            {
                Stage = new StageView(happened.Version, Stage.Members.RemoveAll(member => member.Source == left.Source)),
            },
            MuteChanged changed => next with
            {
                Stage = new StageView(happened.Version, [.. Stage.Members.Select(member =>
                    member.Person.Id == changed.User ? member with { Muted = changed.Muted } : member)]),
            },
            RoomEnded => next with { EndedAt = happened.At, Stage = new StageView(happened.Version, []) },
            _ => throw new InvalidDataException($"Room {Id} cannot apply {happened.GetType().Name} at version {happened.Version}."),
        };
    }

    /// <summary>The room as a participant sees it.</summary>
    /// <param name="listenerCount">As the listening posts reported.</param>
    public RoomView ToView(int listenerCount) => new(
        new RoomCard(
            Id, Title, Topics, Language, Owner, Phase, Stage.Members.Length, listenerCount, CreatedAt, EndedAt, StagePolicy, ActiveSpeakers),
        Version,
        Stage);

    /// <summary>Whoever is on stage under this name, or null.</summary>
    public StageMember? FindOnStage(UserId user) => Stage.Members.FirstOrDefault(member => member.Person.Id == user);

    private RoomDecision Happened(RoomEvent happened, DateTimeOffset now)
    {
        var dated = happened with { Version = Version + 1, At = now };
        return RoomDecision.Of(Apply(dated), dated);
    }
}
