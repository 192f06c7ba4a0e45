using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace Grpc.StandIn.Client;

/// <summary>Reads headers, trailers and status out of a response.</summary>
internal static class ResponseMetadata
{
    private const string ContentType = "application/grpc";

    public static Metadata Read(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (HeaderMetadata.IsReserved(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                try
                {
                    HeaderMetadata.Add(metadata, name, value);
                }
                catch (FormatException e)
                {
                    throw new RpcException(new Status(StatusCode.Internal, e.Message, e));
                }
            }
        }

        return metadata;
    }

    /// <summary>The status of a response that cannot have messages; null if there may be some.</summary>
    public static Status? RefusalIn(HttpResponseMessage response)
    {
        if (TryReadStatus(response.Headers, out var status))
        {
            return status.StatusCode == StatusCode.OK ? null : status;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Status(CodeOf(response.StatusCode), $"The server answered with HTTP status {(int)response.StatusCode}.");
        }

        if (response.Version < HttpVersion.Version20)
        {
            return new Status(StatusCode.Internal, $"The server answered over HTTP/{response.Version}; gRPC needs HTTP/2.");
        }

        var contentType = response.Content.Headers.ContentType?.MediaType;
        return contentType is not null && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
            ? null
            : new Status(StatusCode.Cancelled, $"The server's answer is not gRPC: its content type is '{contentType}'.");
    }

    /// <summary>Once the body has been read to its end.</summary>
    public static (Status Status, Metadata Trailers) ReadEnd(HttpResponseMessage response)
    {
        if (TryReadStatus(response.TrailingHeaders, out var status))
        {
            return (status, Read(response.TrailingHeaders));
        }

        return TryReadStatus(response.Headers, out status)
            ? (status, Read(response.Headers))
            : (new Status(StatusCode.Cancelled, "The response ended without a grpc-status."), Read(response.TrailingHeaders));
    }

    private static bool TryReadStatus(HttpHeaders headers, out Status status)
    {
        status = default;
        return headers.NonValidated.TryGetValues(TrailerStatus.CodeHeader, out var code)
            && TrailerStatus.TryParse(
                code.ToString(),
                headers.NonValidated.TryGetValues(TrailerStatus.MessageHeader, out var message) ? message.ToString() : null,
                out status);
    }

    /// <summary>Source: grpc/grpc doc/http-grpc-status-mapping.md.</summary>
    private static StatusCode CodeOf(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
