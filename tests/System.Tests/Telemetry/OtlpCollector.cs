using System.Buffers.Binary;
using System.Net;
using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>
/// Receives metrics and traces by OTLP on a loopback port, over gRPC or as protobuf over HTTP/1.1, and keeps them.
/// </summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const string GrpcMethod = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const string HttpPath = "/v1/metrics";
    private const string GrpcTraceMethod = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string HttpTracePath = "/v1/traces";

    /// <summary>A byte for the compression and four bytes for the length before each gRPC message.</summary>
    private const int GrpcPrefixBytes = 5;

    private readonly Channel<OtlpExport> exports = Channel.CreateUnbounded<OtlpExport>();
    private readonly Channel<OtlpSpan> spans = Channel.CreateUnbounded<OtlpSpan>();
    private readonly WebApplication app;

    private OtlpCollector(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <param name="isGrpc">False for protobuf over HTTP/1.1.</param>
    /// <param name="port">The port; 0 lets the system choose.</param>
    public static async Task<OtlpCollector> StartAsync(bool isGrpc, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.WebHost.UseUrls();
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.Run(isGrpc ? collector.TakeGrpcAsync : collector.TakeHttpAsync);
        await app.StartAsync();
        collector.Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return collector;
    }

    /// <summary>Waits for the next export that satisfies a condition.</summary>
    public async Task<OtlpExport> WaitForAsync(Predicate<OtlpExport> isIt, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await foreach (var export in exports.Reader.ReadAllAsync(patience.Token))
        {
            if (isIt(export))
            {
                return export;
            }
        }

        throw new InvalidOperationException("The collector was closed.");
    }

    /// <summary>All spans in the order in which they came, up to and including the first that satisfies a condition.</summary>
    public async Task<IReadOnlyList<OtlpSpan>> SpansUntilAsync(Predicate<OtlpSpan> isIt, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        var seen = new List<OtlpSpan>();
        await foreach (var span in spans.Reader.ReadAllAsync(patience.Token))
        {
            seen.Add(span);
            if (isIt(span))
            {
                return seen;
            }
        }

        throw new InvalidOperationException("The collector was closed.");
    }

    /// <summary>The spans that came and were not awaited; no more will come.</summary>
    public IReadOnlyList<OtlpSpan> RestOfSpans()
    {
        var rest = new List<OtlpSpan>();
        while (spans.Reader.TryRead(out var span))
        {
            rest.Add(span);
        }

        return rest;
    }

    /// <summary>The exports that came and were not awaited; no more will come.</summary>
    public IReadOnlyList<OtlpExport> Rest()
    {
        var rest = new List<OtlpExport>();
        while (exports.Reader.TryRead(out var export))
        {
            rest.Add(export);
        }

        return rest;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeGrpcAsync(HttpContext http)
    {
        http.Request.Path.Value.ShouldBeOneOf(GrpcMethod, GrpcTraceMethod);
        var body = await ReadAsync(http);
        BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)).ShouldBe(body.Length - GrpcPrefixBytes);
        Take(ByteString.CopyFrom(body.AsSpan(GrpcPrefixBytes)), http.Request, GrpcTraceMethod);
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(new byte[GrpcPrefixBytes]);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task TakeHttpAsync(HttpContext http)
    {
        http.Request.Path.Value.ShouldBeOneOf(HttpPath, HttpTracePath);
        http.Request.ContentType.ShouldBe("application/x-protobuf");
        Take(ByteString.CopyFrom(await ReadAsync(http)), http.Request, HttpTracePath);
        http.Response.ContentType = "application/x-protobuf";
    }

    private void Take(ByteString body, HttpRequest request, string tracePath)
    {
        if (request.Path.Value != tracePath)
        {
            exports.Writer.TryWrite(new OtlpExport(body, request.Headers["x-tenant"].ToString()));
            return;
        }

        foreach (var span in OtlpSpan.AllOf(body))
        {
            spans.Writer.TryWrite(span);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
