using System.Text.Json;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Notifications;

/// <summary>A page of people to tell.</summary>
/// <param name="Id">Id of the announcement.</param>
/// <param name="After">The last user of the previous page; empty for the first page.</param>
internal sealed record NotifyWork(string Id, Announcement Announcement, string After);

/// <summary>A page of people whose entries about a subject are withdrawn.</summary>
internal sealed record WithdrawWork(string Subject, DateTimeOffset Before);

/// <summary>The scheduled work of inboxes.</summary>
internal static class InboxWork
{
    public const string TellKind = "inbox.tell";
    public const string WithdrawKind = "inbox.withdraw";
    public const string ReleaseKind = "inbox.release";
    public const string ExpireKind = "inbox.expire";
    public const string ForgetActorKind = "inbox.forget_actor";

    // One lane per subject: everybody is told about a room before anything about it is withdrawn, however many pages that takes.
    public static ScheduledWork Notify(NotifyWork page) => new(
        TellKind, $"{page.Id} {page.After}", page.Announcement.At, JsonSerializer.Serialize(
            page), LaneOf(page.Announcement.Subject));

    public static ScheduledWork Withdraw(WithdrawWork page) => new(
        WithdrawKind, page.Subject, page.Before, JsonSerializer.Serialize(page), LaneOf(page.Subject));

    public static ScheduledWork Release(UserId user, DateTimeOffset due) => new(ReleaseKind, user.Value, due, "{}");

    public static ScheduledWork Expire(UserId user, DateTimeOffset due) => new(ExpireKind, user.Value, due, "{}");

    public static ScheduledWork ForgetActor(UserId user, DateTimeOffset due) => new(ForgetActorKind, user.Value, due, "{}");

    public static T Read<T>(ScheduledWork work)
        where T : class => JsonSerializer.Deserialize<T>(work.Payload)
            ?? throw new InvalidDataException($"Scheduled work {work.Kind} {work.Key} has no content.");

    private static string LaneOf(string subject) => $"inbox {subject}";
}
