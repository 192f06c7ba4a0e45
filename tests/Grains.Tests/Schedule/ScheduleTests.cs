using System.Collections.Concurrent;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Reminders;

namespace AudioRooms.Grains.Tests.Schedule;

public sealed class ScheduleOnSqliteTests(SqliteTestDatabase database)
    : ScheduleTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class ScheduleOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : ScheduleTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class ScheduleTests(TestDatabase database) : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly ConcurrentDictionary<string, int> failuresToCome = [];
    private ClockedCluster cluster = null!;
    private RecordingHandler handler = null!;

    public async Task InitializeAsync()
    {
        handler = new RecordingHandler((work, _) => failuresToCome.AddOrUpdate(work.Key, -1, (_, left) => left - 1) >= 0
            ? throw new IOException("The receiver is down.")
            : Task.CompletedTask);
        cluster = await StartAsync();
    }

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task Wake_WorkIsDue_IsDoneOnceAndCrossedOff()
    {
        await cluster.PutAsync(Work("one", lane: "L"), Work("two", lane: "L"), Work("three", lane: "L"));

        cluster.Schedule.Wake();
        var keys = await handler.NextKeysAsync(3);

        // The third item begins only after the first two were removed from the table.
        keys.ShouldBe(["one", "two", "three"]);
        (await cluster.CountAsync("test")).ShouldBeLessThanOrEqualTo(1);
        handler.HasBegunMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Timer_WorkBecomesDue_IsDoneWithoutAnybodyWaking()
    {
        await cluster.PutAsync(Work("later", after: TimeSpan.FromMilliseconds(7_777)));
        await cluster.WhenAsleepAsync(TimeSpan.FromMilliseconds(7_777));

        time.Advance(TimeSpan.FromMilliseconds(7_776));
        handler.HasBegunMore.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await handler.NextAsync()).Key.ShouldBe("later");
    }

    [Fact]
    public async Task Poll_NobodyWoke_FindsTheWork()
    {
        await cluster.WhenAsleepAsync(new ScheduleOptions().PollPeriod);
        await cluster.PutAsync(Work("forgotten"));

        time.Advance(new ScheduleOptions().PollPeriod);

        (await handler.NextAsync()).Key.ShouldBe("forgotten");
    }

    [Fact]
    public async Task Run_WorkFails_HoldsItsLaneAndNothingElse()
    {
        failuresToCome["a1"] = 1;
        await cluster.PutAsync(Work("a1", lane: "A"), Work("a2", lane: "A"), Work("b1", lane: "B"), Work("free"));

        cluster.Schedule.Wake();
        var first = await handler.NextKeysAsync(3);
        var second = handler.NextKeysAsync(2);
        while (!second.IsCompleted)
        {
            // If other items are in progress while the clock moves, the timer is set only afterwards.
            var asleep = cluster.Timers.WhenSetAsync(TimeSpan.FromSeconds(1));
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(second, asleep);
        }

        first.Order(StringComparer.Ordinal).ShouldBe(["a1", "b1", "free"]);
        (await second).ShouldBe(["a1", "a2"]);
    }

    [Fact]
    public async Task Run_WorkFailsAgainAndAgain_WaitsTwiceAsLongEachTime()
    {
        failuresToCome["bad"] = 3;
        await cluster.PutAsync(Work("bad"));
        await cluster.WhenAsleepAsync(TimeSpan.FromSeconds(1));
        (await handler.NextAsync()).Key.ShouldBe("bad");

        for (var wait = TimeSpan.FromSeconds(1); wait <= TimeSpan.FromSeconds(4); wait *= 2)
        {
            await time.WhenDelayedAsync(wait);
            time.Advance(wait - TimeSpan.FromMilliseconds(1));
            handler.HasBegunMore.ShouldBeFalse();
            time.Advance(TimeSpan.FromMilliseconds(1));
            (await handler.NextAsync()).Key.ShouldBe("bad");
        }
    }

    [Fact]
    public async Task Start_DueWhileNothingRan_IsDone()
    {
        await cluster.PutAsync(Work("kept", after: TimeSpan.FromDays(1)));
        await cluster.DisposeAsync();

        time.Advance(TimeSpan.FromDays(2));
        cluster = await StartAsync(isFresh: false);

        (await handler.NextAsync()).Payload.ShouldBe("""{"of":"kept"}""");
    }

    [Fact]
    public async Task Start_SiloStoppedInTheMidstOfTheWork_DoesItAgain()
    {
        var interrupted = new RecordingHandler((_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, time, stop));
        await cluster.DisposeAsync();
        cluster = await StartAsync(interrupted);
        await cluster.PutAsync(Work("half"));
        cluster.Schedule.Wake();
        await interrupted.NextAsync();
        await cluster.DisposeAsync();

        cluster = await StartAsync(isFresh: false);

        (await handler.NextAsync()).Key.ShouldBe("half");
    }

    [Fact]
    public async Task Put_AgainWhileItRuns_IsDoneAgainWithTheNewPayload()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new RecordingHandler((_, _) => release.Task);
        await cluster.DisposeAsync();
        cluster = await StartAsync(slow);
        await cluster.PutAsync(Work("same"));
        cluster.Schedule.Wake();
        await slow.NextAsync();

        await cluster.PutAsync(Work("same") with { Payload = """{"of":"new"}""" });
        release.SetResult();

        (await slow.NextAsync()).Payload.ShouldBe("""{"of":"new"}""");
    }

    [Fact]
    public async Task Cancel_BeforeItIsDue_IsNeverDone()
    {
        await cluster.PutAsync(Work("gone", after: TimeSpan.FromSeconds(5)), Work("kept", after: TimeSpan.FromSeconds(5)));

        await cluster.CancelAsync("test", "gone");
        cluster.Advance(TimeSpan.FromSeconds(5));

        (await handler.NextAsync()).Key.ShouldBe("kept");
        handler.HasBegunMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Put_TransactionRolledBack_IsNotThere()
    {
        await Should.ThrowAsync<ArgumentException>(() => cluster.PutAsync(Work("first"), Work("")));

        (await cluster.CountAsync("test")).ShouldBe(0);
    }

    [Fact]
    public async Task Run_MoreThanMayRunAtOnce_WaitsForAPlace()
    {
        var release = new SemaphoreSlim(0);
        var slow = new RecordingHandler((_, stop) => release.WaitAsync(stop));
        await cluster.DisposeAsync();
        cluster = await StartAsync(slow, concurrency: 2);
        await cluster.PutAsync([.. Enumerable.Range(0, 6).Select(index => Work($"work {index}"))]);

        cluster.Schedule.Wake();
        await slow.NextKeysAsync(2);
        release.Release(4);
        await slow.NextKeysAsync(4);

        slow.RunningMax.ShouldBe(2);
    }

    [Fact]
    public async Task Run_NobodyDoesThisKind_IsKept()
    {
        var asleep = cluster.Timers.WhenSetAsync(TimeSpan.FromSeconds(1));
        await cluster.PutAsync(Work("strange") with { Kind = "unknown" });

        cluster.Schedule.Wake();
        await asleep;

        (await cluster.CountAsync("unknown")).ShouldBe(1);
    }

    [Fact]
    public async Task Reminder_ActivationIsGone_WakesTheSchedule()
    {
        await cluster.DisposeAsync();
        cluster = await StartAsync(configure: silo =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, new HurriedClock());
            silo.Services.Configure<ScheduleOptions>(options => options.PollPeriod = TimeSpan.FromHours(1));
        });
        var scheduler = cluster.Grains.GetGrain<ISchedulerGrain>(0);
        await scheduler.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        await cluster.PutAsync(Work("reminded"));

        (await handler.NextAsync()).Key.ShouldBe("reminded");
    }

    private ScheduledWork Work(string key, string? lane = null, TimeSpan after = default) =>
        new("test", key, time.GetUtcNow() + after, $$"""{"of":"{{key}}"}""", lane);

    private Task<ClockedCluster> StartAsync(
        RecordingHandler? with = null, bool isFresh = true, int? concurrency = null, Action<ISiloBuilder>? configure = null) =>
        ClockedCluster.StartAsync(
            database,
            time,
            silo =>
            {
                silo.Services.AddSingleton<IScheduledWorkHandler>(with ?? handler);
                silo.Services.Configure<ScheduleOptions>(
                    options => options.ConcurrencyMax = concurrency ?? options.ConcurrencyMax);
                configure?.Invoke(silo);
            },
            isFresh);
}
