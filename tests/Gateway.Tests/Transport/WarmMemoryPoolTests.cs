using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Tests.Transport;

public sealed class WarmMemoryPoolTests
{
    [Fact]
    public void Rent_AfterSomeWereGivenBack_LendsTheLastOneFirst()
    {
        using var pool = new WarmMemoryPool();
        var first = pool.Rent();
        var second = pool.Rent();

        first.Dispose();
        second.Dispose();

        pool.Rent().ShouldBeSameAs(second);
        pool.Rent().ShouldBeSameAs(first);
    }

    [Fact]
    public void Rent_AnySizeUpToABlock_IsAWholeBlock()
    {
        using var pool = new WarmMemoryPool();

        foreach (var size in new[] { -1, 0, 1, pool.MaxBufferSize })
        {
            pool.Rent(size).Memory.Length.ShouldBe(WarmMemoryPool.BlockBytes);
        }
    }

    [Fact]
    public void Rent_MoreThanABlock_IsRefused()
    {
        using var pool = new WarmMemoryPool();

        Should.Throw<ArgumentOutOfRangeException>(() => pool.Rent(WarmMemoryPool.BlockBytes + 1));
    }

    [Fact]
    public void Rent_BlocksInUseAtOnce_AreAllDifferent()
    {
        using var pool = new WarmMemoryPool();

        var lent = Enumerable.Range(0, 100).Select(_ => pool.Rent()).ToList();

        lent.Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(100);
    }

    [Fact]
    public void Dispose_OfMoreBlocksThanAreKept_KeepsTheBound()
    {
        using var pool = new WarmMemoryPool();
        var lent = Enumerable.Range(0, WarmMemoryPool.KeptMax + 1).Select(_ => pool.Rent()).ToList();

        lent.ForEach(static block => block.Dispose());

        var again = Enumerable.Range(0, WarmMemoryPool.KeptMax + 1).Select(_ => pool.Rent()).ToList();
        again.Count(lent.Contains).ShouldBe(WarmMemoryPool.KeptMax);
    }

    [Fact]
    public void Dispose_WhileBlocksAreLent_LetsThemComeBackToNobody()
    {
        var pool = new WarmMemoryPool();
        var block = pool.Rent();

        pool.Dispose();
        block.Dispose();

        Should.Throw<ObjectDisposedException>(() => pool.Rent());
    }
}
