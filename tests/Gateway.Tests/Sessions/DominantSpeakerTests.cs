using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class DominantSpeakerTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public DominantSpeakerTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Dominant_AnotherLeads_EverybodyIsToldOnce()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id);

        await LeadAsync(7, "ada");
        await LeadAsync(7, "ada");
        harness.Rooms.MergeReactions();
        harness.Rooms.MergeReactions();

        ada.Take().ShouldHaveSingleItem().Dominant.ShouldBe(new DominantSpeaker { Source = 7, UserId = "ada" });
        ben.Take().ShouldHaveSingleItem().Dominant.UserId.ShouldBe("ada");
    }

    [Fact]
    public async Task Dominant_NobodySpeaksAnyMore_IsSaidWithoutAName()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        await LeadAsync(7, "ada");
        ada.Take();
        harness.Time.Advance(TimeSpan.FromSeconds(1));

        await harness.Cluster.ListenerGrainsOf(room.Id).Single().NotifyDominantAsync(null);

        ada.Take().ShouldHaveSingleItem().Dominant.ShouldBe(new DominantSpeaker());
    }

    [Fact]
    public async Task Dominant_ChangesTenTimesASecond_DevicesHearOfThreeAndOfTheLast()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);

        for (var change = 0; change < 40; change++)
        {
            await LeadAsync((uint)(change % 2) + 1, change % 2 == 0 ? "ada" : "ben");
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            if (change % 5 == 4)
            {
                harness.Rooms.MergeReactions();
                harness.Rooms.MergeReactions();
            }
        }

        var told = ada.Take();
        told.Count.ShouldBeLessThanOrEqualTo(12);
        told[^1].Dominant.UserId.ShouldBe("ben");
    }

    [Fact]
    public async Task Join_SomebodyLeads_IsToldRightAfterJoined()
    {
        await harness.JoinAsync(People.Ada, room.Id);
        await LeadAsync(7, "ada");

        var late = await harness.JoinAsync(People.Ben, room.Id);

        late.Take().ShouldHaveSingleItem().Dominant.UserId.ShouldBe("ada");
    }

    [Fact]
    public async Task Dominant_InTheBroadcastClass_ComesJustBeforeTheNextBundle()
    {
        var ada = await harness.JoinStageAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);
        ben.Take();
        await LeadAsync(7, "ada");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await LeadAsync(8, "eve");
        ben.Take().ShouldBeEmpty();

        ada.Speak(1);
        await ada.SettleAsync();
        await harness.Rooms.HeartbeatAsync();
        for (var turn = 0; turn < 10; turn++)
        {
            harness.Turn();
        }

        var told = ben.Take();
        told.Count.ShouldBe(2);
        told[0].Dominant.UserId.ShouldBe("eve");
        told[1].Bundle.ShouldNotBeNull();
    }

    [Fact]
    public async Task Dominant_InTheBroadcastClassAndNobodySpeaks_ComesByItself()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);
        await LeadAsync(7, "ada");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.Rooms.HeartbeatAsync();
        ben.Take().ShouldBeEmpty();

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.Rooms.HeartbeatAsync();

        ben.Take().ShouldHaveSingleItem().Dominant.UserId.ShouldBe("ada");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.Rooms.HeartbeatAsync();
        ben.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_AMinute_NobodyIsSentAnythingAndTheWheelSleeps()
    {
        var ada = await harness.JoinStageAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        ada.Take();
        ben.Take();
        var opened = harness.Cluster.ListenerGrainsOf(room.Id).Single().Reports.Count;

        for (var second = 0; second < 15; second++)
        {
            harness.Turn();
            harness.Rooms.MergeReactions();
            harness.Rooms.MergeReactions();
        }

        ada.Take().ShouldBeEmpty();
        ben.Take().ShouldBeEmpty();
        harness.Wheel.Turn();
        harness.Wheel.IsAsleep.ShouldBeTrue();
        harness.Cluster.ListenerGrainsOf(room.Id).Single().Reports.Count.ShouldBe(opened);
    }

    private Task LeadAsync(uint source, string user) =>
        harness.Cluster.ListenerGrainsOf(room.Id)
            .Single()
            .NotifyDominantAsync(new DominantVoice(source, new Contracts.Users.UserId(user)));
}
