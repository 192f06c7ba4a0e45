using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Tests.Observability;

public sealed class LockOrderTests
{
    private readonly LockOrder order = new();
    private readonly Lock room = new();
    private readonly Lock outbox = new();

    [Fact]
    public void Take_InTheOrderOfTheRanks_IsAllowed()
    {
        order.Take(LockRank.Room, room);

        Should.NotThrow(() => order.Take(LockRank.Outbox, outbox));
    }

    [Fact]
    public void Take_AgainstTheOrder_ThrowsAndNamesBoth()
    {
        order.Take(LockRank.Outbox, outbox);

        var thrown = Should.Throw<InvalidOperationException>(() => order.Take(LockRank.Room, room));

        thrown.Message.ShouldBe("A lock of rank Room is taken while a lock of rank Outbox is held; LockRank gives the order.");
    }

    [Fact]
    public void Take_TwoOfOneRank_Throws()
    {
        order.Take(LockRank.Outbox, outbox);

        Should.Throw<InvalidOperationException>(() => order.Take(LockRank.Outbox, new Lock()));
    }

    [Fact]
    public void Take_OneThatIsHeldAlready_IsAllowedAtAnyTime()
    {
        order.Take(LockRank.Room, room);
        order.Take(LockRank.Outbox, outbox);

        Should.NotThrow(() => order.Take(LockRank.Room, room));
    }

    [Fact]
    public void Take_TheEarlierOneAfterTheLaterWasReleased_IsAllowed()
    {
        order.Take(LockRank.Outbox, outbox);
        order.Release(outbox);

        Should.NotThrow(() => order.Take(LockRank.Room, room));
    }

    [Fact]
    public void Release_OneOfTwoTimes_StillHoldsTheLock()
    {
        order.Take(LockRank.Outbox, outbox);
        order.Take(LockRank.Outbox, outbox);

        order.Release(outbox);

        Should.Throw<InvalidOperationException>(() => order.Take(LockRank.Room, room));
    }
}
