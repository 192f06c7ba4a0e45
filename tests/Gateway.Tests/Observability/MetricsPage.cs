using System.Diagnostics.Metrics;
using System.Net;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Tests.Observability;

/// <summary>A host with <c>/metrics</c> only, mapped as in the product, and with its own meters.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private MetricsPage(WebApplication app, IMeterFactory meters)
    {
        this.app = app;
        Meters = meters;
        http = new HttpClient
        {
            BaseAddress = new Uri(
                app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
    }

    /// <summary>Makes the host's meters.</summary>
    public IMeterFactory Meters { get; }

    public static async Task<MetricsPage> StartAsync()
    {
        var meters = new OwnMeters();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.WebHost.UseUrls();
        builder.Services.AddSingleton<IMeterFactory>(meters);
        builder.Services.AddHostMetrics();
        var app = builder.Build();
        HostMetrics.Map(app);
        await app.StartAsync();
        return new MetricsPage(app, meters);
    }

    /// <summary>The present content of the page.</summary>
    public Task<string> CollectAsync() => http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <param name="method">The method of the request.</param>
    /// <param name="accept">The Accept header; null for none.</param>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, "/metrics");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("accept", accept).ShouldBeTrue();
        }

        return await http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}
