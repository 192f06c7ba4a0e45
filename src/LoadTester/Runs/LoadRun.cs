using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Runs;

/// <summary>Runs a load test from its rooms to its report; this is the first of its processes. A load test must measure the
/// server and not itself. A tester that shares a process with its speakers disturbs their schedule by what arrives; one that
/// waits for answers slows down with the server and hides its latency; one that lacks CPU measures its own delay. So speakers and
/// listeners run in separate processes, every schedule is open-loop, packets count by the time when they were due, and the report
/// says when the tester itself was starved.</summary>
internal sealed class LoadRun(TesterContext context, LoadPlan plan, Uri metricsAddress, LoadProgress progress)
{
    /// <summary>Packets that were sent at the very end still have to arrive, late ones too.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <summary>Above this the tester's own lateness shows in the percentiles that it measures.</summary>
    private const double StarvedLagMs = 20;

    /// <summary>Percent of a core. A process that is busier is late at times.</summary>
    private const double BusyPercent = 95;

    private readonly List<WorkerProcess> workers = [];
    private readonly SortedDictionary<int, LatencyHistogram> seconds = [];
    private readonly ServerMetrics?[] metrics = new ServerMetrics?[3];
    private readonly HashSet<string> notes = [];
    private int connected;
    private int joinFailures;

    /// <summary>Mouth-to-ear latency of all listeners, after the run.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Runs the test. Its rooms are ended and its processes have exited when it returns or throws.</summary>
    public async Task<LoadReport> RunAsync(Slo? slo, string command, CancellationToken cancellation)
    {
        var startedAt = context.Time.GetUtcNow();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await using var anonymous = new AudioRoomsClient(
            new AudioRoomsClientOptions { Server = plan.Server, Time = context.Time });
        var users = new SyntheticUsers(anonymous, plan.OperatorKey, context.Time);
        await using var host = new AudioRoomsClient(new AudioRoomsClientOptions
        {
            Server = plan.Server,
            Time = context.Time,
            AccessToken = stop => users.GetAsync("load_host", stop),
        });

        progress.Report("opening rooms");
        var rooms = await OpenRoomsAsync(host, cancellation).ConfigureAwait(false);
        try
        {
            var results = await MeasureAsync(http, rooms, cancellation).ConfigureAwait(false);
            return Report(results, rooms, slo, command, startedAt);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }

            foreach (var room in rooms)
            {
                await host.Rooms.EndAsync(room, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<ImmutableArray<string>> OpenRoomsAsync(AudioRoomsClient host, CancellationToken cancellation)
    {
        var rooms = ImmutableArray.CreateBuilder<string>(plan.Rooms);
        for (var i = 0; i < plan.Rooms; i++)
        {
            var group = plan.Groups[plan.GroupOf(i)];
            var request = new CreateRoomRequest
            {
                Title = $"Load test room {i + 1}",
                Language = "en",
                StagePolicy = StagePolicy.Open,
                ActiveSpeakers = (uint)group.Active,
            };
            rooms.Add((await host.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false)).RoomId);
        }

        return rooms.MoveToImmutable();
    }

    private async Task<List<WorkerResult>> MeasureAsync(
        HttpClient http, ImmutableArray<string> rooms, CancellationToken cancellation)
    {
        progress.Report($"starting {plan.Processes} processes, {plan.Speakers} speakers take the stage");
        foreach (var worker in Share(rooms))
        {
            var process = WorkerProcess.Start(context.Worker());
            workers.Add(process);
            await process.OrderAsync(new WorkerOrder.Begin(worker)).ConfigureAwait(false);
        }

        await AllAsync<WorkerReport.Speaking>(cancellation).ConfigureAwait(false);
        await ReadMetricsAsync(http, 0, cancellation).ConfigureAwait(false);
        progress.Report($"{plan.Listeners} listeners join, {plan.Ramp:0} a second");
        await OrderAllAsync(new WorkerOrder.Join()).ConfigureAwait(false);
        foreach (var joined in await AllAsync<WorkerReport.Joined>(cancellation).ConfigureAwait(false))
        {
            connected += joined.Connected;
            joinFailures += joined.Failed;
            if (joined.FirstFailure is { } why)
            {
                notes.Add($"A join failed: {why}");
            }
        }

        if (connected == 0)
        {
            throw new LoadTestException("nobody_joined", $"No listener could join. {notes.FirstOrDefault()}");
        }

        progress.Report($"{connected} listeners have joined; warming up");
        var warmUp = TimeSpan.FromSeconds(plan.WarmUpSeconds);
        var from = Clock.Micros(context.Time, context.Time.GetTimestamp()) + (ulong)warmUp.TotalMicroseconds;
        await OrderAllAsync(new WorkerOrder.Measure(from, from + (ulong)(plan.Seconds * 1e6))).ConfigureAwait(false);
        await Task.Delay(warmUp, context.Time, cancellation).ConfigureAwait(false);
        await ReadMetricsAsync(http, 1, cancellation).ConfigureAwait(false);
        progress.Report($"measuring for {plan.Seconds:0} s");
        await progress.WatchAsync(async show =>
        {
            var end = Task.Delay(TimeSpan.FromSeconds(plan.Seconds), context.Time, cancellation);
            while (await Task.WhenAny(
                end, Task.Delay(TimeSpan.FromSeconds(1), context.Time, cancellation)).ConfigureAwait(false) != end)
            {
                TakeReports();
                show(seconds);
            }

            await end.ConfigureAwait(false);
        }).ConfigureAwait(false);
        await ReadMetricsAsync(http, 2, cancellation).ConfigureAwait(false);
        await Task.Delay(Drain, context.Time, cancellation).ConfigureAwait(false);
        await OrderAllAsync(new WorkerOrder.Finish()).ConfigureAwait(false);
        var finished = await AllAsync<WorkerReport.Finished>(cancellation).ConfigureAwait(false);
        progress.End();
        return [.. finished.Select(report => report.Result)];
    }

    /// <summary>Divides the people among the processes. With several processes the first one speaks and the others listen, so
    /// that received packets do not disturb the speakers' schedule.</summary>
    private IEnumerable<WorkerPlan> Share(ImmutableArray<string> rooms)
    {
        var listening = Math.Max(1, plan.Processes - 1);
        var firstListening = plan.Processes > 1 ? 1 : 0;
        for (var index = 0; index < plan.Processes; index++)
        {
            var here = index - firstListening;
            yield return new WorkerPlan
            {
                Plan = plan,
                Index = index,
                RoomIds = rooms,
                Speakers = index == 0 ? [.. Enumerable.Range(0, plan.Speakers)] : [],
                Listeners = here < 0 ? [] : [.. Enumerable.Range(0, plan.Listeners).Where(number => number % listening == here)],
            };
        }
    }

    private async Task OrderAllAsync(WorkerOrder order)
    {
        foreach (var worker in workers)
        {
            await worker.OrderAsync(order).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until every worker has sent a report of a kind.</summary>
    private async Task<List<TReport>> AllAsync<TReport>(CancellationToken cancellation)
        where TReport : WorkerReport
    {
        var all = new List<TReport>();
        var here = new int[workers.Count];
        for (var i = 0; i < workers.Count; i++)
        {
            await foreach (var report in workers[i].Reports.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                here[i] = report is WorkerReport.Progress now ? now.Connected : here[i];
                progress.Joining(here.Sum(), plan.Listeners);
                if (Take(report) is TReport wanted)
                {
                    all.Add(wanted);
                    break;
                }
            }

            if (all.Count != i + 1)
            {
                throw new LoadTestException(
                    "worker_died", "A process of the tester has ended early.", "Look at its messages above.");
            }
        }

        return all;
    }

    private void TakeReports()
    {
        foreach (var worker in workers)
        {
            while (worker.Reports.TryRead(out var report))
            {
                Take(report);
            }
        }
    }

    private WorkerReport Take(WorkerReport report)
    {
        switch (report)
        {
            case WorkerReport.Broken broken:
                throw new LoadTestException("worker_failed", broken.Message, broken.Fix);
            case WorkerReport.Second second:
                if (!seconds.TryGetValue(second.Number, out var histogram))
                {
                    seconds.Add(second.Number, histogram = new LatencyHistogram());
                }

                histogram.Add(LatencyHistogram.FromBytes(second.Latency));
                break;
        }

        return report;
    }

    private async Task ReadMetricsAsync(HttpClient http, int moment, CancellationToken cancellation)
    {
        (metrics[moment], var problem) = await ServerMetrics.ReadAsync(http, metricsAddress, cancellation).ConfigureAwait(false);
        if (problem is not null)
        {
            notes.Add($"The server's own figures are missing: {problem}");
        }
    }

    private LoadReport Report(
        List<WorkerResult> results, ImmutableArray<string> rooms, Slo? slo, string command, DateTimeOffset startedAt)
    {
        var audience = new AudienceTotals(plan, rooms, results);
        Latency.Add(audience.Latency);
        notes.UnionWith(audience.Failures);
        var lag = Merge(results.Select(result => result.Lag));
        var delivered = audience.Delivered;
        var bundles = results.Sum(result => result.Bundles);
        var expected = audience.Expected;
        if (plan.Groups.Any(group => !group.ForwardsAll))
        {
            notes.Add(
                "More speakers than the room forwards: expected is the packets delivered plus the packets that the server says "
                    + "it dropped.");
        }

        var lost = Math.Max(0, expected - delivered);
        var lagMs = Math.Round(lag.Percentile(0.99).TotalMilliseconds, 3);
        var busiest = Math.Round(100 * results.Max(result => result.CpuSeconds) / plan.Seconds, 1);
        var all = 100 * results.Sum(result => result.CpuSeconds) / plan.Seconds;

        // The lean client receives on one thread; a tester that is bound to some cores has no others.
        var cores = Environment.ProcessorCount;
        var full = busiest > BusyPercent * (plan.Client == LoadClient.Lean ? 1 : cores) || all > BusyPercent * cores;
        var starved = lagMs > StarvedLagMs || full;
        if (lagMs > StarvedLagMs)
        {
            notes.Add(
                $"The tester was starved: its own timers were {lagMs} ms late (p99), so latencies are too high by about as "
                    + "much.");
        }

        if (full)
        {
            notes.Add($"The tester was starved: its processes took {all:0} % of a core and had {cores}, the busiest "
                + $"{busiest:0} %; packets that wait for the tester count as late.");
        }

        if (results.Sum(result => result.Unsent) is var unsent and > 0)
        {
            notes.Add(
                $"{unsent} packets of speakers could not be sent, because a connection was lost or stuck; they count as lost.");
        }

        if (plan.PerConnection > 1)
        {
            notes.Add($"{plan.PerConnection} listeners shared each TCP connection: "
                + $"{results.Sum(result => result.ListenerConnections)} connections in all. "
                + "One write can carry bundles of several listeners, so a bundle costs the server less than on connections of "
                + "their own.");
        }

        var report = new LoadReport
        {
            Command = command,
            StartedAt = startedAt.ToString("O", CultureInfo.InvariantCulture),
            Machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, "
                + $"{RuntimeInformation.FrameworkDescription}",
            Latency = string.Join(",", plan.Groups.Select(group => group.Latency.ToString().ToLowerInvariant()).Distinct()),
            Transport = plan.Transport == RoomTransport.WebSocket ? "ws" : "grpc",
            Rooms = plan.Rooms,
            Speakers = (int)Math.Round(plan.Speakers / (double)plan.Rooms),
            Listeners = (int)Math.Round(plan.Listeners / (double)plan.Rooms),
            Scenario = plan.Scenario,
            Groups = plan.Groups,
            Crowd = audience.Crowd,
            Seconds = plan.Seconds,
            Connected = audience.Connected,
            Client = plan.Client == LoadClient.Full ? "full" : "lean",
            PerConnection = plan.PerConnection,
            ListenerConnections = results.Sum(result => result.ListenerConnections),
            JoinFailures = joinFailures,
            Packets = new LoadReport.PacketCounts(
                expected, delivered, lost, expected == 0
                    ? 0
                    : Math.Round(100.0 * lost / expected, 4), Math.Round(delivered / plan.Seconds, 1)),
            Bundles = new LoadReport.BundleCounts(bundles, Math.Round(bundles / plan.Seconds, 1)),
            LatencyMs = LoadReport.Distribution.Of(Latency),
            JoinMs = LoadReport.Distribution.Of(audience.JoinTime),
            FirstAudioMs = LoadReport.Distribution.Of(audience.FirstAudio),
            GapsOver60ms = audience.Gaps,
            Reconnects = results.Sum(result => result.Reconnects),
            Server = ServerCost(audience.AllDelivered, bundles),
            Tester = new LoadReport.TesterCost(
                Math.Round(results.Sum(result => result.CpuSeconds), 2), lagMs, starved, plan.Processes, busiest,
                TesterMicrosPerBundle(results)),
            Slo = new LoadReport.Verdict(true, []),
            Timeline =
            [
                .. seconds.Select(second => new LoadReport.TimelinePoint(
                    second.Key,
                    second.Value.Total(),
                    second.Value.Percentile(0.5).TotalMilliseconds,
                    second.Value.Percentile(0.99).TotalMilliseconds,
                    second.Value.Max.TotalMilliseconds)),
            ],
            Notes = [.. notes],
        };
        var failures = slo?.FailuresOf(report) ?? [];
        if (joinFailures > 0)
        {
            failures = failures.Add($"{joinFailures} joins failed");
        }

        if (delivered == 0 && plan.Speakers > 0)
        {
            failures = failures.Add("no packet was delivered");
        }

        return report with { Slo = new LoadReport.Verdict(
            failures.IsEmpty, failures) { Bounds = slo is null ? [] : [.. slo.Bounds.Select(static bound => bound.Text)] } };
    }

    private LoadReport.ServerCost? ServerCost(long delivered, long bundles) => metrics is [{ } idle, { } from, { } to]
        ? LoadReport.ServerCost.Of(idle, from, to, delivered, bundles, connected, plan.Seconds)
        : null;

    private static double TesterMicrosPerBundle(List<WorkerResult> results)
    {
        var listening = results.Where(result => result.Bundles > 0).ToList();
        return listening.Count == 0
            ? 0
            : Math.Round(listening.Sum(result => result.CpuSeconds) * 1e6 / listening.Sum(result => result.Bundles), 3);
    }

    private static LatencyHistogram Merge(IEnumerable<byte[]> parts)
    {
        var sum = new LatencyHistogram();
        foreach (var part in parts)
        {
            sum.Add(LatencyHistogram.FromBytes(part));
        }

        return sum;
    }
}
