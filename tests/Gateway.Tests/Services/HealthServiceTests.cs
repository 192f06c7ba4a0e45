using AudioRooms.Gateway.Tests.Sessions;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace AudioRooms.Gateway.Tests.Services;

/// <summary>gRPC health v1 gives the answer of <c>/readyz</c>, without a token.</summary>
public sealed class HealthServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly GatewayHost host = new();

    private Health.HealthClient Client => new(host.Channel);

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Check_ClusterAnswers_IsServing() =>
        (await Client.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(ServingStatus.Serving);

    [Fact]
    public async Task Check_ClusterDoesNotAnswer_IsNotServing()
    {
        host.Cluster.Fault = new TimeoutException("no silo");

        (await Client.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(ServingStatus.NotServing);
    }

    [Fact]
    public async Task Check_OfAServiceThatIsNotThere_IsNotFound()
    {
        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Client.CheckAsync(new HealthCheckRequest { Service = "kitchen" }));

        refused.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Watch_ReadinessIsLostAndComesBack_TellsBoth()
    {
        using var call = Client.Watch(new HealthCheckRequest());
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        host.Cluster.Fault = new TimeoutException("no silo");
        await PublishAsync();
        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);

        host.Cluster.Fault = null;
        await PublishAsync();
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task Watch_HostStops_TellsNotServingAndEnds()
    {
        using var call = Client.Watch(new HealthCheckRequest());
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
        (await call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeFalse();
    }

    // The host does this every half minute by its own clock.
    private async Task PublishAsync()
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        foreach (var publisher in host.Services.GetServices<IHealthCheckPublisher>())
        {
            await publisher.PublishAsync(report, default);
        }
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        (await call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeTrue();
        return call.ResponseStream.Current.Status;
    }
}
