using Orleans.Concurrency;

namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class CopyTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Call_MutableArgument_IsCopied()
    {
        var grain = cluster.Grains.GetGrain<IKeepingGrain>("argument");
        var notes = new List<string> { "first" };

        await grain.KeepAsync(notes);
        notes.Add("added by the caller");

        (await grain.GetAsync()).ShouldBe(["first"]);
    }

    [Fact]
    public async Task Call_MutableResult_IsCopied()
    {
        var grain = cluster.Grains.GetGrain<IKeepingGrain>("result");
        await grain.KeepAsync(["first"]);

        (await grain.GetAsync()).Add("added by the caller");

        (await grain.GetAsync()).ShouldBe(["first"]);
    }
}

public interface IKeepingGrain : IGrainWithStringKey
{
    Task KeepAsync(List<string> notes);

    Task<List<string>> GetAsync();

    Task<int> CountAsync(Immutable<byte[]> payload);
}

public sealed class KeepingGrain : Grain, IKeepingGrain
{
    private List<string> _notes = [];

    public Task KeepAsync(List<string> notes)
    {
        _notes = notes;
        return Task.CompletedTask;
    }

    public Task<List<string>> GetAsync() => Task.FromResult(_notes);

    public Task<int> CountAsync(Immutable<byte[]> payload) => Task.FromResult(payload.Value.Length);
}
