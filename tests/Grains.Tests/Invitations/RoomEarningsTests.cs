using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Invitations;

public sealed class RoomEarningsOnSqliteTests(SqliteTestDatabase database)
    : RoomEarningsTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class RoomEarningsOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : RoomEarningsTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>A room's end credits invitations to its participants. The rules' tests cover how long a room must last.</summary>
public abstract class RoomEarningsTests(TestDatabase database) : IAsyncLifetime
{
    private readonly RoomEndWatch ends = new();
    private ClockedCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await ClockedCluster.StartAsync(database, new ManualTime(), silo =>
    {
        silo.Services.Configure<InvitationOptions>(options => options.Earning =
        [
            new EarningRule { Deed = Deed.Hosted, OthersOnStage = 2, Per = EarningPeriod.Week },
            new EarningRule { Deed = Deed.Spoke, Per = EarningPeriod.Month },
        ]);

        // This consumer is registered last, so it is told after all others.
        silo.Services.AddSingleton<IAnnouncementConsumer>(ends);
    });

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task RoomEnds_AfterTwoOthersWereOnStage_CreditsHostAndSpeakersOncePerPeriod()
    {
        var (ada, ben, eve) = (await MemberAsync("ada"), await MemberAsync("ben"), await MemberAsync("eve"));

        await HoldRoomAsync(ada, ben, eve);
        await HoldRoomAsync(ada, ben, eve);

        (await RemainingAsync(ada)).ShouldBe(3);
        (await RemainingAsync(ben)).ShouldBe(3);
        (await RemainingAsync(eve)).ShouldBe(3);
    }

    [Fact]
    public async Task RoomEnds_SomebodyWithoutALedgerSpoke_CreditsTheOthers()
    {
        var ada = await MemberAsync("ada");
        var guest = await SomebodyAsync("guest");
        var ben = await MemberAsync("ben");

        await HoldRoomAsync(ada, guest, ben);

        (await RemainingAsync(ada)).ShouldBe(3);
        (await RemainingAsync(ben)).ShouldBe(3);
        (await RemainingAsync(guest)).ShouldBe(0);
    }

    private async Task HoldRoomAsync(Person owner, params Person[] guests)
    {
        var id = new RoomId(Identifiers.NewId());
        var room = cluster.Grains.GetGrain<IRoomGrain>(id.Value);
        (await room.CreateAsync(new CreateRoom(owner, "Evening", [], "en", StagePolicy.Open, 3))).Rejection.ShouldBeNull();
        foreach (var person in guests.Prepend(owner))
        {
            (await room.TakeStageAsync(person)).Rejection.ShouldBeNull();
        }

        var told = ends.WhenEnded(id);
        (await room.EndAsync(owner.Id)).Rejection.ShouldBeNull();
        await told;
    }

    private async Task<Person> MemberAsync(string name)
    {
        var person = await SomebodyAsync(name);
        await Ledger(person).OpenAsync(null);
        return person;
    }

    private async Task<Person> SomebodyAsync(string name)
    {
        var person = new Person(new UserId(Identifiers.NewId()), name, name);
        await cluster.Grains.GetGrain<IUserGrain>(person.Id.Value).RegisterAsync(person);
        return person;
    }

    private async Task<int> RemainingAsync(Person person) => (await Ledger(person).ListAsync(1, null)).Remaining;

    private IInvitationLedgerGrain Ledger(Person person) => cluster.Grains.GetGrain<IInvitationLedgerGrain>(person.Id.Value);

    private sealed class RoomEndWatch : IAnnouncementConsumer
    {
        private readonly Dictionary<string, TaskCompletionSource> awaited = [];

        public Task WhenEnded(RoomId room)
        {
            lock (awaited)
            {
                var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                awaited.Add($"room/{room}", told);
                return told.Task;
            }
        }

        public Task ConsumeAsync(Announcement a, string id, CancellationToken ct)
        {
            lock (awaited)
            {
                if (a.Kind == AnnouncementKind.RoomEnded && awaited.TryGetValue(a.Subject, out var told))
                {
                    told.TrySetResult();
                }
            }

            return Task.CompletedTask;
        }
    }
}
