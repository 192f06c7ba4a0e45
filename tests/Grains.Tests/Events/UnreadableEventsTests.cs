using AudioRooms.Contracts;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Discovery;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Events;

public sealed class UnreadableEventsOnSqliteTests(SqliteTestDatabase database)
    : UnreadableEventsTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class UnreadableEventsOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : UnreadableEventsTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>An unreadable row does not hide the other events, and its host can find and repair it.</summary>
public abstract class UnreadableEventsTests(TestDatabase database) : IAsyncLifetime
{
    private readonly Person host = Somebody("host");
    private readonly Person guest = Somebody("guest");
    private readonly string bad = Identifiers.NewId();
    private readonly string good = Identifiers.NewId();
    private readonly DateTime soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10);
    private GrainCluster cluster = null!;

    private IEventDirectoryGrain Directory => cluster.Grains.GetGrain<IEventDirectoryGrain>(0);

    public async Task InitializeAsync() => cluster = await database.GrainsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public static TheoryData<string, string> Damages => new()
    {
        { "REPLACE(payload, 'Etc/UTC', 'Mars/Base')",
          "There is no time zone \"Mars/Base\"; a time zone has an IANA name, for example Europe/Paris." },
        { "REPLACE(payload, 'FREQ=WEEKLY', 'FREQ=HOURLY')",
          "A recurrence needs FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY." },
        { "'{'", "The stored data of this event cannot be read." },
        { "'null'", "The stored data of this event cannot be read." },
        { "REPLACE(payload, '\"Zone\":\"Etc/UTC\"', '\"Zone\":null')", "The stored data of this event cannot be read." },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task AnyReading_OneEventIsUnreadable_ShowsTheOthersAndTheHostItsFault(string payload, string fault)
    {
        await ScheduleBothAsync();
        var feed = Identifiers.NewId();
        await Directory.OpenFeedAsync(feed, host.Id, CalendarScope.User, "");

        await DamageAsync(payload);

        var hosted = (await Directory.ListAsync(EventScope.Hosting, host.Id, "", "", 10, null)).Value!.Events.ToDictionary(
            view => view.EventId);
        hosted[bad].Fault.ShouldBe(fault);
        hosted[bad].Occurrences.ShouldBeEmpty();
        hosted[good].Fault.ShouldBeNull();
        hosted[good].Occurrences.ShouldNotBeEmpty();
        (await Directory.ListAsync(EventScope.Following, guest.Id, "", "", 10, null)).Value!.Events
            .ShouldHaveSingleItem().EventId
            .ShouldBe(good);
        var file = (await Directory.ReadFeedAsync(feed)).ShouldNotBeNull();
        file.ShouldContain($"UID:{good}");
        file.ShouldNotContain($"UID:{bad}");
        (await Event(bad).GetAsync(host.Id, "")).Value!.Fault.ShouldBe(fault);
        (await Event(bad).GetAsync(guest.Id, "")).Rejection.ShouldBe(EventRejection.NotFound);
        var data = cluster.Services.GetServices<IPersonalData>().Single(data => data.Subject == "events");
        (await data.ExportAsync(host.Id)).ToJsonString().ShouldContain(good);
        await cluster.Services.GetRequiredService<SearchTables>().RebuildAsync();
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Edit_OfAnUnreadableEvent_MendsIt(string payload, string fault)
    {
        await ScheduleBothAsync();
        await DamageAsync(payload);
        fault.ShouldNotBeEmpty();

        (await Event(bad).EditAsync(host.Id, Plan())).IsAccepted.ShouldBeTrue();

        (await Directory.ListAsync(EventScope.Hosting, host.Id, "", "", 10, null)).Value!.Events.ShouldAllBe(
            view => view.Fault == null);
        (await Event(bad).GetAsync(guest.Id, "")).Value.ShouldNotBeNull().Occurrences.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Forget_OfAGuestOfAnUnreadableEvent_TakesThemOut()
    {
        await Event(bad).ScheduleAsync(Plan() with { Guests = [guest.Id] });
        await DamageAsync("REPLACE(payload, 'Etc/UTC', 'Mars/Base')");

        await Event(bad).ForgetAsync(guest.Id);

        (await Event(bad).GetAsync(host.Id, "")).Value!.Plan.Guests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_ZoneThatAnEarlierServerTookInAnotherCase_IsThatZone()
    {
        await ScheduleBothAsync();

        await DamageAsync("REPLACE(payload, 'Etc/UTC', 'america/lima')");

        var view = (await Event(bad).GetAsync(guest.Id, "")).Value.ShouldNotBeNull();
        view.Plan.Zone.ShouldBe("America/Lima");
        view.Occurrences[0].StartsAt.Offset.ShouldBe(TimeSpan.FromHours(-5));
    }

    private static Person Somebody(string handle) => new(new UserId(Identifiers.NewId()), handle, handle);

    private ScheduleEvent Plan() => new(
        host, "", false, "Lunch talk", "", [], "en", soon, "Etc/UTC", TimeSpan.FromHours(1), "FREQ=WEEKLY", [], []);

    private IEventGrain Event(string id) => cluster.Grains.GetGrain<IEventGrain>(id);

    private async Task ScheduleBothAsync()
    {
        foreach (var id in new[] { good, bad })
        {
            (await Event(id).ScheduleAsync(Plan())).IsAccepted.ShouldBeTrue();
            (await Event(id).FollowAsync(guest.Id, true, null)).IsAccepted.ShouldBeTrue();
        }
    }

    /// <summary>Overwrites the stored event with a bad one, and starts a silo that has to read it.</summary>
    private async Task DamageAsync(string payload)
    {
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            (await connection.ExecuteAsync($"UPDATE events SET payload = {payload} WHERE event_id = @Id", new { Id = bad }))
                .ShouldBe(1);
        }

        cluster = await database.RestartAsync();
    }
}
