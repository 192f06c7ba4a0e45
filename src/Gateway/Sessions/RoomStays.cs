using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;
using RoomEvent = AudioRooms.Contracts.Rooms.RoomEvent;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Begins and ends the stays of devices in rooms: welcomes a device, sends it what it missed, and lets it go.</summary>
internal sealed class RoomStays
{
    private readonly IGrainFactory grains;
    private readonly GatewayRooms rooms;
    private readonly InboxNews news;
    private readonly CommandRouter router;
    private readonly RateLimiter limiter;
    private readonly GatewayMetrics metrics;
    private readonly GatewayOptions options;
    private readonly ConfiguredBounds bounds;
    private readonly ILogger<ClientConnection> logger;
    private readonly Func<long> nowMicros;
    private readonly ResumeClaims claims;
    private readonly ResumeTokens resumeTokens;

    public RoomStays(
        IGrainFactory grains,
        GatewayRooms rooms,
        InboxNews news,
        CommandRouter router,
        RateLimiter limiter,
        FanOutWheel wheel,
        ResumeClaims claims,
        GatewayMetrics metrics,
        GatewayOptions options,
        ConfiguredBounds bounds,
        [ProductClock] TimeProvider time,
        ILogger<ClientConnection> logger)
    {
        this.grains = grains;
        this.rooms = rooms;
        this.news = news;
        this.router = router;
        this.limiter = limiter;
        this.metrics = metrics;
        this.options = options;
        this.bounds = bounds;
        this.logger = logger;
        nowMicros = () => wheel.NowMicros;
        this.claims = claims;
        resumeTokens = new ResumeTokens(claims, time, options.Session.ResumeWithin);
        Overflow = new Overflow(wheel.Audience);
        metrics.Overflow = () => Overflow.Count;
    }

    /// <summary>Devices that are served in the broadcast class because the process was crowded.</summary>
    public Overflow Overflow { get; }

    /// <summary>
    /// True if the device was in the room and its connection broke: here a moment ago, or at another gateway of the cluster.
    /// </summary>
    public bool IsReturning(JoinRequest request, UserId user) =>
        claims.Read(request.Message.ResumeToken, user, request.RoomId) is { } claim
        && (!claim.IsOwn || rooms.IsReturning(request.RoomId, request.Message.ResumeToken, user, resumeTokens));

    /// <summary>Begins a device's stay.</summary>
    /// <param name="request">The device's request.</param>
    /// <param name="link">The device's connection.</param>
    /// <param name="room">The gateway room, in which a place is taken for this stay.</param>
    /// <param name="joined">The room's answer to the join; null if the room did not answer a person who comes back.</param>
    /// <returns>The stay, which <see cref="LeaveAsync"/> ends. After an exception it is ended already.</returns>
    public async Task<RoomStay> EnterAsync(JoinRequest request, DeviceLink link, GatewayRoom room, RoomView? joined)
    {
        var stay = NewStay(request, link, room);
        try
        {
            // Without its grain there is nothing to be had but the room as it is here.
            await WelcomeAsync(stay, request, asksRoom: joined is not null).ConfigureAwait(false);
            if (joined is not null)
            {
                await RestoreGrantAsync(stay, joined).ConfigureAwait(false);
            }
        }
        catch
        {
            await LeaveAsync(stay).ConfigureAwait(false);
            throw;
        }

        if (request.Message.WatchInbox)
        {
            stay.InboxNews = news.PublishAsync(link.Person.Id, room.Id, link.Output, link.End.Token);
        }

        return stay;
    }

    /// <summary>Ends a stay. Its resume token stays valid for a while.</summary>
    public async Task LeaveAsync(RoomStay stay)
    {
        await stay.Link.End.StopAsync().ConfigureAwait(false);
        await stay.InboxNews.ConfigureAwait(false);
        stay.Room.Leave(stay.Device);
        stay.Hearing.Stop();
        rooms.Leave(stay.Room);
        if (stay.ResumeToken is not null)
        {
            resumeTokens.StartExpiry(stay.ResumeToken);
        }

        await stay.Commands.StopAsync().ConfigureAwait(false);
    }

    private RoomStay NewStay(JoinRequest request, DeviceLink link, GatewayRoom room)
    {
        if (request.IsCompanion)
        {
            link.SpeakingGate.Disable();
        }

        var speaker = grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(room.Id, link.Person.Id));
        var hearing = new Hearing(room, link, request.Latency, request.Sound, Overflow, options.FanOut);
        var uplink = new Uplink(link.SpeakingGate, options.Session, metrics, nowMicros());
        var loss = new LossReport(metrics);
        var device = new RoomDevice(link, request.IsCompanion, room.Id, hearing, uplink, loss, speaker, metrics, logger);
        var commands = new CommandPipeline(link, device, room, hearing, router, limiter, options, nowMicros, logger);
        return new RoomStay(link, room, device, uplink, hearing, loss, commands, speaker, bounds.Session);
    }

    private async Task WelcomeAsync(RoomStay stay, JoinRequest request, bool asksRoom)
    {
        var join = request.Message;
        var user = stay.Device.Person.Id;
        var isFromElsewhere = claims.Read(join.ResumeToken, user, request.RoomId) is { IsOwn: false };
        var isReturning = join.ResumeToken.Length > 0 && resumeTokens.TryRedeem(join.ResumeToken, user, stay.Room.Life);
        var missed = asksRoom && (isReturning || isFromElsewhere) && join.KnownVersion > 0
            ? await RoomOf(stay).EventsAfterAsync((long)Math.Min(join.KnownVersion, long.MaxValue)).ConfigureAwait(false)
            : null;
        ulong? resumeAt = isReturning && join.HasResumePosition ? join.ResumePosition : null;
        stay.Device.Outbox.ResyncDue = () => stay.Room.Resync(stay.Device);
        stay.Room.Enter(stay.Device, view => Welcome(stay, view, resumeAt, missed));
    }

    // Runs inside the gateway room's gate: the messages queued here precede every later event and every bundle.
    private void Welcome(RoomStay stay, RoomView view, ulong? resumeAt, IReadOnlyList<RoomEvent>? missed)
    {
        var user = stay.Device.Person.Id;
        var hearing = stay.Hearing;
        var start = hearing.Begin(resumeAt, mayWait: view.Stage.Find(user) is null && !view.IsHost(user), nowMicros());
        stay.ResumeToken = resumeTokens.Issue(user, stay.Room.Id, stay.Room.Life);
        stay.Link.Output.Send(new ServerMessage
        {
            Joined = new Joined
            {
                Room = WireViews.Of(view, user),
                ResumeToken = stay.ResumeToken,
                Position = (ulong)start.Position,
                Resumed = start.IsResumed,
                UserId = user.Value,
                AckEveryMs = hearing.AckEveryMs,
                Sound = hearing.Sound,
                Latency = hearing.Latency,
                OtherDevices = (uint)stay.Room.OthersOf(stay.Device),
            },
        });
        foreach (var happened in Gapless(missed, view.Version))
        {
            if (happened.Version <= view.Version)
            {
                var shown = RoomEventTable.RowOf(happened).For(user, view.IsHost(user));
                stay.Link.Output.Send(new ServerMessage { Event = shown });
            }
        }

        hearing.Start(start);
    }

    // Events between the reading of the journal and the welcome are in the view but not in the list. An incomplete list is not
    // sent.
    private static IReadOnlyList<RoomEvent> Gapless(IReadOnlyList<RoomEvent>? missed, long version) =>
        missed is { Count: > 0 } && missed[^1].Version >= version ? missed : [];

    // A speaker who comes back goes on speaking, even if the speaker grain was lost with its silo meanwhile.
    public static async Task RestoreGrantAsync(RoomStay stay, RoomView joined)
    {
        var person = stay.Device.Person.Id;
        stay.Device.SpeakingGate.Observe(joined.Stage);
        if (stay.Device.SpeakingGate.Source is { } source)
        {
            var grant = new StageGrant(stay.Room.Id, person, source, joined.Stage.Epoch, joined);
            await stay.Speaker.GrantAsync(grant).ConfigureAwait(false);
        }
    }

    private IRoomGrain RoomOf(RoomStay stay) => grains.GetGrain<IRoomGrain>(stay.Room.Id.Value);
}
