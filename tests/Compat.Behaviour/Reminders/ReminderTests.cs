using AudioRooms.Compat.Behaviour.Storage;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Compat.Behaviour.Reminders;

public sealed class ReminderTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime time = new();
    private readonly ReminderProbe probe = new();

    [Fact]
    public async Task Register_DueTimePassed_TicksWithItsTimes()
    {
        await using var silo = await StartInMemoryAsync();
        var start = time.GetUtcNow().UtcDateTime;
        await silo.Grains.GetGrain<IRemindedGrain>("ada").Register("tea", Minute, 2 * Minute);

        time.Advance(Minute);

        var tick = await probe.NextAsync();
        (tick.Grain, tick.Name).ShouldBe(("ada", "tea"));
        tick.Status.FirstTickTime.ShouldBe(start + Minute);
        tick.Status.Period.ShouldBe(2 * Minute);
        tick.Status.CurrentTickTime.ShouldBe(start + Minute);
    }

    [Fact]
    public async Task Register_Period_TicksAgainAndAgain()
    {
        await using var silo = await StartInMemoryAsync();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("ada");
        var start = time.GetUtcNow().UtcDateTime;
        await grain.Register("tea", TimeSpan.Zero, 2 * Minute);
        (await probe.NextAsync()).Status.CurrentTickTime.ShouldBe(start);

        for (var i = 1; i <= 3; i++)
        {
            await TickHandledAsync(grain);
            time.Advance(2 * Minute);

            (await probe.NextAsync()).Status.CurrentTickTime.ShouldBe(start + (i * 2 * Minute));
        }
    }

    [Fact]
    public async Task Register_SameNameAgain_ReplacesTheFormer()
    {
        await using var silo = await StartInMemoryAsync();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("ada");
        var start = time.GetUtcNow().UtcDateTime;
        await grain.Register("tea", Minute, Minute);

        await grain.Register("tea", 3 * Minute, Minute);
        time.Advance(3 * Minute);

        (await probe.NextAsync()).Status.CurrentTickTime.ShouldBe(start + (3 * Minute));
        (await grain.FindAll()).ShouldBe(["tea"]);
    }

    [Fact]
    public async Task Register_PeriodBelowTheMinimum_IsRefused()
    {
        await using var silo = await StartInMemoryAsync();

        var registering = silo.Grains.GetGrain<IRemindedGrain>("ada").Register("tea", Minute, TimeSpan.FromSeconds(59));

        (await registering.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain("00:01:00");
    }

    [Fact]
    public async Task Register_InfiniteDueTime_IsRefused()
    {
        await using var silo = await StartInMemoryAsync();

        var registering = silo.Grains.GetGrain<IRemindedGrain>("ada").Register("tea", Timeout.InfiniteTimeSpan, Minute);

        await registering.ShouldThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Unregister_BeforeItIsDue_NeverTicks()
    {
        await using var silo = await StartInMemoryAsync();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("ada");
        await grain.Register("tea", Minute, Minute);
        await grain.Register("bell", 2 * Minute, Minute);

        await grain.Unregister("tea");
        time.Advance(2 * Minute);

        (await probe.NextAsync()).Name.ShouldBe("bell");
        (await grain.Find("tea")).ShouldBeNull();
        (await grain.FindAll()).ShouldBe(["bell"]);
    }

    [Fact]
    public async Task ReceiveReminder_Fails_TicksAgainOnSchedule()
    {
        await using var silo = await StartInMemoryAsync();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("ada");
        var start = time.GetUtcNow().UtcDateTime;
        await grain.Register("tea", Minute, Minute);
        await grain.FailOnce();

        time.Advance(Minute);
        await probe.NextAsync();
        await TickHandledAsync(grain);
        time.Advance(Minute);

        (await probe.NextAsync()).Status.CurrentTickTime.ShouldBe(start + (2 * Minute));
    }

    [Fact]
    public async Task StartSilo_ReminderOfAnEarlierSilo_TicksNextOnScheduleAndNotForMissedTicks()
    {
        var start = time.GetUtcNow().UtcDateTime;
        await using (var first = await StartOnPostgresAsync())
        {
            await first.Grains.GetGrain<IRemindedGrain>("ada").Register("tea", Minute, 2 * Minute);
        }

        time.Advance(4 * Minute); // the ticks at 1 and 3 minutes are missed
        await using var second = await StartOnPostgresAsync();
        time.Advance(Minute);

        var tick = await probe.NextAsync();
        tick.Status.FirstTickTime.ShouldBe(start + Minute);
        tick.Status.CurrentTickTime.ShouldBe(start + (5 * Minute));
        probe.Ticks.Reader.Count.ShouldBe(0);
        await second.Grains.GetGrain<IRemindedGrain>("ada").Unregister("tea");
    }

    [Fact]
    public async Task Unregister_OnPostgres_RemovesTheRow()
    {
        await using var silo = await StartOnPostgresAsync();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("grace");
        await grain.Register("tea", Minute, Minute);
        await grain.Register("tea", 2 * Minute, Minute);
        await grain.Register("bell", Minute, Minute);

        await grain.Unregister("tea");

        (await grain.FindAll()).ShouldBe(["bell"]);
        await grain.Unregister("bell");
    }

    [Fact]
    public async Task StartSilo_NoTable_SaysWhichToChoose()
    {
        var starting = TestSilo.StartAsync(silo => silo.AddReminders());

        (await starting.ShouldThrowAsync<OrleansConfigurationException>()).Message.ShouldContain("UseAdoNetReminderService");
    }

    /// <summary>
    /// Returns when the service waits for the next tick: this call's turn comes after the tick's in the grain, and after the tick's
    /// answer in the service.
    /// </summary>
    private static async Task TickHandledAsync(IRemindedGrain grain) => await grain.Find("tea");

    private Task<TestSilo> StartInMemoryAsync() => TestSilo.StartAsync(
        silo =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton(probe);
        },
        time);

    private Task<TestSilo> StartOnPostgresAsync() => TestSilo.StartAsync(
        silo =>
        {
            silo.UseAdoNetReminderService(options =>
            {
                options.Invariant = database.Invariant;
                options.ConnectionString = database.ConnectionString;
            });
            silo.Services.AddSingleton(probe);
        },
        time);
}
