using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Events, single and recurring. Thread-safe.</summary>
public sealed class EventsApi
{
    private readonly ServerCalls calls;
    private readonly Events.EventsClient stub;

    internal EventsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Events.EventsClient(channel);
    }

    /// <summary>Schedules an event. The caller becomes the host.</summary>
    /// <param name="plan">Title, times and people.</param>
    /// <param name="idempotencyKey">At most 64 characters. A second request with the same key schedules nothing.</param>
    public Task<Event> ScheduleAsync(EventPlan plan, string idempotencyKey = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.ScheduleEventAsync, new ScheduleEventRequest { Plan = plan, IdempotencyKey = idempotencyKey }, cancellation);

    /// <summary>The event with this id.</summary>
    /// <param name="timeZone">IANA name of the zone in which times are shown; empty for the event's own.</param>
    public Task<Event> GetAsync(string eventId, string timeZone = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetEventAsync, new GetEventRequest { EventId = eventId, TimeZone = timeZone }, cancellation);

    /// <summary>Events that are not over, newest first.</summary>
    /// <param name="clubId">The club, for <see cref="EventScope.Club"/>.</param>
    /// <param name="timeZone">IANA name of the zone in which times are shown; empty for each event's own.</param>
    public IAsyncEnumerable<Event> ListAsync(
        EventScope scope = EventScope.Hosting,
        string clubId = "",
        string timeZone = "",
        CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(
                stub.ListEventsAsync,
                new ListEventsRequest { Scope = scope, ClubId = clubId, TimeZone = timeZone, PageToken = token },
                stop),
            page => page.Events,
            page => page.NextPageToken,
            cancellation);

    /// <summary>Edits the future occurrences. For host and co-hosts. Followers and attendees are told of a new start.</summary>
    /// <param name="plan">The complete plan; a part that is missing is empty afterwards.</param>
    public Task<Event> UpdateAsync(string eventId, EventPlan plan, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.UpdateEventAsync, new UpdateEventRequest { EventId = eventId, Plan = plan }, cancellation);

    /// <summary>Gives an occurrence that has not begun its own title and guests, or cancels it. For host and co-hosts.</summary>
    public Task<Event> ChangeOccurrenceAsync(ChangeOccurrenceRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.ChangeOccurrenceAsync, request, cancellation);

    /// <summary>Cancels all future occurrences. For host and co-hosts.</summary>
    public Task<Event> CancelAsync(string eventId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.CancelEventAsync, new CancelEventRequest { EventId = eventId }, cancellation);

    /// <summary>Opens the room of an occurrence, from 30 minutes before to 15 minutes after its planned start. For host and
    /// co-hosts.</summary>
    public Task<StartOccurrenceResponse> StartOccurrenceAsync(
        string eventId, long occurrenceId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.StartOccurrenceAsync,
            new StartOccurrenceRequest { EventId = eventId, OccurrenceId = occurrenceId },
            cancellation);

    /// <summary>Follows all occurrences of an event, or stops following them.</summary>
    /// <param name="following">True to follow, false to stop.</param>
    /// <param name="reminderMinutes">How long before each occurrence the caller is reminded: 0, 5, 10, 15, 30, 60, 120 or 1440;
    /// null for the server's default of 15.</param>
    public Task<Event> SetFollowingAsync(
        string eventId, bool following, int? reminderMinutes = null, CancellationToken cancellation = default)
    {
        var request = new SetFollowingRequest { EventId = eventId, Following = following };
        if (reminderMinutes is { } minutes)
        {
            request.ReminderMinutes = checked((uint)minutes);
        }

        return calls.AsPersonAsync(stub.SetFollowingAsync, request, cancellation);
    }

    /// <summary>Marks the caller as attending an occurrence, or no longer.</summary>
    /// <param name="attending">True to attend, false to withdraw.</param>
    /// <param name="reminderMinutes">As for <see cref="SetFollowingAsync"/>.</param>
    public Task<Event> SetAttendingAsync(
        string eventId, long occurrenceId, bool attending, int? reminderMinutes = null, CancellationToken cancellation = default)
    {
        var request = new SetAttendingRequest { EventId = eventId, OccurrenceId = occurrenceId, Attending = attending };
        if (reminderMinutes is { } minutes)
        {
            request.ReminderMinutes = checked((uint)minutes);
        }

        return calls.AsPersonAsync(stub.SetAttendingAsync, request, cancellation);
    }

    /// <summary>Replaces the secret path of a calendar and returns the new one. The earlier path stops working.</summary>
    public async Task<string> ResetCalendarAsync(
        CalendarScope scope = CalendarScope.User, string subjectId = "", CancellationToken cancellation = default)
    {
        var request = new GetCalendarFeedRequest { Scope = scope, SubjectId = subjectId };
        return (await calls.AsPersonAsync(stub.ResetCalendarFeedAsync, request, cancellation).ConfigureAwait(false)).Path;
    }

    /// <summary>The secret path of a calendar, on the server's HTTP address, to which calendar programs can subscribe.</summary>
    public async Task<string> CalendarPathAsync(
        CalendarScope scope = CalendarScope.User, string subjectId = "", CancellationToken cancellation = default)
    {
        var request = new GetCalendarFeedRequest { Scope = scope, SubjectId = subjectId };
        return (await calls.AsPersonAsync(stub.GetCalendarFeedAsync, request, cancellation).ConfigureAwait(false)).Path;
    }
}
