using System.Collections.Immutable;
using System.Threading.Channels;
using AudioRooms.Client;
using AudioRooms.LoadTester.Lean;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.Runs;

/// <summary>One process of a load test. Carries out the orders of the first process, one per line, and reports. Ends when its
/// input ends.</summary>
internal sealed class LoadWorker(TimeProvider time, TextReader orders, TextWriter reports)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(500);

    private readonly List<ISimulatedSpeaker> speakers = [];
    private readonly List<ISimulatedListener> listeners = [];
    private readonly AudienceMeasures measures = new(time);
    private readonly Channel<WorkerReport> outbox = Channel.CreateUnbounded<WorkerReport>(
        new UnboundedChannelOptions { SingleReader = true });
    private WindowCosts? costs;
    private LeanNetwork? network;

    /// <summary>Runs until ordered to finish or until the first process has exited.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lag = new TimerLag(time, measures.Window);
        var background = new List<Task> { WriteReportsAsync(), lag.RunAsync(over.Token), ReportProgressAsync(over.Token) };
        try
        {
            WorkerPlan? plan = null;
            while (await orders.ReadLineAsync(over.Token).ConfigureAwait(false) is { } line)
            {
                switch (WorkerPipe.Read<WorkerOrder>(line))
                {
                    case WorkerOrder.Begin begin:
                        plan = begin.Plan;
                        await BeginAsync(plan, background, over.Token).ConfigureAwait(false);
                        break;
                    case WorkerOrder.Join:
                        await JoinAsync(plan!, over.Token).ConfigureAwait(false);
                        break;
                    case WorkerOrder.Measure measure:
                        costs = new WindowCosts(
                            time,
                            measure.FromMicros,
                            measure.ToMicros,
                            () => listeners.Sum(listener => listener.Statistics.Bundles));
                        measures.Open(measure.FromMicros, measure.ToMicros);
                        background.Add(costs.RunAsync(over.Token));
                        break;
                    case WorkerOrder.Finish:
                        Send(measures.TakeFinished(all: true));
                        outbox.Writer.TryWrite(new WorkerReport.Finished(Summarise(lag.Lag)));
                        return;
                }
            }
        }
        catch (Exception e) when (e is RefusedException or ConnectionLostException or LoadTestException)
        {
            outbox.Writer.TryWrite(new WorkerReport.Broken(e.Message, (e as LoadTestException)?.Fix));
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            outbox.Writer.TryComplete();
            await Task.WhenAll(background).ConfigureAwait(false);
            await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask())).ConfigureAwait(false);
            await Task.WhenAll(speakers.Select(speaker => speaker.DisposeAsync().AsTask())).ConfigureAwait(false);
            network?.Dispose();
        }
    }

    private async Task BeginAsync(WorkerPlan worker, List<Task> background, CancellationToken cancellation)
    {
        var plan = worker.Plan;
        var users = new SyntheticUsers(
            new AudioRoomsClient(new AudioRoomsClientOptions { Server = plan.Server, Time = time }), plan.OperatorKey, time);
        await users.MintAsync(
            worker.Speakers.Select(SyntheticUsers.SpeakerHandle).Concat(worker.Listeners.Select(SyntheticUsers.ListenerHandle)),
            cancellation).ConfigureAwait(false);

        var cast = new Cast(plan, users, measures, worker.Speakers.Length, time);
        network = cast.Network;
        background.Add(cast.Clock.RunAsync(cancellation));
        var speech = LoadSpeech.Packets();
        var stage = Seating.Speakers(plan);
        foreach (var number in worker.Speakers)
        {
            var seat = stage[number];
            var group = plan.Groups[plan.GroupOf(seat.Room)];
            var speaker = cast.Speaker(number, worker.RoomIds[seat.Room]);
            speakers.Add(speaker);
            var said = group.TakeTurns
                ? TurnTaking.Create(speech, seat.Place, group.Speakers, plan.Seed + seat.Room)
                : TalkPattern.Create(speech, group.Talk, plan.Seed + number);
            await speaker.StartAsync(said, cancellation).ConfigureAwait(false);
        }

        var audience = Seating.Listeners(plan);

        foreach (var number in worker.Listeners)
        {
            var seat = audience[number];
            listeners.Add(cast.Listener(number, worker.RoomIds[seat.Room], seat));
        }

        outbox.Writer.TryWrite(new WorkerReport.Speaking(speakers.Count));
    }

    /// <summary>Open-loop: listener <c>n</c> joins at its time, whether earlier ones have joined or not.</summary>
    private async Task JoinAsync(WorkerPlan worker, CancellationToken cancellation)
    {
        var share = worker.Plan.Ramp * listeners.Count / worker.Plan.Listeners;
        var start = time.GetTimestamp();
        var joins = new List<Task<string?>>();
        for (var i = 0; i < listeners.Count; i++)
        {
            var wait = TimeSpan.FromSeconds(i / share) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            }

            joins.Add(TryJoinAsync(listeners[i], cancellation));
        }

        var failures = (await Task.WhenAll(joins).ConfigureAwait(false)).Where(failure => failure is not null).ToList();
        outbox.Writer.TryWrite(
            new WorkerReport.Joined(listeners.Count - failures.Count, failures.Count, failures.FirstOrDefault()));
    }

    private static async Task<string?> TryJoinAsync(ISimulatedListener listener, CancellationToken cancellation)
    {
        try
        {
            await listener.JoinAsync(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is RefusedException or ConnectionLostException)
        {
            return e.Message;
        }
    }

    private WorkerResult Summarise(LatencyHistogram lag)
    {
        var here = listeners.Where(listener => listener.IsInRoom).ToList();
        return new WorkerResult
        {
            SentByRoom = speakers.GroupBy(speaker => speaker.RoomId)
                .ToImmutableDictionary(room => room.Key, room => room.Sum(speaker => speaker.Due)),
            Audience = [.. measures.Parts.Select(part => Summarise(part, here))],
            Bundles = costs?.Bundles ?? 0,
            Reconnects = listeners.Sum(listener => (long)listener.Statistics.Reconnects)
                + speakers.Sum(speaker => (long)speaker.Reconnects),
            ListenerConnections = network is { ListenerConnections: > 0 } lean ? lean.ListenerConnections : here.Count,
            Unsent = speakers.Sum(speaker => speaker.Unsent),
            CpuSeconds = costs?.CpuSeconds ?? 0,
            Lag = lag.ToBytes(),
        };
    }

    private AudienceResult Summarise(AudienceMeasures.Part part, List<ISimulatedListener> here) => new()
    {
        Group = part.Group,
        Kind = part.Kind,
        ListenersByRoom = here.Where(listener => listener.Part == part)
            .GroupBy(listener => listener.RoomId).ToImmutableDictionary(room => room.Key, room => room.Count()),
        Delivered = part.Measures.Delivered,
        Missed = listeners.Where(listener => listener.Part == part).Sum(listener => listener.Statistics.Missed),
        Gaps = part.Measures.Gaps,
        Deeds = part.Deeds.Done,
        FailedDeeds = part.Deeds.Failed,
        FirstFailure = part.Deeds.FirstFailure,
        Latency = part.Measures.Window.Latency.ToBytes(),
        JoinTime = part.Measures.JoinTime.ToBytes(),
        FirstAudio = part.Measures.FirstAudio.ToBytes(),
    };

    private async Task ReportProgressAsync(CancellationToken stop)
    {
        using var clock = new PeriodicTimer(ReportEvery, time);
        try
        {
            while (await clock.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                Send(measures.TakeFinished(all: false));
                outbox.Writer.TryWrite(
                    new WorkerReport.Progress(listeners.Count(listener => listener.IsInRoom), measures.Delivered));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private void Send(IReadOnlyList<MeasuredSecond> seconds)
    {
        foreach (var second in seconds)
        {
            outbox.Writer.TryWrite(new WorkerReport.Second(second.Number, second.Packets, second.Latency));
        }
    }

    private async Task WriteReportsAsync()
    {
        await foreach (var report in outbox.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await reports.WriteLineAsync(WorkerPipe.Write(report)).ConfigureAwait(false);
            await reports.FlushAsync().ConfigureAwait(false);
        }
    }
}
