namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class RequestContextTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Set_ThenCall_TravelsThroughTwoGrains()
    {
        RequestContext.Set("trace", "abc");

        var seen = await cluster.Grains.GetGrain<IContextGrain>("outer").ReadThroughAsync("inner", "trace");

        seen.ShouldBe("abc");
    }

    [Fact]
    public async Task Set_InCallee_DoesNotComeBack()
    {
        RequestContext.Clear();

        await cluster.Grains.GetGrain<IContextGrain>("setter").SetAsync("from-callee", "x");

        RequestContext.Get("from-callee").ShouldBeNull();
    }

    [Fact]
    public async Task Set_InOneCall_IsNotSeenByTheNext()
    {
        var grain = cluster.Grains.GetGrain<IContextGrain>("leak");
        RequestContext.Clear();

        await grain.SetAsync("leaked", "x");

        (await grain.ReadAsync("leaked")).ShouldBeNull();
    }
}

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> ReadAsync(string key);

    Task<string?> ReadThroughAsync(string other, string key);

    Task SetAsync(string key, string value);
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> ReadAsync(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public async Task<string?> ReadThroughAsync(string other, string key)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<IContextGrain>(other).ReadAsync(key);
    }

    public Task SetAsync(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }
}
