using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace AudioRooms.Compat.Grpc.Server;

public sealed class HealthTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task Check_OfTheServer_IsWhatItsChecksSay(HealthStatus status, ServingStatus expected)
    {
        await using var server = await StartAsync(checks => checks.AddCheck("store", () => new HealthCheckResult(status)));
        using var channel = server.CreateChannel();

        var response = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());

        response.Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Check_OfAMappedService_CountsItsChecksOnly()
    {
        await using var server = await StartAsync(
            checks => checks
                .AddCheck("store", () => HealthCheckResult.Unhealthy(), tags: ["data"])
                .AddCheck("loop", () => HealthCheckResult.Healthy(), tags: ["live"]),
            options => options.Services.Map("rooms", check => check.Tags.Contains("live")));
        using var channel = server.CreateChannel();

        var response = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = "rooms" });

        response.Status.ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task Check_OfAnUnknownService_IsNotFound()
    {
        await using var server = await StartAsync(_ => { });
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = "nobody" }));

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Watch_WhenResultsArePublished_TellsChangesOnly()
    {
        await using var server = await StartAsync(checks => checks.AddCheck("store", () => HealthCheckResult.Healthy()));
        using var channel = server.CreateChannel();
        using var call = new Health.HealthClient(channel).Watch(new HealthCheckRequest());
        var publisher = server.Services.GetServices<IHealthCheckPublisher>().Single();

        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);
        await publisher.PublishAsync(Report(HealthStatus.Healthy), CancellationToken.None);
        await publisher.PublishAsync(Report(HealthStatus.Unhealthy), CancellationToken.None);

        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
    }

    [Fact]
    public async Task Watch_OfAnUnknownService_SaysSoAndStaysOpen()
    {
        await using var server = await StartAsync(_ => { });
        using var channel = server.CreateChannel();
        using var call = new Health.HealthClient(channel).Watch(new HealthCheckRequest { Service = "nobody" });

        (await NextAsync(call)).ShouldBe(ServingStatus.ServiceUnknown);
        call.ResponseStream.MoveNext().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Watch_WhenTheServerStops_TellsNotServingAndEnds()
    {
        await using var server = await StartAsync(checks => checks.AddCheck("store", () => HealthCheckResult.Healthy()));
        using var channel = server.CreateChannel();
        using var call = new Health.HealthClient(channel).Watch(new HealthCheckRequest());
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
    }

    private static Task<GrpcHost> StartAsync(Action<IHealthChecksBuilder> checks, Action<GrpcHealthChecksOptions>? options = null) =>
        GrpcHost.StartAsync(
            application => application.MapGrpcHealthChecksService(),
            services: services => checks(services.AddGrpcHealthChecks(options ?? (_ => { }))));

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        return call.ResponseStream.Current.Status;
    }

    private static HealthReport Report(HealthStatus status) => new(
        new Dictionary<string, HealthReportEntry> { ["store"] = new(status, null, TimeSpan.Zero, null, null) }, TimeSpan.Zero);
}
