using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Events;

// Changing an event after it was scheduled. What has begun is never changed.
public sealed partial record EventSeries
{
    // As many as are shown.
    private const int PastMax = 12;

    /// <summary>True if all that is to come takes place at other times than in <paramref name="before"/>.</summary>
    public bool IsMovedFrom(EventSeries before) =>
        (Plan.StartsAt, Plan.Zone, Plan.Rule) != (before.Plan.StartsAt, before.Plan.Zone, before.Plan.Rule);

    /// <summary>Edits the event. Its host and its club stay; other times are for what has not begun.</summary>
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

        var plan = Tidy(command) with { Host = Plan.Host };
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
            Past = [.. Occurrences().Where(occurrence => occurrence.StartsAt <= now || occurrence.Room is not null).TakeLast(PastMax)],
            Changes = Changes.Clear(),
        };
        return Plan.Rule.Length == 0 && !edited.Past.IsEmpty ? EventRejection.AlreadyStarted
            : edited.CheckFirst(limits, now) is { } tooLate ? tooLate
            : edited;
    }

    /// <summary>Which occurrence took the place of which: the next of the next, and so on.</summary>
    /// <param name="before">The event before it was moved to this.</param>
    /// <param name="now">When.</param>
    public IEnumerable<(long Before, long After)> Moves(EventSeries before, DateTimeOffset now) => before.Occurrences()
        .Where(occurrence => occurrence.StartsAt > now && occurrence.Room is null)
        .Zip(Occurrences().Skip(Past.Length), (old, moved) => (old.Id, moved.Id));

    /// <summary>Gives an occurrence that has not begun a title, text, time and guests of its own, or cancels it.</summary>
    public EventDecision Change(UserId actor, long occurrence, OccurrenceEdit edit, EventLimits limits, DateTimeOffset now)
    {
        edit = edit with
        {
            Title = edit.Title.Trim(),
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
        return edit.StartsAt is not null && !changed.IsInPlace(occurrence, found.StartsAt, limits, now) ? EventRejection.StartInvalid : changed;
    }

    /// <summary>Takes out somebody whose account is deleted. Without its host nothing more takes place.</summary>
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

    private EventRejection? CheckFirst(EventLimits limits, DateTimeOffset now) => Occurrences().Skip(Past.Length).FirstOrDefault() switch
    {
        null => EventRejection.RuleInvalid,
        var first when first.StartsAt < now || first.StartsAt > now + limits.AheadMax => EventRejection.StartInvalid,
        _ => null,
    };

    // Occurrences stay in their order, so that "the next one" means the same to everybody.
    private bool IsInPlace(long id, DateTimeOffset movedFrom, EventLimits limits, DateTimeOffset now)
    {
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

        var latest = (movedFrom > now ? movedFrom : now) + limits.AheadMax;
        return moved is not null
            && moved.StartsAt >= now
            && moved.StartsAt <= latest
            && (before is null || moved.StartsAt > before.StartsAt)
            && (after is null || moved.StartsAt < after.StartsAt);
    }
}
