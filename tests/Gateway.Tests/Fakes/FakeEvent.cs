using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>An event that gives every call the same reply and remembers the calls.</summary>
internal sealed class FakeEvent : IEventGrain
{
    public EventReply<EventView> Answer { get; set; } = EventRejection.NotFound;

    public List<string> Calls { get; } = [];

    public Task<EventReply<EventView>> ScheduleAsync(ScheduleEvent command) =>
        Record($"schedule {command.Title} {command.StartsAt:s} {command.Duration}");

    public Task<EventReply<EventView>> GetAsync(UserId viewer, string zone) => Record($"get {zone}");

    public Task<EventReply<EventView>> ChangeAsync(UserId actor, long occurrence, OccurrenceEdit edit) =>
        Record($"change {occurrence} {edit.Title} {edit.Guests?.Length} {edit.IsCancelled} {edit.Description} {edit.StartsAt:s}");

    public Task<EventReply<EventView>> EditAsync(UserId actor, ScheduleEvent plan) => Record($"edit {plan.Title}");

    public Task ForgetAsync(UserId user) => Task.CompletedTask;

    public Task<EventReply<EventView>> CancelAsync(UserId actor) => Record("cancel");

    public Task<EventReply<EventView>> StartAsync(Person actor, long occurrence) => Record($"start {actor.Handle} {occurrence}");

    public Task<EventReply<EventView>> FollowAsync(UserId user, bool follows, TimeSpan? remindBefore) =>
        Record($"follow {follows} {remindBefore?.TotalMinutes}");

    public Task<EventReply<EventView>> AttendAsync(UserId user, long occurrence, bool attends, TimeSpan? remindBefore) =>
        Record($"attend {occurrence} {attends} {remindBefore?.TotalMinutes}");

    private Task<EventReply<EventView>> Record(string call)
    {
        Calls.Add(call);
        return Task.FromResult(Answer);
    }
}

/// <summary>A directory without events that keeps calendars by their tokens.</summary>
internal sealed class FakeEventDirectory : IEventDirectoryGrain
{
    private readonly Dictionary<string, string> feeds = [];
    private readonly Dictionary<
        (UserId Viewer, CalendarScope Scope, string Subject), (string? Token, long Edition)> editions = [];

    public Task<EventReply<EventPage>> ListAsync(
        EventScope scope, UserId viewer, string clubId, string zone, int pageSize, string? pageToken) =>
        Task.FromResult<EventReply<EventPage>>(new EventPage([], $"{scope} {pageSize} {pageToken}"));

    public Task OpenFeedAsync(string token, UserId viewer, CalendarScope scope, string subject)
    {
        feeds[token] = $"BEGIN:VCALENDAR {scope}";
        editions.TryAdd((viewer, scope, subject), (token, 0));
        return Task.CompletedTask;
    }

    public Task<long> FeedEditionAsync(UserId viewer, CalendarScope scope, string subject) =>
        Task.FromResult(editions.GetValueOrDefault((viewer, scope, subject)).Edition);

    public Task ReplaceFeedAsync(string token, UserId viewer, CalendarScope scope, string subject, long edition)
    {
        feeds.Remove(editions.GetValueOrDefault((viewer, scope, subject)).Token ?? "");
        editions[(viewer, scope, subject)] = (token, edition);
        return OpenFeedAsync(token, viewer, scope, subject);
    }

    public Task<string?> ReadFeedAsync(string token) => Task.FromResult(feeds.GetValueOrDefault(token));
}
