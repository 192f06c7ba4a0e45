namespace AudioRooms.Domain.Events;

/// <summary>What people are told of a change.</summary>
public enum EventNoticeKind
{
    /// <summary>It was scheduled.</summary>
    Scheduled = 1,

    /// <summary>It takes place at another time.</summary>
    Moved = 2,

    /// <summary>It does not take place.</summary>
    Cancelled = 3,
}

/// <summary>One thing that people are told.</summary>
/// <param name="Kind">What.</param>
/// <param name="Occurrence">Which; null for all of the event.</param>
/// <param name="Title">What it is called.</param>
public sealed record EventNotice(EventNoticeKind Kind, long? Occurrence, string Title);

/// <summary>What of a change people are told: when and whether, not each word.</summary>
public static class EventNotices
{
    /// <summary>From what the event was, null for a new one, and what it is.</summary>
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
