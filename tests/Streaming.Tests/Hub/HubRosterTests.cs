namespace AudioRooms.Streaming.Tests;

public sealed class HubRosterTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly Guid A = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid B = new("00000000-0000-0000-0000-00000000000b");

    private readonly HubRoster roster = new(Guid.NewGuid());
    private long sequence;

    [Fact]
    public void Apply_FirstListener_IsInTheViewWithANewVersion()
    {
        bool changed = roster.Apply(Announce(A, listens: true), Start);

        changed.ShouldBeTrue();
        roster.View.Version.ShouldBe(1);
        roster.View.Relays.Select(relay => relay.NodeId).ShouldBe([A]);
    }

    [Fact]
    public void Apply_PublisherOnly_DoesNotChangeTheView()
    {
        bool changed = roster.Apply(Announce(A, publishes: true), Start);

        changed.ShouldBeFalse();
        roster.View.Relays.ShouldBeEmpty();
        roster.PublishersExcept(B).Count().ShouldBe(1);
    }

    [Fact]
    public void Apply_Renewal_KeepsTheVersionAndProlongsTheLease()
    {
        roster.Apply(Announce(A, listens: true), Start);

        bool renewed = roster.Apply(Announce(A, listens: true), Start + (0.9 * Lease));
        bool later = roster.Apply(Announce(B, publishes: true), Start + (1.8 * Lease));

        renewed.ShouldBeFalse();
        later.ShouldBeFalse();
        roster.View.Relays.Select(relay => relay.NodeId).ShouldBe([A]);
    }

    [Fact]
    public void Apply_ListenerStoppedRenewing_IsForgottenWhenSomebodyCalls()
    {
        roster.Apply(Announce(A, listens: true), Start);

        bool changed = roster.Apply(Announce(B, publishes: true), Start + Lease);

        changed.ShouldBeTrue();
        roster.View.Relays.ShouldBeEmpty();
        roster.View.Version.ShouldBe(2);
    }

    [Fact]
    public void Apply_Leaving_RemovesTheListenerAtOnce()
    {
        roster.Apply(Announce(A, listens: true), Start);

        roster.Apply(Announce(A), Start).ShouldBeTrue();

        roster.View.Relays.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_OvertakenAnnouncement_DoesNotReviveWhoLeft()
    {
        HubAnnouncement late = Announce(A, listens: true);
        roster.Apply(Announce(A), Start);

        bool changed = roster.Apply(late, Start);

        changed.ShouldBeFalse();
        roster.View.Relays.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_PublisherKnowsListenersOfADeadHub_TheyAreAdoptedForOneLease()
    {
        HubView former = new() { Epoch = Guid.NewGuid(), Version = 7, Relays = [new HubRelay { NodeId = A, Node = Node }] };

        bool adopted = roster.Apply(Announce(B, publishes: true, known: former), Start);
        Guid[] before = [.. roster.View.Relays.Select(relay => relay.NodeId)];
        bool expired = roster.Apply(Announce(B, publishes: true), Start + Lease);

        adopted.ShouldBeTrue();
        before.ShouldBe([A]);
        expired.ShouldBeTrue();
        roster.View.Relays.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_PublisherKnowsThisHubsOwnView_NobodyIsAdopted()
    {
        roster.Apply(Announce(A, listens: true), Start);
        HubView known = roster.View;
        roster.Apply(Announce(A), Start);

        roster.Apply(Announce(B, publishes: true, known: known), Start).ShouldBeFalse();

        roster.View.Relays.ShouldBeEmpty();
    }

    private static ILiveStreamNode Node => new FakeNode(new FakeCluster());

    private HubAnnouncement Announce(Guid node, bool listens = false, bool publishes = false, HubView? known = null) => new()
    {
        StreamId = StreamId.Create("stage", "room"),
        NodeId = node,
        Node = Node,
        Sequence = ++sequence,
        Listens = listens,
        Publishes = publishes,
        Lease = Lease,
        Known = known,
    };
}
