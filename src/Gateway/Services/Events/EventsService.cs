using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Services.Clubs;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Events;

/// <summary>Events: scheduling, attending, opening their rooms, and calendars.</summary>
internal sealed class EventsService(
    IGrainFactory grains, DerivedIds ids, ConfiguredBounds bounds, GatewayMetrics metrics) : Wire.V1.Events.EventsBase
{
    public override async Task<Wire.V1.Event> ScheduleEvent(Wire.V1.ScheduleEventRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }

        var host = Caller.Of(context);
        var command = PlanOf(request.Plan, host);
        var grain = grains.GetGrain<IEventGrain>(ids.New("event", host.Id, request.IdempotencyKey));
        var reply = await grain.ScheduleAsync(command).ConfigureAwait(false);
        if (reply.Rejection == EventRejection.AlreadyExists)
        {
            // Only the same person with the same key gets the same id, so this is a repetition.
            reply = await grain.GetAsync(host.Id, "").ConfigureAwait(false);
        }

        return WireEvents.Of(Accepted(reply));
    }

    public override async Task<Wire.V1.Event> GetEvent(Wire.V1.GetEventRequest request, ServerCallContext context) =>
        WireEvents.Of(Accepted(
            await Event(request.EventId).GetAsync(Caller.Of(context).Id, request.TimeZone).ConfigureAwait(false)));

    public override async Task<Wire.V1.ListEventsResponse> ListEvents(
        Wire.V1.ListEventsRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var scope = WireEvents.ScopeOf(request.Scope) ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));
        var page = Accepted(await grains.GetGrain<IEventDirectoryGrain>(0)
            .ListAsync(
                scope,
                Caller.Of(context).Id,
                request.ClubId,
                request.TimeZone,
                size,
                Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false));
        var response = new Wire.V1.ListEventsResponse { NextPageToken = page.NextPageToken ?? "" };
        foreach (var view in page.Events)
        {
            response.Events.Add(WireEvents.Of(view));
        }

        return response;
    }

    public override async Task<Wire.V1.Event> UpdateEvent(Wire.V1.UpdateEventRequest request, ServerCallContext context)
    {
        var actor = Caller.Of(context);
        return WireEvents.Of(Accepted(
            await Event(request.EventId).EditAsync(actor.Id, PlanOf(request.Plan, actor)).ConfigureAwait(false)));
    }

    public override async Task<Wire.V1.Event> ChangeOccurrence(Wire.V1.ChangeOccurrenceRequest request, ServerCallContext context)
    {
        RequirePeople(request.GuestUserIds);
        var edit = new OccurrenceEdit(
            request.Title, request.HasOwnGuests ? WireEvents.Users(request.GuestUserIds) : null, request.Cancelled)
        {
            Description = request.Description,
            StartsAt = request.StartsAt.Length == 0
                ? null
                : WireEvents.WallClockOf(request.StartsAt)
                    ?? throw metrics.Refuse(EventErrors.Of(EventRejection.StartUnreadable, bounds.Events)),
        };
        return WireEvents.Of(Accepted(await Event(request.EventId)
            .ChangeAsync(Caller.Of(context).Id, request.OccurrenceId, edit)
            .ConfigureAwait(false)));
    }

    public override async Task<Wire.V1.Event> CancelEvent(Wire.V1.CancelEventRequest request, ServerCallContext context) =>
        WireEvents.Of(Accepted(
            await Event(request.EventId).CancelAsync(Caller.Of(context).Id).ConfigureAwait(false)));

    public override async Task<Wire.V1.StartOccurrenceResponse> StartOccurrence(
        Wire.V1.StartOccurrenceRequest request, ServerCallContext context)
    {
        var view = Accepted(
            await Event(request.EventId).StartAsync(Caller.Of(context), request.OccurrenceId).ConfigureAwait(false));
        var started = view.Occurrences.First(occurrence => occurrence.Id == request.OccurrenceId);
        return new Wire.V1.StartOccurrenceResponse { RoomId = started.Room?.Value ?? "", Event = WireEvents.Of(view) };
    }

    public override async Task<Wire.V1.Event> SetFollowing(
        Wire.V1.SetFollowingRequest request, ServerCallContext context) => WireEvents.Of(Accepted(
        await Event(request.EventId)
            .FollowAsync(
                Caller.Of(context).Id, request.Following, request.HasReminderMinutes ? Lead(request.ReminderMinutes) : null)
            .ConfigureAwait(false)));

    public override async Task<Wire.V1.Event> SetAttending(
        Wire.V1.SetAttendingRequest request, ServerCallContext context) => WireEvents.Of(Accepted(
        await Event(request.EventId)
            .AttendAsync(
                Caller.Of(context).Id,
                request.OccurrenceId,
                request.Attending,
                request.HasReminderMinutes ? Lead(request.ReminderMinutes) : null)
            .ConfigureAwait(false)));

    public override async Task<Wire.V1.GetCalendarFeedResponse> GetCalendarFeed(
        Wire.V1.GetCalendarFeedRequest request, ServerCallContext context)
    {
        var viewer = Caller.Of(context).Id;
        var (scope, subject) = await FeedOfAsync(request, viewer).ConfigureAwait(false);
        var directory = grains.GetGrain<IEventDirectoryGrain>(0);
        var token = FeedToken(
            scope, subject, viewer, await directory.FeedEditionAsync(viewer, scope, subject).ConfigureAwait(false));
        await directory.OpenFeedAsync(token, viewer, scope, subject).ConfigureAwait(false);
        return new Wire.V1.GetCalendarFeedResponse { Path = CalendarPages.PathOf(token) };
    }

    public override async Task<Wire.V1.GetCalendarFeedResponse> ResetCalendarFeed(
        Wire.V1.GetCalendarFeedRequest request, ServerCallContext context)
    {
        var viewer = Caller.Of(context).Id;
        var (scope, subject) = await FeedOfAsync(request, viewer).ConfigureAwait(false);
        var directory = grains.GetGrain<IEventDirectoryGrain>(0);
        var edition = await directory.FeedEditionAsync(viewer, scope, subject).ConfigureAwait(false) + 1;
        var token = FeedToken(scope, subject, viewer, edition);
        await directory.ReplaceFeedAsync(token, viewer, scope, subject, edition).ConfigureAwait(false);
        return new Wire.V1.GetCalendarFeedResponse { Path = CalendarPages.PathOf(token) };
    }

    /// <summary>
    /// The content of the feed. A feed is made only for something that the viewer can see, because an empty calendar would look
    /// like a working one.
    /// </summary>
    private async Task<(CalendarScope Scope, string Subject)> FeedOfAsync(Wire.V1.GetCalendarFeedRequest request, UserId viewer)
    {
        switch (WireEvents.CalendarOf(request.Scope) ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)))
        {
            case CalendarScope.Event:
                Accepted(await Event(request.SubjectId).GetAsync(viewer, "").ConfigureAwait(false));
                return (CalendarScope.Event, request.SubjectId);
            case CalendarScope.Club:
                var club = Identifiers.IsWellFormed(request.SubjectId)
                    ? await grains.GetGrain<IClubGrain>(request.SubjectId).GetAsync(viewer).ConfigureAwait(false)
                    : ClubRejection.NotFound;
                return club.IsAccepted
                    ? (CalendarScope.Club, request.SubjectId)
                    : throw metrics.Refuse(ClubErrors.Of(club.Rejection.Value, bounds.Clubs));
            default:
                return (CalendarScope.User, "");
        }
    }

    private string FeedToken(CalendarScope scope, string subject, UserId viewer, long edition) =>
        ids.New($"calendar/{scope}/{subject}", viewer, edition == 0 ? "feed" : $"feed {edition}");

    private ScheduleEvent PlanOf(Wire.V1.EventPlan? given, Person host)
    {
        var plan = given ?? new Wire.V1.EventPlan();
        RequirePeople(plan.CoHostUserIds.Concat(plan.GuestUserIds));
        if (plan.ClubId.Length > 0 && !Identifiers.IsWellFormed(plan.ClubId))
        {
            throw metrics.Refuse(EventErrors.Of(EventRejection.ClubRefused, bounds.Events));
        }

        return plan.DurationMinutes > bounds.Events.DurationMax.TotalMinutes
            ? throw metrics.Refuse(EventErrors.Of(EventRejection.DurationInvalid, bounds.Events))
            : WireEvents.PlanOf(plan, host)
                ?? throw metrics.Refuse(EventErrors.Of(EventRejection.StartUnreadable, bounds.Events));
    }

    private static TimeSpan Lead(uint minutes) => TimeSpan.FromMinutes(minutes);

    // A text that cannot be an id is not asked for: each invented one would cost an activation.
    private IEventGrain Event(string id) => Identifiers.IsWellFormed(id)
        ? grains.GetGrain<IEventGrain>(id)
        : throw metrics.Refuse(EventErrors.Of(EventRejection.NotFound, bounds.Events));

    private void RequirePeople(IEnumerable<string> ids)
    {
        if (!ids.All(Identifiers.IsWellFormed))
        {
            throw metrics.Refuse(EventErrors.Of(EventRejection.PeopleInvalid, bounds.Events));
        }
    }

    private T Accepted<T>(EventReply<T> reply)
        where T : class
    {
        if (reply.IsAccepted)
        {
            return reply.Value;
        }

        // The event knows the value and the bound in force; the table's text is used if the event gives none.
        var error = EventErrors.Of(reply.Rejection.Value, bounds.Events);
        throw metrics.Refuse(reply.Sentence is { Length: > 0 } sentence ? error with { Sentence = sentence } : error);
    }
}
