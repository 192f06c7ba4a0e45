using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.StandIn.Health;

/// <summary>Answers <c>grpc.health.v1.Health</c> from the application's health checks.</summary>
internal sealed class HealthService(
    IOptions<GrpcHealthChecksOptions> options, HealthCheckService checks, HealthBoard board, IHostApplicationLifetime lifetime)
    : Grpc.Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        await FindAsync(request.Service, context.CancellationToken).ConfigureAwait(false) is { } status
            ? new HealthCheckResponse { Status = status }
            : throw new RpcException(new Status(StatusCode.NotFound, "No health is known of this service."));

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken,
            options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping);
        var changes = board.Watch(request.Service);
        try
        {
            var told = await FindAsync(request.Service, ending.Token).ConfigureAwait(false) ?? ServingStatus.ServiceUnknown;
            await responseStream.WriteAsync(new HealthCheckResponse { Status = told }, context.CancellationToken).ConfigureAwait(false);
            await foreach (var status in changes.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                if (status != told)
                {
                    told = status;
                    await responseStream.WriteAsync(new HealthCheckResponse { Status = told }, context.CancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }, context.CancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            board.Unwatch(request.Service, changes);
        }
    }

    private async ValueTask<ServingStatus?> FindAsync(string service, CancellationToken cancellationToken)
    {
        if (!options.Value.Services.TryGet(service, out var mapping))
        {
            return null;
        }

        if (options.Value.UseHealthChecksCache)
        {
            return board.Find(service) ?? ServingStatus.Unknown;
        }

        var report = await checks.CheckHealthAsync(
            registration => mapping.HealthCheckPredicate!(new HealthCheckMapContext(registration.Name, registration.Tags)),
            cancellationToken).ConfigureAwait(false);
        return HealthVerdict.Of(report.Entries.Select(entry => entry.Value.Status));
    }
}
