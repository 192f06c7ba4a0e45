using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class FilterTests
{
    [Fact]
    public async Task IncomingFilter_Call_SeesTargetMethodAndResult()
    {
        var seen = new List<string>();
        await using var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddIncomingGrainCallFilter(async context =>
            {
                await context.Invoke();
                if (context.InterfaceMethod.DeclaringType == typeof(IFilteredGrain))
                {
                    lock (seen)
                    {
                        seen.Add($"{context.TargetId.Key} {context.MethodName} {context.ImplementationMethod.DeclaringType!.Name} {context.Result}");
                    }
                }
            }))
            .Build();
        await cluster.DeployAsync();

        await cluster.Client.GetGrain<IFilteredGrain>("in").DoubleAsync(21);

        seen.ShouldBe(["in DoubleAsync FilteredGrain 42"]);
    }

    [Fact]
    public async Task IncomingFilter_SetsResult_CallerGetsIt()
    {
        await using var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddIncomingGrainCallFilter(async context =>
            {
                await context.Invoke();
                if (context.MethodName == nameof(IFilteredGrain.DoubleAsync))
                {
                    context.Result = 5;
                }
            }))
            .Build();
        await cluster.DeployAsync();

        var result = await cluster.Client.GetGrain<IFilteredGrain>("result").DoubleAsync(1);

        result.ShouldBe(5);
    }

    [Fact]
    public async Task IncomingFilter_MethodThrows_SeesTheException()
    {
        Exception? seen = null;
        await using var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddIncomingGrainCallFilter(async context =>
            {
                try
                {
                    await context.Invoke();
                }
                catch (NotSupportedException exception)
                {
                    seen = exception;
                    throw;
                }
            }))
            .Build();
        await cluster.DeployAsync();

        await Should.ThrowAsync<NotSupportedException>(() => cluster.Client.GetGrain<IFilteredGrain>("throws").FailAsync());

        seen.ShouldNotBeNull();
    }

    [Fact]
    public async Task GrainsOwnFilter_Call_RunsInsideTheGrain()
    {
        await using var cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        var grain = cluster.Client.GetGrain<IFilteredGrain>("own");

        await grain.DoubleAsync(1);

        (await grain.GetFilteredAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task OutgoingFilter_GrainCallsGrain_SeesTheCall()
    {
        var seen = new List<string>();
        await using var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddOutgoingGrainCallFilter(async context =>
            {
                await context.Invoke();
                if (context.MethodName == nameof(IFilteredGrain.DoubleAsync) && context.SourceId is { } source)
                {
                    lock (seen)
                    {
                        seen.Add($"{source.Key} {context.TargetId.Key} {context.Result}");
                    }
                }
            }))
            .Build();
        await cluster.DeployAsync();

        await cluster.Client.GetGrain<IFilteredGrain>("from").DoubleByAsync("to", 4);

        seen.ShouldBe(["from to 8"]);
    }
}

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> DoubleAsync(int number);

    Task<int> DoubleByAsync(string other, int number);

    Task FailAsync();

    Task<int> GetFilteredAsync();
}

public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    private int _filtered;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        _filtered++;
        await context.Invoke();
    }

    public Task<int> DoubleAsync(int number) => Task.FromResult(number * 2);

    public Task<int> DoubleByAsync(string other, int number) => GrainFactory.GetGrain<IFilteredGrain>(other).DoubleAsync(number);

    public Task FailAsync() => throw new NotSupportedException();

    public Task<int> GetFilteredAsync() => Task.FromResult(_filtered);
}
