using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>An event that answers everything with one reply and remembers what it was asked.</summary>
internal sealed class FakeEvent : IEventGrain
{
    public EventReply<EventView> Answer { get; set; } = EventRejection.NotFound;

    public List<string> Calls { get; } = [];

    public Task<EventReply<EventView>> ScheduleAsync(ScheduleEvent command) => Say($"schedule {command.Title} {command.StartsAt:s} {command.Duration}");

    public Task<EventReply<EventView>> GetAsync(UserId viewer, string zone) => Say($"get {zone}");

    public Task<EventReply<EventView>> ChangeAsync(UserId actor, long occurrence, OccurrenceEdit edit) =>
        Say($"change {occurrence} {edit.Title} {edit.Guests?.Length} {edit.IsCancelled}");

    public Task<EventReply<EventView>> CancelAsync(UserId actor) => Say("cancel");

    public Task<EventReply<EventView>> StartAsync(Person actor, long occurrence) => Say($"start {actor.Handle} {occurrence}");

    public Task<EventReply<EventView>> FollowAsync(UserId user, bool follows) => Say($"follow {follows}");

    public Task<EventReply<EventView>> AttendAsync(UserId user, long occurrence, bool attends) => Say($"attend {occurrence} {attends}");

    private Task<EventReply<EventView>> Say(string call)
    {
        Calls.Add(call);
        return Task.FromResult(Answer);
    }
}

/// <summary>A directory without events, which keeps calendars by their tokens.</summary>
internal sealed class FakeEventDirectory : IEventDirectoryGrain
{
    private readonly Dictionary<string, string> feeds = [];

    public Task<EventPage> ListAsync(EventScope scope, UserId viewer, string clubId, string zone, int pageSize, string? pageToken) =>
        Task.FromResult(new EventPage([], $"{scope} {pageSize} {pageToken}"));

    public Task OpenFeedAsync(string token, UserId viewer, CalendarScope scope, string subject)
    {
        feeds[token] = $"BEGIN:VCALENDAR {scope}";
        return Task.CompletedTask;
    }

    public Task<string?> ReadFeedAsync(string token) => Task.FromResult(feeds.GetValueOrDefault(token));
}
