using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Silo.Demo;

/// <summary>
/// Opens a room in which two recorded voices talk, so that a newcomer hears something at once. Their packets take the same path
/// as everybody's, from the speaker grains on. If several silos start with a demo, one of them plays it, and another takes over
/// when that one is lost.
/// </summary>
internal sealed partial class DemoRoom(
    IGrainFactory grains, [ProductClock] TimeProvider time, ILogger<DemoRoom> logger) : BackgroundService
{
    // The room takes a speaker off the stage after 30 s without a report.
    private static readonly TimeSpan PresencePeriod = TimeSpan.FromSeconds(5);

    // A third of the duration of a claim.
    private static readonly TimeSpan ClaimPeriod = TimeSpan.FromSeconds(5);

    private readonly Guid silo = Guid.NewGuid();
    private long reports;

    private static readonly (string Handle, string Name, string File)[] Cast =
    [
        ("demo_anna", "Anna (recorded)", "anna.opus"),
        ("demo_ben", "Ben (recorded)", "ben.opus"),
    ];

    private readonly List<DemoVoice> voices = [];

    /// <summary>Opens the room before the server reports that it is ready, so that the first visitor finds it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await GuardAsync(PrepareAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => GuardAsync(TalkAsync, stoppingToken);

    private async Task GuardAsync(Func<CancellationToken, Task> part, CancellationToken stoppingToken)
    {
        try
        {
            await part(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops, and so does the talk.
        }
        catch (Exception exception)
        {
            // A fault of the demo must not stop the silo.
            LogStopped(exception);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var (handle, name, file) in Cast)
        {
            var person = await MintAsync(handle, name);
            var recording = DemoRecording.Load(Path.Combine(AppContext.BaseDirectory, "demo", file));
            voices.Add(new DemoVoice(person, recording));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (await LeadsAsync())
        {
            await OpenAsync(voices[0].Person);
        }
    }

    private async Task TalkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ClaimPeriod, time);
        do
        {
            await GuardAsync(token => TalkInTurnAsync(timer, token), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TalkInTurnAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        if (!await LeadsAsync())
        {
            return;
        }

        var room = await OpenAsync(voices[0].Person);
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var talk = Task.WhenAll([
            .. voices.Select(voice => voice.TalkAsync(grains, room, time, turn.Token)),
            ReportAsync(room, [.. voices.Select(voice => voice.Person.Id)], turn.Token),
        ]);
        try
        {
            while (!talk.IsCompleted && await timer.WaitForNextTickAsync(stoppingToken) && await LeadsAsync())
            {
            }
        }
        finally
        {
            await turn.CancelAsync();
            await GuardAsync(_ => talk, turn.Token);
        }
    }

    private Task<bool> LeadsAsync() => grains.GetGrain<IDemoLeaderGrain>(0).ClaimAsync(silo);

    private async Task<Person> MintAsync(string handle, string name)
    {
        var reply = await grains.GetGrain<IAccountGrain>(handle).MintAsync(name);
        return reply.Person ?? throw new InvalidOperationException($"The demo needs the handle {handle}: {reply.Rejection}.");
    }

    /// <summary>The demo room of an earlier start if it is still live; otherwise a new one.</summary>
    private async Task<RoomId> OpenAsync(Person owner)
    {
        var directory = grains.GetGrain<IRoomDirectoryGrain>(0);
        string? token = null;
        do
        {
            var page = await directory.ListLiveAsync(100, token);
            if (page.Rooms.FirstOrDefault(card => card.Owner.Id == owner.Id) is { } found)
            {
                return found.Room;
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        var room = new RoomId(Identifiers.NewId());
        var created = await grains.GetGrain<IRoomGrain>(room.Value).CreateAsync(
            new CreateRoom(owner, "Demo: two recorded voices", ["demo"], "en", StagePolicy.Open, ActiveSpeakers: 3));
        return created.IsAccepted
            ? room
            : throw new InvalidOperationException($"The demo room was refused: {created.Rejection}.");
    }

    private async Task ReportAsync(RoomId room, ImmutableArray<UserId> speakers, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PresencePeriod, time);
        do
        {
            await grains.GetGrain<IRoomGrain>(room.Value).ReportPresenceAsync(
                new GatewayPresence($"demo-{silo:N}", ListenerCount: 0, speakers) { Number = ++reports });
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(LogLevel.Error, "The demo stopped; the server starts it again while this process runs.")]
    private partial void LogStopped(Exception exception);
}
