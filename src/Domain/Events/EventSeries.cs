using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;
using NodaTime;

namespace AudioRooms.Domain.Events;

/// <summary>The rules of one event, as a value: a command returns an <see cref="EventDecision"/> and changes nothing. A single
/// event is a series of one. The occurrences are stored as a recurrence rule in local time and computed when they are needed, so
/// that Friday 12:00 stays noon when the clocks change. Stored are only the differences of single occurrences from the
/// series.</summary>
public sealed partial record EventSeries
{
    private const int ActiveSpeakers = 3;

    public required string Id { get; init; }

    /// <summary>Title, times, people and all else that the host decides.</summary>
    public required ScheduleEvent Plan { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the future occurrences were cancelled; null otherwise.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Grows by one with every change; 1 at first. The store refuses a writer that is not at the stored version, and
    /// calendars see by it which copy is newer.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The differences of single occurrences from the series, by <see cref="Occurrence.Id"/>.</summary>
    public ImmutableDictionary<long, OccurrenceChange> Changes { get; init; } = ImmutableDictionary<long, OccurrenceChange>.Empty;

    /// <summary>The newest occurrences that had begun when the event was last moved. The new rule does not produce them any
    /// more.</summary>
    public ImmutableArray<Occurrence> Past { get; init; } = [];

    /// <summary>Schedules an event.</summary>
    public static EventDecision Schedule(string id, ScheduleEvent command, EventLimits limits, DateTimeOffset now)
    {
        var plan = Tidy(command);
        if (Check(plan, limits) is { } refusal)
        {
            return refusal;
        }

        var series = new EventSeries { Id = id, Plan = plan, CreatedAt = now };
        return series.CheckFirst(limits, now) is { } tooLate ? tooLate : series;
    }

    /// <summary>True for the host and the co-hosts.</summary>
    public bool IsHost(UserId user) => user == Plan.Host.Id || Plan.CoHosts.Contains(user);

    /// <summary>The people that the plan or any occurrence names as guests.</summary>
    public IEnumerable<UserId> AllGuests() =>
        Plan.Guests.Concat(Changes.Values.SelectMany(change => change.Edit.Guests ?? [])).Except(Plan.CoHosts.Add(Plan.Host.Id));

    /// <summary>Why the stored plan gives no dates, in one sentence; null for an event in order.</summary>
    public string? Fault() => TryReadPlan(out _, out _, out var fault) ? null : fault;

    /// <summary>
    /// All occurrences in order, cancelled ones included; at most <see cref="EventBounds.OccurrencesMax"/>. An event with a <see
    /// cref="Fault"/> has only those of <see cref="Past"/>.
    /// </summary>
    public IEnumerable<Occurrence> Occurrences()
    {
        foreach (var past in Past)
        {
            yield return past;
        }

        if (!TryReadPlan(out var zone, out var rule, out _))
        {
            yield break;
        }

        var first = LocalDateTime.FromDateTime(Plan.StartsAt);
        foreach (var instant in rule?.Occurrences(first, zone) ?? [ZonedTime.ToInstant(first, zone)])
        {
            var planned = instant.ToDateTimeOffset();
            if (Past is [.., var newest] && planned <= newest.StartsAt)
            {
                continue;
            }

            var change = Changes.GetValueOrDefault(planned.ToUnixTimeMilliseconds(), OccurrenceChange.None);
            var startsAt = change.Edit.StartsAt is { } moved
                ? ZonedTime.ToInstant(LocalDateTime.FromDateTime(moved), zone).ToDateTimeOffset()
                : planned;
            yield return new Occurrence(
                planned.ToUnixTimeMilliseconds(),
                startsAt,
                startsAt + Plan.Duration,
                change.Edit.Title.Length > 0 ? change.Edit.Title : Plan.Title,
                change.Edit.Guests ?? Plan.Guests,
                change.Edit.IsCancelled || IsCutOff(startsAt, change),
                change.Room)
            {
                Description = change.Edit.Description.Length > 0 ? change.Edit.Description : Plan.Description,
            };
        }
    }

    /// <summary>The planned end of the last occurrence. An event with a <see cref="Fault"/> has no end, so it stays in its host's
    /// list until the host repairs or cancels it.</summary>
    public DateTimeOffset LastEnd() => CancelledAt ?? (Fault() is null ? Occurrences().Last().EndsAt : DateTimeOffset.MaxValue);

    /// <summary>Cancels the future occurrences.</summary>
    public EventDecision Cancel(UserId actor, DateTimeOffset now) => CheckHost(actor) is { } rejection
        ? rejection
        : this with { CancelledAt = now, Version = Version + 1 };

    /// <summary>Opens the room of an occurrence. The host or any co-host may, from 30 minutes before to 15 minutes after the
    /// planned start. If none does, the occurrence is missed, and the series continues with the next one.</summary>
    public EventDecision Start(UserId actor, long occurrence, RoomId room, EventLimits limits, DateTimeOffset now)
    {
        if (CheckHosting(actor, occurrence, limits, now, out var found) is { } rejection)
        {
            return rejection;
        }

        if (found!.Room is not null)
        {
            return this;
        }

        return now < found.StartsAt - limits.OpensBefore
            ? EventRejection.TooEarly
            : With(occurrence, Changes.GetValueOrDefault(occurrence, OccurrenceChange.None) with { Room = room });
    }

    /// <summary>The command that creates the room of an occurrence. The opener becomes the owner, the other hosts become
    /// co-hosts, and the guests are invited to the stage.</summary>
    public CreateRoom RoomFor(Person actor, long occurrence)
    {
        var opened = Occurrences().First(candidate => candidate.Id == occurrence);
        return new CreateRoom(actor, opened.Title, Plan.Topics, Plan.Language, StagePolicy.Owner, ActiveSpeakers)
        {
            ClubId = Plan.ClubId.Length == 0 ? null : Plan.ClubId,
            MembersOnly = Plan.MembersOnly,
            IsClubAgreed = true,
            CoHosts = Plan.CoHosts.Insert(0, Plan.Host.Id).Remove(actor.Id),
            Guests = [.. opened.Guests.Where(guest => !IsHost(guest))],
        };
    }

    /// <summary>The reason why the event cannot be followed, or null. A follower can always stop.</summary>
    public EventRejection? CheckFollow(bool follows) => follows && CancelledAt is not null ? EventRejection.Cancelled : null;

    /// <summary>The reason why nobody can attend this occurrence, or null.</summary>
    public EventRejection? CheckAttend(long occurrence, EventLimits limits, DateTimeOffset now) =>
        CancelledAt is not null ? EventRejection.Cancelled : Find(occurrence, out var found) ?? CheckOpen(found!, limits, now);

    private static EventRejection? CheckOpen(Occurrence occurrence, EventLimits limits, DateTimeOffset now) => occurrence.StateAt(
        now, limits) switch
    {
        OccurrenceState.Scheduled or OccurrenceState.Active => null,
        OccurrenceState.Completed or OccurrenceState.Cancelled or OccurrenceState.Missed => EventRejection.OccurrenceOver,
    };

    private static EventRefusal? Check(ScheduleEvent plan, EventLimits limits) =>
        !PlainText.IsLine(plan.Title, limits.TitleLengthMax) ? EventRejection.TitleInvalid
        : plan.Description.Length > 0 && !PlainText.IsText(plan.Description, limits.DescriptionLengthMax)
            ? EventRejection.DescriptionInvalid
        : plan.Topics.Length > limits.TopicCountMax
            || plan.Topics.Any(topic => !PlainText.IsLine(topic, limits.TopicLengthMax)) ? EventRejection.TopicsInvalid
        : !PlainText.IsLanguageTag(plan.Language) ? EventRejection.LanguageInvalid
        : !ZonedTime.TryFindZone(plan.Zone, out _)
            ? new EventRefusal(EventRejection.ZoneInvalid, ZonedTime.UnknownSentence(plan.Zone))
        : plan.Rule.Length > 0 && !RecurrenceText.TryParse(plan.Rule, out _, out var error)
            ? new EventRefusal(EventRejection.RuleInvalid, error)
        : plan.Duration < limits.DurationMin || plan.Duration > limits.DurationMax ? EventRejection.DurationInvalid
        : !ArePeople(plan.CoHosts.Add(plan.Host.Id), limits.CoHostCountMax + 1) || !ArePeople(plan.Guests, limits.GuestCountMax)
            ? EventRejection.PeopleInvalid
        : null;

    private static bool ArePeople(ImmutableArray<UserId> people, int countMax) =>
        people.Length <= countMax && people.Distinct().Count() == people.Length;

    private static ScheduleEvent Tidy(ScheduleEvent plan) => plan with
    {
        Title = PlainText.Tidy(plan.Title),
        Topics = [.. plan.Topics.Select(PlainText.Tidy)],
        Description = Tidy(plan.Description),
        StartsAt = ToMinute(plan.StartsAt),
    };

    private static string Tidy(string text) => PlainText.Tidy(text.ReplaceLineEndings("\n"));

    private static DateTime ToMinute(DateTime time) =>
        DateTime.SpecifyKind(new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute)), DateTimeKind.Unspecified);

    // An occurrence that began before the whole event was cancelled did take place.
    private bool IsCutOff(DateTimeOffset startsAt, OccurrenceChange change) => CancelledAt <= startsAt && change.Room is null;

    private bool TryReadPlan([NotNullWhen(true)] out DateTimeZone? zone, out RecurrenceRule? rule, out string fault)
    {
        (rule, fault) = (null, string.Empty);
        if (!ZonedTime.TryFindZone(Plan.Zone, out zone))
        {
            // Every stored event has a title; without one the whole record is unreadable.
            fault = Plan.Title.Length == 0
                ? "The stored data of this event cannot be read."
                : ZonedTime.UnknownSentence(Plan.Zone);
            return false;
        }

        return Plan.Rule.Length == 0 || RecurrenceText.TryParse(Plan.Rule, out rule, out fault);
    }

    private EventRejection? CheckHost(UserId actor) => !IsHost(actor) ? EventRejection.NotHost
        : CancelledAt is not null ? EventRejection.Cancelled
        : null;

    private EventRejection? CheckHosting(
        UserId actor, long id, EventLimits limits, DateTimeOffset now, out Occurrence? occurrence)
    {
        occurrence = null;
        return CheckHost(actor) ?? Find(id, out occurrence) ?? CheckOpen(occurrence!, limits, now);
    }

    private EventRejection? Find(long id, out Occurrence? occurrence)
    {
        occurrence = Occurrences().FirstOrDefault(occurrence => occurrence.Id == id);
        return occurrence is null ? EventRejection.NoSuchOccurrence : null;
    }

    private EventSeries With(long occurrence, OccurrenceChange change) =>
        this with { Changes = Changes.SetItem(occurrence, change), Version = Version + 1 };
}
