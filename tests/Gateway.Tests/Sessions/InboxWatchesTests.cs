using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class InboxWatchesTests : IAsyncLifetime, IDisposable
{
    private static readonly UserId Ben = new("ben");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeCluster cluster = new();
    private readonly ManualTime time = new();
    private readonly SiloLosses losses = new();
    private readonly GatewayIdentity gateway = new();
    private readonly InboxWatches watches;

    public InboxWatchesTests() =>
        watches = new InboxWatches(cluster, gateway, losses, time, NullLogger<InboxWatches>.Instance);

    private FakeInbox Inbox => cluster.Inbox(Ben.Value);

    public Task InitializeAsync() => watches.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await watches.StoppingAsync(CancellationToken.None);

    public void Dispose() => watches.Dispose();

    [Fact]
    public async Task Enter_NothingKnown_HearsWhereTheInboxStandsAndThenOfChanges()
    {
        var device = await EnterAsync();

        var first = await NextAsync(device);
        Inbox.Notify(7, FakeInbox.Entry("one", 8));
        var second = await NextAsync(device);

        (first.State.Version, first.Entries.Length, first.IsWhole).ShouldBe((7L, 0, true));
        (second.State.Version, second.IsNews).ShouldBe((8L, true));
        second.Entries.ShouldHaveSingleItem().EntryId.ShouldBe("one");
    }

    [Fact]
    public async Task Enter_ComesBack_HearsWhatWasMissed()
    {
        Inbox.Missed = new InboxChange(
            3, new InboxState(7, 1), [FakeInbox.Entry("one", 5)], ["two"], IsNews: false, IsWhole: true);

        var change = await NextAsync(await EnterAsync(after: 3));

        Inbox.AskedAfter.ShouldBe([3L]);
        (change.Entries.Single().EntryId, change.Removed.Single()).ShouldBe(("one", "two"));
    }

    [Fact]
    public async Task Enter_ManyDevices_AreOneWatchAndAreBounded()
    {
        var devices = new List<InboxSubscription?>();
        for (var index = 0; index <= InboxWatches.PerPersonMax; index++)
        {
            devices.Add(await watches.EnterAsync(Ben, after: null));
        }

        devices[^1].ShouldBeNull();
        devices.SkipLast(1).ShouldAllBe(device => device != null);
    }

    [Fact]
    public async Task OnInbox_SomethingWasLost_FetchesIt()
    {
        var device = await EnterAsync();
        await NextAsync(device);
        Inbox.Missed = new InboxChange(
            7, new InboxState(9, 2), [FakeInbox.Entry("lost", 8), FakeInbox.Entry("told", 9)], [], false, true);

        Inbox.Notify(after: 8, FakeInbox.Entry("told", 9));
        var change = await NextAsync(device);

        change.Entries.Select(entry => entry.EntryId).ShouldBe(["lost", "told"]);
        change.IsNews.ShouldBeTrue();
    }

    [Fact]
    public async Task Renewal_TheInboxWentOn_FetchesWhatWasLost()
    {
        var device = await EnterAsync();
        await NextAsync(device);
        Inbox.State = new InboxState(8, 2);
        Inbox.Missed = new InboxChange(7, Inbox.State, [FakeInbox.Entry("lost", 8)], [], false, true);

        time.Advance(TimeSpan.FromSeconds(30));

        (await NextAsync(device)).Entries.ShouldHaveSingleItem().EntryId.ShouldBe("lost");
        Inbox.Watched.ShouldBe(2);
    }

    [Fact]
    public async Task OnInbox_ComesBeforeTheOneItFollowsAndBothComeTwice_IsToldOnce()
    {
        var device = await EnterAsync();
        await NextAsync(device);
        Inbox.Missed = new InboxChange(
            7, new InboxState(9, 2), [FakeInbox.Entry("one", 8), FakeInbox.Entry("two", 9)], [], false, true);
        Inbox.Notify(after: 8, FakeInbox.Entry("two", 9));
        var change = await NextAsync(device);
        Inbox.Notify(after: 7, FakeInbox.Entry("one", 8));
        Inbox.Notify(after: 8, FakeInbox.Entry("two", 9));

        Inbox.Notify(after: 9, FakeInbox.Entry("three", 10));
        var next = await NextAsync(device);

        change.Entries.Select(entry => entry.EntryId).ShouldBe(["one", "two"]);
        next.Entries.ShouldHaveSingleItem().EntryId.ShouldBe("three");
        next.State.Version.ShouldBe(10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OnInboxMoved_OrASiloWasLost_WatchesAgainWithTheNextBeat(bool itSaysSo)
    {
        var device = await EnterAsync();
        await NextAsync(device);
        Inbox.Forget();
        Inbox.State = new InboxState(8, 2);
        Inbox.Missed = new InboxChange(7, Inbox.State, [FakeInbox.Entry("lost", 8)], [], false, true);

        if (itSaysSo)
        {
            await watches.OnInboxMovedAsync(Ben);
        }
        else
        {
            losses.Report();
        }

        time.Advance(TimeSpan.FromSeconds(1));

        (await NextAsync(device)).Entries.ShouldHaveSingleItem().EntryId.ShouldBe("lost");
        Inbox.Notify(8, FakeInbox.Entry("next", 9));
        (await NextAsync(device)).Entries.ShouldHaveSingleItem().EntryId.ShouldBe("next");
    }

    [Fact]
    public async Task Next_ReaderIsSlow_GetsOneChangeWithTheNewestOfEachEntry()
    {
        var device = await EnterAsync();

        Inbox.Notify(7, FakeInbox.Entry("one", 8));
        Inbox.Notify(8, FakeInbox.Entry("two", 9));
        Inbox.Notify(9, FakeInbox.Entry("one", 10));
        var change = await NextAsync(device);

        change.Entries.Select(entry => (entry.EntryId, entry.Version)).ShouldBe([("two", 9L), ("one", 10L)]);
    }

    [Fact]
    public async Task Next_MoreThanIsHeld_SaysToReadTheList()
    {
        var device = await EnterAsync();
        for (var index = 0; index <= 100; index++)
        {
            Inbox.Notify(7 + index, FakeInbox.Entry($"{index}", 8 + index));
        }

        var change = await NextAsync(device);

        (change.IsWhole, change.Entries.Length, change.State.Version).ShouldBe((false, 0, 108L));
    }

    [Fact]
    public async Task Leave_TheLastDevice_EndsTheWatch()
    {
        var (one, two) = (await EnterAsync(), await EnterAsync());

        watches.Leave(one);
        Inbox.Unwatched.IsCompleted.ShouldBeFalse();
        watches.Leave(two);

        (await Inbox.Unwatched.WaitAsync(Patience)).ShouldBe(gateway.Id);
    }

    private static Task<InboxChange> NextAsync(InboxSubscription device) =>
        device.NextAsync(CancellationToken.None).WaitAsync(Patience);

    private async Task<InboxSubscription> EnterAsync(long? after = null) =>
        (await watches.EnterAsync(Ben, after)).ShouldNotBeNull();
}
