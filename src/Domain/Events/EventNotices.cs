namespace AudioRooms.Domain.Events;

/// <summary>What people are told about a change of an event.</summary>
public enum EventNoticeKind
{
    /// <summary>The event was scheduled.</summary>
    Scheduled = 1,

    /// <summary>It has a new start.</summary>
    Moved = 2,

    /// <summary>It was cancelled.</summary>
    Cancelled = 3,
}

/// <summary>One notice about a change of an event.</summary>
/// <param name="Occurrence">Id of the occurrence; null for the whole event.</param>
/// <param name="Title">Title of the occurrence or event.</param>
public sealed record EventNotice(EventNoticeKind Kind, long? Occurrence, string Title);

/// <summary>Turns a change of an event into notices. People are told of times and cancellations, and not of changed
/// words.</summary>
public static class EventNotices
{
    /// <summary>The notices, from a comparison of the event before (null for a new one) and after.</summary>
    public static IReadOnlyList<EventNotice> Of(EventSeries? before, EventSeries after)
    {
        if (before is null)
        {
            return [new EventNotice(EventNoticeKind.Scheduled, null, after.Plan.Title)];
        }

        if (before.CancelledAt is null && after.CancelledAt is not null)
        {
            return [new EventNotice(EventNoticeKind.Cancelled, null, after.Plan.Title)];
        }

        if (after.IsMovedFrom(before))
        {
            return [new EventNotice(EventNoticeKind.Moved, null, after.Plan.Title)];
        }

        var notices = new List<EventNotice>();
        foreach (var (id, change) in after.Changes)
        {
            var former = before.Changes.GetValueOrDefault(id, OccurrenceChange.None).Edit;
            var title = change.Edit.Title.Length > 0 ? change.Edit.Title : after.Plan.Title;
            if (change.Edit.IsCancelled && !former.IsCancelled)
            {
                notices.Add(new EventNotice(EventNoticeKind.Cancelled, id, title));
            }
            else if (change.Edit.StartsAt != former.StartsAt)
            {
                notices.Add(new EventNotice(EventNoticeKind.Moved, id, title));
            }
        }

        return notices;
    }
}
