using System.Diagnostics;
using System.Runtime.InteropServices;
using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.LoadTester.Reports;
using AudioRooms.LoadTester.Runs;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Joins;

/// <summary>Measures joins first and commands second. Both follow an open-loop schedule, which does not wait for
/// answers.</summary>
internal sealed class JoinLoadRun(TimeProvider time, JoinLoadPlan plan, LoadProgress progress) : IAsyncDisposable
{
    /// <summary>Shortest warm-up, in which compilers and caches settle before anything counts; usually it is a tenth of the
    /// test.</summary>
    private static readonly TimeSpan WarmUpMin = TimeSpan.FromSeconds(2);

    private const int EnteringAtOnce = 8;

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly AudioRoomsClient anonymous = new(new AudioRoomsClientOptions { Server = plan.Server, Time = time });
    private readonly List<string> rooms = [];
    private readonly HashSet<string> notes = [];
    private SyntheticUsers? users;

    private SyntheticUsers Users => users ??= new SyntheticUsers(anonymous, plan.OperatorKey, time);

    /// <summary>Runs the test. Ends its rooms before it returns or throws.</summary>
    public async Task<JoinLoadReport> RunAsync(string command, CancellationToken cancellation)
    {
        var startedAt = time.GetUtcNow();
        await using var host = ClientOf("load_host");
        try
        {
            progress.Report($"opening {plan.Rooms} rooms");
            for (var i = 0; i < plan.Rooms; i++)
            {
                var request = new CreateRoomRequest { Title = $"Load test room {i + 1}", Language = "en" };
                rooms.Add((await host.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false)).RoomId);
            }

            var joins = await JoinAsync(cancellation).ConfigureAwait(false);
            var commands = await CommandAsync(cancellation).ConfigureAwait(false);
            return new JoinLoadReport
            {
                Command = command,
                StartedAt = $"{startedAt:O}",
                Machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, "
                    + $"{RuntimeInformation.FrameworkDescription}",
                Rooms = plan.Rooms,
                Joins = joins,
                Commands = commands,
                Notes = [.. notes],
            };
        }
        finally
        {
            foreach (var room in rooms)
            {
                await host.Rooms.EndAsync(room, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await anonymous.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<JoinLoadReport.Part> JoinAsync(CancellationToken cancellation)
    {
        progress.Report($"making {plan.Visitors} visitors");
        var visitors = Enumerable.Range(0, plan.Visitors).Select(number => $"load_visitor_{number}").ToList();
        await Users.MintAsync(visitors, cancellation).ConfigureAwait(false);
        return await MeasureAsync(
            "joins",
            plan.JoinsPerSecond,
            number => VisitAsync(visitors[number % visitors.Count], rooms[number % rooms.Count], cancellation),
            cancellation)
            .ConfigureAwait(false);
    }

    private async Task<JoinLoadReport.Part> CommandAsync(CancellationToken cancellation)
    {
        progress.Report($"{plan.Hands} people enter");
        var places = new RoomConnection[plan.Hands];
        var clients = new AudioRoomsClient[plan.Hands];
        var handles = Enumerable.Range(0, plan.Hands).Select(number => $"load_hand_{number}").ToList();
        await Users.MintAsync(handles, cancellation).ConfigureAwait(false);
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = EnteringAtOnce, CancellationToken = cancellation };
            await Parallel.ForAsync(0, plan.Hands, parallel, async (number, stop) =>
            {
                clients[number] = ClientOf(handles[number]);
                places[number] = await clients[number].JoinAsync(rooms[number % rooms.Count], Deaf(), stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            return await MeasureAsync(
                "commands",
                plan.CommandsPerSecond,
                number => places[number % places.Length].RaiseHandAsync($"Question {number}", cancellation),
                cancellation)
                .ConfigureAwait(false);
        }
        finally
        {
            foreach (var place in places.Where(place => place is not null))
            {
                await place.DisposeAsync().ConfigureAwait(false);
            }

            foreach (var client in clients.Where(client => client is not null))
            {
                await client.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Measures a join until the room has answered. Leaving follows, outside the measured time.</summary>
    private async Task VisitAsync(string handle, string room, CancellationToken cancellation)
    {
        var client = ClientOf(handle);
        RoomConnection place;
        try
        {
            place = await client.JoinAsync(room, Deaf(), cancellation).ConfigureAwait(false);
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _ = LeaveAsync(client, place);
    }

    private static async Task LeaveAsync(AudioRoomsClient client, RoomConnection place)
    {
        await place.LeaveAsync().ConfigureAwait(false);
        await place.DisposeAsync().ConfigureAwait(false);
        await client.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<JoinLoadReport.Part> MeasureAsync(
        string what, double perSecond, Func<int, Task> operation, CancellationToken cancellation)
    {
        progress.Report($"warming up, then {perSecond:0} {what} a second for {plan.Length.TotalSeconds:0} s");
        var warmUp = plan.Length / 10 > WarmUpMin ? plan.Length / 10 : WarmUpMin;
        await new OpenLoop(time, perSecond, warmUp).RunAsync(operation, cancellation).ConfigureAwait(false);

        using var self = Process.GetCurrentProcess();
        var before = await ReadAsync(cancellation).ConfigureAwait(false);
        var ownBefore = self.TotalProcessorTime;
        var loop = new OpenLoop(time, perSecond, plan.Length);
        await loop.RunAsync(operation, cancellation).ConfigureAwait(false);
        var after = await ReadAsync(cancellation).ConfigureAwait(false);
        self.Refresh();
        if (loop.FirstFailure is { } why)
        {
            notes.Add($"{loop.Failed} of {loop.Offered} {what} failed, the first: {why}");
        }

        double? cpu = before is null || after is null ? null : Math.Round(after.CpuSeconds - before.CpuSeconds, 2);
        return new JoinLoadReport.Part(
            loop.Offered,
            loop.Done,
            loop.Failed,
            perSecond,
            Math.Round(loop.Done / loop.Took.TotalSeconds, 1),
            LoadReport.Distribution.Of(loop.Latency),
            Math.Round(loop.Lateness.Percentile(0.99).TotalMilliseconds, 1),
            cpu,
            cpu > 0 ? Math.Round(loop.Done / cpu.Value) : null,
            Math.Round((self.TotalProcessorTime - ownBefore).TotalSeconds, 2));
    }

    private async Task<ServerMetrics?> ReadAsync(CancellationToken cancellation)
    {
        var (metrics, problem) = await ServerMetrics.ReadAsync(http, plan.Metrics, cancellation).ConfigureAwait(false);
        if (problem is not null)
        {
            notes.Add(problem);
        }

        return metrics;
    }

    private AudioRoomsClient ClientOf(string handle) => new(new AudioRoomsClientOptions
    {
        Server = plan.Server,
        Time = time,
        AccessToken = stop => Users.GetAsync(handle, stop),
    });

    private static RoomConnectionOptions Deaf() =>
        new() { Latency = LatencyClass.Economy, OnPacket = static (_, _) => { }, Reconnect = false };
}
