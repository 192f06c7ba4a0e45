using System.Collections.Immutable;
using System.Globalization;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Events;

// Changing an event after it was scheduled. An occurrence that has begun is never changed.
public sealed partial record EventSeries
{
    // As many as a view shows.
    private const int PastMax = 12;
    private const int OldestYear = 1970;

    // Larger than the offset of any zone from UTC.
    private static readonly TimeSpan OneZoneMax = TimeSpan.FromDays(2);

    /// <summary>True if the future occurrences have other starts than in <paramref name="before"/>.</summary>
    public bool IsMovedFrom(EventSeries before) =>
        (Plan.StartsAt, Plan.Zone, Plan.Rule) != (before.Plan.StartsAt, before.Plan.Zone, before.Plan.Rule);

    /// <summary>Edits the event. Host and club stay as they are; a new start, zone or rule applies to occurrences that have not
    /// begun.</summary>
    public EventDecision Edit(UserId actor, ScheduleEvent command, EventLimits limits, DateTimeOffset now)
    {
        if (CheckHost(actor) is { } rejection)
        {
            return rejection;
        }

        if (LastEnd() <= now)
        {
            return EventRejection.OccurrenceOver;
        }

        // If the stored event could not be read, the host's names are lost too and come from the command.
        var isHostKnown = Plan.Host.Handle.Length > 0 || command.Host.Id != Plan.Host.Id;
        var plan = Tidy(command) with { Host = isHostKnown ? Plan.Host : command.Host };
        if ((plan.ClubId, plan.MembersOnly) != (Plan.ClubId, Plan.MembersOnly))
        {
            return EventRejection.ClubRefused;
        }

        if (Check(plan, limits) is { } invalid)
        {
            return invalid;
        }

        var edited = this with { Plan = plan, Version = Version + 1 };
        if (!edited.IsMovedFrom(this))
        {
            return edited;
        }

        edited = edited with
        {
            Past = [.. Occurrences()
                .Where(occurrence => occurrence.StartsAt <= now || occurrence.Room is not null)
                .TakeLast(PastMax)],
            Changes = Changes.Clear(),
        };
        return Plan.Rule.Length == 0 && !edited.Past.IsEmpty ? EventRejection.AlreadyStarted
            : edited.CheckFirst(limits, now) is { } tooLate ? tooLate
            : edited;
    }

    /// <summary>Pairs of occurrence ids: the next occurrence before the move with the next one after it, and so on.</summary>
    /// <param name="before">The event before it was moved.</param>
    /// <param name="now">The time of the move.</param>
    public IEnumerable<(long Before, long After)> Moves(EventSeries before, DateTimeOffset now) => before.Occurrences()
        .Where(occurrence => occurrence.StartsAt > now && occurrence.Room is null)
        .Zip(Occurrences().Skip(Past.Length), (old, moved) => (old.Id, moved.Id));

    /// <summary>Gives an occurrence that has not begun its own title, description, start and guests, or cancels it.</summary>
    public EventDecision Change(UserId actor, long occurrence, OccurrenceEdit edit, EventLimits limits, DateTimeOffset now)
    {
        edit = edit with
        {
            Title = PlainText.Tidy(edit.Title),
            Description = Tidy(edit.Description),
            StartsAt = edit.StartsAt is { } startsAt ? ToMinute(startsAt) : null,
        };
        if (CheckHosting(actor, occurrence, limits, now, out var found) is { } rejection)
        {
            return rejection;
        }

        if (found!.Room is not null)
        {
            return EventRejection.AlreadyStarted;
        }

        if (edit.Title.Length > 0 && !PlainText.IsLine(edit.Title, limits.TitleLengthMax))
        {
            return EventRejection.TitleInvalid;
        }

        if (edit.Description.Length > 0 && !PlainText.IsText(edit.Description, limits.DescriptionLengthMax))
        {
            return EventRejection.DescriptionInvalid;
        }

        if (edit.Guests is { } guests && !ArePeople(guests, limits.GuestCountMax))
        {
            return EventRejection.PeopleInvalid;
        }

        var changed = With(occurrence, new OccurrenceChange(edit, null));
        return edit.StartsAt is { } start && changed.CheckPlace(occurrence, start, found.StartsAt, limits, now) is { } misplaced
            ? misplaced
            : changed;
    }

    /// <summary>Removes a user whose account is deleted. If the user is the host, the event is cancelled.</summary>
    public EventSeries Forget(UserId user, DateTimeOffset now)
    {
        var isHost = user == Plan.Host.Id;
        var plan = Plan with
        {
            Host = isHost ? new Person(user, string.Empty, string.Empty) : Plan.Host,
            Description = isHost ? string.Empty : Plan.Description,
            CoHosts = Plan.CoHosts.Remove(user),
            Guests = Plan.Guests.Remove(user),
        };
        return this with
        {
            Plan = plan,
            Version = Version + 1,
            CancelledAt = isHost ? CancelledAt ?? now : CancelledAt,
            Changes = Changes.ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value with { Edit = pair.Value.Edit with { Guests = pair.Value.Edit.Guests?.Remove(user) } }),
            Past = [.. Past.Select(occurrence => occurrence with { Guests = occurrence.Guests.Remove(user) })],
        };
    }

    private EventRefusal? CheckFirst(EventLimits limits, DateTimeOffset now)
    {
        if (CheckReach(Plan.StartsAt, now, limits) is { } outOfReach)
        {
            return outOfReach;
        }

        return Occurrences().Skip(Past.Length).FirstOrDefault() switch
        {
            null => new EventRefusal(EventRejection.RuleInvalid, "The recurrence has no date: it ends before it begins."),
            var first => CheckTime(first.StartsAt, now, now, limits),
        };
    }

    // A moved occurrence stays between its neighbours, so that "the next one" means the same to everybody.
    private EventRefusal? CheckPlace(long id, DateTime start, DateTimeOffset movedFrom, EventLimits limits, DateTimeOffset now)
    {
        var from = movedFrom > now ? movedFrom : now;
        if (CheckReach(start, from, limits) is { } outOfReach)
        {
            return outOfReach;
        }

        Occurrence? before = null;
        Occurrence? moved = null;
        Occurrence? after = null;
        foreach (var occurrence in Occurrences())
        {
            if (moved is not null)
            {
                after = occurrence;
                break;
            }

            (before, moved) = occurrence.Id == id ? (before, occurrence) : (occurrence, null);
        }

        return moved is null ? EventRejection.NoSuchOccurrence
            : CheckTime(moved.StartsAt, now, from, limits) is { } untimely ? untimely
            : before is not null && moved.StartsAt <= before.StartsAt ? OutOfOrder(moved, "after", before)
            : after is not null && moved.StartsAt >= after.StartsAt ? OutOfOrder(moved, "before", after)
            : null;
    }

    private EventRefusal OutOfOrder(Occurrence moved, string where, Occurrence neighbour) => new(
        EventRejection.StartInvalid,
        $"The date must begin {where} its neighbour, which begins at {OnWall(neighbour.StartsAt)}; {OnWall(moved.StartsAt)} is "
            + "not.");

    /// <summary>The reason why a start cannot be valid in any zone, or null. Checked before the start becomes an instant, because
    /// local times at the ends of the calendar have none.</summary>
    private EventRefusal? CheckReach(DateTime start, DateTimeOffset from, EventLimits limits) =>
        start.Year < OldestYear ? new EventRefusal(EventRejection.StartInvalid, $"The start, {OnWall(start)}, is over.")
        : start > (from + limits.AheadMax + OneZoneMax).UtcDateTime ? TooFar(OnWall(start), limits)
        : null;

    private EventRefusal? CheckTime(DateTimeOffset startsAt, DateTimeOffset now, DateTimeOffset from, EventLimits limits) =>
        startsAt < now ? new EventRefusal(EventRejection.StartInvalid, $"The start, {OnWall(startsAt)}, is over.")
        : startsAt > from + limits.AheadMax ? TooFar(OnWall(startsAt), limits)
        : null;

    private static EventRefusal TooFar(string start, EventLimits limits) => new(
        EventRejection.StartInvalid,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The start, {start}, is too far ahead: at most {limits.AheadMax.TotalDays:0.##} days are allowed."));

    private string OnWall(DateTimeOffset at) =>
        OnWall(ZonedTime.TryFindZone(Plan.Zone, out var zone) ? ZonedTime.InZone(at, zone).DateTime : at.UtcDateTime);

    private string OnWall(DateTime local) =>
        string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm} in {Plan.Zone}");
}
