using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.StandIn.Hosting;
using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Serialization;

public interface ICountingGrain : IGrainWithIntegerKey
{
    IAsyncEnumerable<Person> Count(int count, int failAt, CancellationToken cancellation = default);

    IAsyncEnumerable<int> Endless(CancellationToken cancellation = default);

    Task<bool> WasStopped();
}

public sealed class CountingGrain : Grain, ICountingGrain
{
    private readonly TaskCompletionSource<bool> _stopped = new();

    public async IAsyncEnumerable<Person> Count(int count, int failAt, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var index = 0; index < count; index++)
        {
            if (index == failAt)
            {
                throw new InvalidOperationException("counted too far");
            }

            if (index % 7 == 0)
            {
                await Task.Yield();
            }

            yield return new Person { Age = index };
        }
    }

    public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellation)
    {
        var never = new TaskCompletionSource();
        yield return 1;
        try
        {
            await never.Task.WaitAsync(cancellation);
        }
        finally
        {
            _stopped.SetResult(cancellation.IsCancellationRequested);
        }
    }

    public Task<bool> WasStopped() => _stopped.Task;
}

/// <summary>Enumerations from another activation, in one process and through bytes.</summary>
public sealed class EnumerationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enumerate_ManyElements_ArriveInOrderAndOnce(bool serializes)
    {
        await using var cluster = await StartAsync(serializes);
        var grain = cluster.Client.GetGrain<ICountingGrain>(1);

        var ages = new List<int>();
        await foreach (var person in grain.Count(250, failAt: -1).WithBatchSize(40))
        {
            ages.Add(person.Age);
        }

        ages.ShouldBe(Enumerable.Range(0, 250));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enumerate_GrainThrows_CallerGetsTheElementsBeforeAndThenTheException(bool serializes)
    {
        await using var cluster = await StartAsync(serializes);
        var grain = cluster.Client.GetGrain<ICountingGrain>(1);
        var ages = new List<int>();

        var thrown = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var person in grain.Count(10, failAt: 5))
            {
                ages.Add(person.Age);
            }
        });

        thrown.Message.ShouldBe("counted too far");
        ages.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task Enumerate_CallerLeavesEarly_StopsTheGrain()
    {
        await using var cluster = await StartAsync(serializes: false);
        var grain = cluster.Client.GetGrain<ICountingGrain>(1);

        await foreach (var number in grain.Endless())
        {
            number.ShouldBe(1);
            break;
        }

        (await grain.WasStopped()).ShouldBeTrue();
    }

    private static async Task<InProcessTestCluster> StartAsync(bool serializes)
    {
        var builder = new InProcessTestClusterBuilder();
        builder.ConfigureSilo((_, silo) => silo.Services.Configure<CallTestingOptions>(options => options.SerializeCalls = serializes));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
