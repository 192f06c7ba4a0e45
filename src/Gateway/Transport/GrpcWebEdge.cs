using System.Globalization;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// gRPC-Web: unary and server-streaming calls for web pages, over HTTP/1.1 and HTTP/2, behind the same interceptors as gRPC. A
/// page of another origin must be listed in <c>WebSockets.AllowedOrigins</c>, as for WebSockets.
/// </summary>
internal static class GrpcWebEdge
{
    /// <summary>Name of the CORS policy for pages of other origins.</summary>
    public const string CorsPolicy = "grpc-web";

    private const string ContentType = "application/grpc-web";

    /// <summary>
    /// How long a browser may keep the answer to its preflight request. Chromium keeps it for two hours at most.
    /// </summary>
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromHours(2);

    private static readonly string[] Sent =
    [
        MetadataNames.Authorization, "content-type", "grpc-timeout", MetadataNames.OperatorKey, "x-grpc-web", "x-user-agent",
    ];

    /// <summary>The response headers that carry a refusal without a body; pages of other origins may read them.</summary>
    private static readonly string[] Read =
    [
        "grpc-status", "grpc-message", MetadataNames.RefusalCode, MetadataNames.RetryAfterMs, MetadataNames.UntilUnixMs,
        MetadataNames.AppealTicket,
    ];

    public static void AddGrpcWebEdge(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<GatewayOptions>>(static (cors, gateway) => cors.AddPolicy(
            CorsPolicy,
            policy => policy
                .WithOrigins([.. gateway.Value.WebSockets.AllowedOrigins])
                .WithMethods(HttpMethods.Post)
                .WithHeaders(Sent)
                .WithExposedHeaders(Read)
                .SetPreflightMaxAge(AskedAgainAfter)));
    }

    public static void Use(WebApplication app)
    {
        var origins = new OriginRule(app.Services.GetRequiredService<GatewayOptions>().WebSockets.AllowedOrigins);
        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        app.UseCors();
        app.Use((http, next) => Refusal(http, origins) is { } refusal ? RefuseAsync(http, refusal, metrics) : next(http));
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
    }

    private static WireError? Refusal(HttpContext http, OriginRule origins)
    {
        if (!IsGrpcWeb(http.Request) || http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { } method)
        {
            return null;
        }

        // A browser that got no permission from its preflight request does not call. This check holds for every other caller,
        // too.
        return !origins.Allows(http.Request.Headers.Origin, http.Request.Host) ? WireErrors.Of(EdgeRefusal.OriginForbidden)
            : method.Method.Type is MethodType.DuplexStreaming or MethodType.ClientStreaming
                ? WireErrors.Of(EdgeRefusal.StreamNotOverGrpcWeb)
            : null;
    }

    private static bool IsGrpcWeb(HttpRequest request) =>
        request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) == true;

    // Sends a response of headers alone, which gRPC-Web allows.
    private static Task RefuseAsync(HttpContext http, WireError error, GatewayMetrics metrics)
    {
        metrics.RequestRefused(error.Code);
        var headers = http.Response.Headers;
        http.Response.ContentType = http.Request.ContentType;
        headers["grpc-status"] = ((int)error.Status).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Uri.EscapeDataString(error.Sentence);
        headers[MetadataNames.RefusalCode] = error.Code;
        return http.Response.CompleteAsync();
    }
}
