using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Events: one-offs and series. Thread-safe.</summary>
public sealed class EventsApi
{
    private readonly ServerCalls calls;
    private readonly Events.EventsClient stub;

    internal EventsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Events.EventsClient(channel);
    }

    /// <summary>Announces an event; its host is whoever asks.</summary>
    /// <param name="plan">What, when and with whom.</param>
    /// <param name="idempotencyKey">At most 64 characters; repeating a request with the same key schedules nothing twice.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<Event> ScheduleAsync(EventPlan plan, string idempotencyKey = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.ScheduleEventAsync, new ScheduleEventRequest { Plan = plan, IdempotencyKey = idempotencyKey }, cancellation);

    /// <summary>An event.</summary>
    /// <param name="eventId">Which.</param>
    /// <param name="timeZone">IANA name of the zone to show times in; empty for the event's own.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<Event> GetAsync(string eventId, string timeZone = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetEventAsync, new GetEventRequest { EventId = eventId, TimeZone = timeZone }, cancellation);

    /// <summary>Events that are not over, newest first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="clubId">For <see cref="EventScope.Club"/>.</param>
    /// <param name="timeZone">IANA name of the zone to show times in; empty for each event's own.</param>
    /// <param name="cancellation">Gives up waiting.</param>
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

    /// <summary>Host and co-hosts: edits what is to come; whoever follows or comes is told of another time.</summary>
    /// <param name="eventId">Which.</param>
    /// <param name="plan">All of it; what is left out is empty from now on.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<Event> UpdateAsync(string eventId, EventPlan plan, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.UpdateEventAsync, new UpdateEventRequest { EventId = eventId, Plan = plan }, cancellation);

    /// <summary>Host and co-hosts: a title and guests of its own for an occurrence, or its end before it began.</summary>
    public Task<Event> ChangeOccurrenceAsync(ChangeOccurrenceRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.ChangeOccurrenceAsync, request, cancellation);

    /// <summary>Host and co-hosts: cancels all that is to come.</summary>
    public Task<Event> CancelAsync(string eventId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.CancelEventAsync, new CancelEventRequest { EventId = eventId }, cancellation);

    /// <summary>Host and co-hosts: opens the room, from 30 minutes before to 15 minutes after the planned start.</summary>
    public Task<StartOccurrenceResponse> StartOccurrenceAsync(
        string eventId, long occurrenceId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.StartOccurrenceAsync,
            new StartOccurrenceRequest { EventId = eventId, OccurrenceId = occurrenceId },
            cancellation);

    /// <summary>Follows all occurrences of an event, or no longer.</summary>
    /// <param name="eventId">Which.</param>
    /// <param name="following">Whether.</param>
    /// <param name="reminderMinutes">How long before an occurrence one is reminded: 0, 5, 10, 15, 30, 60, 120 or 1440;
    /// null: 15.</param>
    /// <param name="cancellation">Gives up waiting.</param>
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

    /// <summary>Says that one will come to an occurrence, or will not.</summary>
    /// <param name="eventId">Which event.</param>
    /// <param name="occurrenceId">Which of its dates.</param>
    /// <param name="attending">Whether.</param>
    /// <param name="reminderMinutes">As for following.</param>
    /// <param name="cancellation">Gives up waiting.</param>
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

    /// <summary>Another address for a calendar; the one before opens nothing any more.</summary>
    public async Task<string> ResetCalendarAsync(
        CalendarScope scope = CalendarScope.User, string subjectId = "", CancellationToken cancellation = default)
    {
        var request = new GetCalendarFeedRequest { Scope = scope, SubjectId = subjectId };
        return (await calls.AsPersonAsync(stub.ResetCalendarFeedAsync, request, cancellation).ConfigureAwait(false)).Path;
    }

    /// <summary>The secret path, on the server's HTTP address, of a calendar that others' programs can subscribe to.</summary>
    public async Task<string> CalendarPathAsync(
        CalendarScope scope = CalendarScope.User, string subjectId = "", CancellationToken cancellation = default)
    {
        var request = new GetCalendarFeedRequest { Scope = scope, SubjectId = subjectId };
        return (await calls.AsPersonAsync(stub.GetCalendarFeedAsync, request, cancellation).ConfigureAwait(false)).Path;
    }
}
