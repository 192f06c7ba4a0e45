using Orleans.Concurrency;
using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Runtime;

/// <summary>The stand-in's mode in which every call goes to bytes and back. On upstream the property means nothing.</summary>
public sealed class SerializedCallTests : IAsyncLifetime
{
    private readonly TestCluster _cluster;

    public SerializedCallTests()
    {
        var builder = new TestClusterBuilder(1);
        builder.Properties["AUDIOROOMS_ORLEANS_SERIALIZE_CALLS"] = "1";
        _cluster = builder.Build();
    }

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Call_ArgumentsAndResult_SurviveTheBytes()
    {
        var grain = _cluster.Client.GetGrain<IKeepingGrain>("bytes");

        await grain.KeepAsync(["a", "b"]);

        (await grain.GetAsync()).ShouldBe(["a", "b"]);
        (await grain.CountAsync(new Immutable<byte[]>([1, 2, 3]))).ShouldBe(3);
    }

    [Fact]
    public async Task Call_MethodThrows_TypeAndMessageSurviveTheBytes()
    {
        var grain = _cluster.Client.GetGrain<IFailingGrain>("bytes");

        var exception = await Should.ThrowAsync<ArgumentException>(() => grain.ThrowAsync("over the wire"));

        exception.Message.ShouldContain("over the wire");
    }

    [Fact]
    public async Task Call_TokenCancelled_CalleeSeesIt()
    {
        var grain = _cluster.Client.GetGrain<IFailingGrain>("bytes-cancelled");
        using var cancellation = new CancellationTokenSource();

        var call = grain.WaitForCancellationAsync("bytes-cancelled", cancellation.Token);
        await Gate.PassAsync("bytes-cancelled-started");
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Gate.PassAsync("bytes-cancelled-seen");
    }
}
