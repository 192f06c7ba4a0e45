using System.Diagnostics.CodeAnalysis;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.StandIn.Server;

/// <summary>
/// One call on one HTTP/2 stream. The hard part is its end: the handler, the deadline and the client may each end it, on their
/// own threads, and only the first may say how. <see cref="Gate"/> guards that decision and every touch of the response, so
/// that nothing is written after it and no write is torn by it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "EndAsync and FailAsync, one of which ends every call, dispose the deadline.")]
internal sealed class ServerCall : ServerCallContext, IServerCallContextFeature
{
    private static readonly AuthContext NoPeerIdentity = new(null, []);

    private readonly CallSettings settings;
    private readonly CancellationToken aborted;
    private Metadata? requestHeaders;
    private Metadata? trailers;
    private AuthContext? authContext;
    private Status status = Status.DefaultSuccess;
    private CallDeadline? deadline;
    private bool areHeadersSent;
    private bool hasEnded;
    private volatile bool isClientGone;

    public ServerCall(HttpContext http, CallSettings settings)
    {
        HttpContext = http;
        this.settings = settings;
        aborted = http.RequestAborted;
        Requests = new RequestReader(this, settings, http.Request.BodyReader);
        Responses = new ResponseWriter(settings, http.Response.BodyWriter);
    }

    public HttpContext HttpContext { get; }

    public Lock Gate { get; } = new();

    public RequestReader Requests { get; }

    /// <summary>Used under <see cref="Gate"/> only.</summary>
    public ResponseWriter Responses { get; }

    public ServerCallContext ServerCallContext => this;

    /// <summary>True once the call has its status or the client is gone.</summary>
    public bool HasEnded => hasEnded || isClientGone || aborted.IsCancellationRequested;

    public string? RequestEncoding => HttpContext.Request.Headers[MessageCompression.EncodingHeader];

    protected override string MethodCore => HttpContext.Request.Path.Value!;

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => PeerAddress.Of(HttpContext.Connection);

    protected override DateTime DeadlineCore => deadline?.At ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => requestHeaders ??= ReadRequestHeaders();

    protected override CancellationToken CancellationTokenCore => deadline?.Token ?? aborted;

    protected override Metadata ResponseTrailersCore => trailers ??= [];

    protected override Status StatusCore
    {
        get => status;
        set => status = value;
    }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => authContext ??=
        HttpContext.Connection.ClientCertificate is { } certificate ? PeerIdentity.Of(certificate) : NoPeerIdentity;

    protected override IDictionary<object, object> UserStateCore => HttpContext.Items!;

    public void Start()
    {
        HttpContext.Response.ContentType = ProtocolCheck.ContentType;
        UseEncoding(settings.ResponseEncoding);

        string? timeoutText = HttpContext.Request.Headers[GrpcTimeout.Header];
        if (timeoutText is null)
        {
            return;
        }

        if (GrpcTimeout.TryParse(timeoutText, out var timeout))
        {
            deadline = new CallDeadline(this, settings.Time, timeout, aborted);
            deadline.Start();
        }
        else
        {
            settings.Logger.TimeoutIgnored(MethodCore, timeoutText.Length);
        }
    }

    /// <summary>Writes the response of a call that has just one. It leaves with the trailers.</summary>
    public void WriteSingle<T>(T response, Action<T, SerializationContext> serializer)
        where T : class
    {
        if (response is null)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The handler returned no message."));
        }

        lock (Gate)
        {
            if (!HasEnded)
            {
                Responses.Write(response, serializer, WriteOptions);
            }
        }
    }

    public ValueTask EndAsync() => EndAsync(null);

    /// <summary>Ends the call with what the handler threw.</summary>
    public ValueTask FailAsync(Exception error)
    {
        if (error is RpcException rpc)
        {
            settings.Logger.HandlerRefused(MethodCore, rpc.StatusCode, rpc.Status.Detail);
            return EndAsync(rpc);
        }

        if (HasEnded && error is OperationCanceledException or IOException or InvalidOperationException)
        {
            settings.Logger.HandlerCancelled(MethodCore, error);
            return EndAsync(new RpcException(Status.DefaultCancelled));
        }

        settings.Logger.HandlerFailed(MethodCore, error);
        var detail = settings.EnableDetailedErrors
            ? $"Exception was thrown by handler. {error.GetType().Name}: {error.Message}"
            : "Exception was thrown by handler.";
        return EndAsync(new RpcException(new Status(StatusCode.Unknown, detail, error)));
    }

    /// <summary>Called when the deadline passes.</summary>
    /// <returns>False if the call had ended before.</returns>
    public bool TryExpire()
    {
        lock (Gate)
        {
            if (hasEnded)
            {
                return false;
            }

            hasEnded = true;
            status = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
            trailers?.Clear();
            WriteStatus();
            return true;
        }
    }

    public void ReportExpiryTrouble(Exception error) => settings.Logger.ExpiryTrouble(MethodCore, error);

    /// <summary>Called when a read finds the stream reset, which is a little before the transport's token fires.</summary>
    public void ReportClientGone() => isClientGone = true;

    /// <summary>Tells the client which encodings it may use, if there is still time to.</summary>
    public void AdvertiseEncodings()
    {
        lock (Gate)
        {
            if (!hasEnded && !HttpContext.Response.HasStarted)
            {
                HttpContext.Response.Headers[MessageCompression.AcceptEncodingHeader] = settings.AcceptedEncodings;
            }
        }
    }

    /// <summary>Stops the HTTP/2 stream at once, without a status.</summary>
    public void Abort(Http2Error error)
    {
        if (HttpContext.Features.Get<IHttpResetFeature>() is { } reset)
        {
            reset.Reset((int)error);
        }
        else
        {
            HttpContext.Abort();
        }
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        lock (Gate)
        {
            if (areHeadersSent || Responses.HasWritten || HttpContext.Response.HasStarted)
            {
                throw new InvalidOperationException("The response headers have been sent; they can be sent only once per call.");
            }

            if (HasEnded)
            {
                throw new InvalidOperationException("The response headers cannot be sent: the call has ended.");
            }

            areHeadersSent = true;
            foreach (var entry in responseHeaders)
            {
                if (entry.Key == MessageCompression.EncodingRequestHeader)
                {
                    UseEncoding(entry.Value);
                }
                else if (!HeaderMetadata.IsReserved(entry.Key))
                {
                    HttpContext.Response.Headers.Append(entry.Key, HeaderMetadata.Encode(entry));
                }
            }

            return HttpContext.Response.BodyWriter.FlushAsync(CancellationToken.None).AsTask();
        }
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotImplementedException("Pass the call's Deadline and CancellationToken to the calls that it makes.");

    private async ValueTask EndAsync(RpcException? error)
    {
        bool isBroken;
        lock (Gate)
        {
            if (!hasEnded)
            {
                hasEnded = true;
                if (error is not null)
                {
                    status = error.Status;
                    foreach (var entry in error.Trailers)
                    {
                        ResponseTrailers.Add(entry);
                    }
                }

                WriteStatus();
            }

            isBroken = Responses.IsBroken;
            Responses.Dispose();
        }

        if (isBroken)
        {
            Abort(Http2Error.InternalError);
        }

        if (deadline is not null)
        {
            await deadline.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The status goes into the initial headers only if nothing else is sent, so that they end the stream ("trailers-only");
    /// some clients do not look for it there otherwise. In every other case it goes into the trailers.
    /// </summary>
    private void WriteStatus()
    {
        var response = HttpContext.Response;
        var code = TrailerStatus.CodeText(status.StatusCode);
        var message = string.IsNullOrEmpty(status.Detail) ? null : PercentEncoding.Encode(status.Detail);
        if (trailers is not { Count: > 0 } && !Responses.HasWritten && !areHeadersSent && !response.HasStarted)
        {
            response.Headers[TrailerStatus.CodeHeader] = code;
            if (message is not null)
            {
                response.Headers[TrailerStatus.MessageHeader] = message;
            }

            return;
        }

        foreach (var entry in trailers ?? Metadata.Empty)
        {
            if (HeaderMetadata.IsReserved(entry.Key) || !HeaderMetadata.CanTravel(entry))
            {
                settings.Logger.TrailerDropped(MethodCore, entry.Key);
                continue;
            }

            response.AppendTrailer(entry.Key, HeaderMetadata.Encode(entry));
        }

        response.AppendTrailer(TrailerStatus.CodeHeader, code);
        if (message is not null)
        {
            response.AppendTrailer(TrailerStatus.MessageHeader, message);
        }
    }

    /// <summary>Responses are encoded so from here on, if the client can read it.</summary>
    private void UseEncoding(string? encoding)
    {
        if (encoding is null
            || encoding == MessageCompression.Identity
            || !settings.Compressors.TryGetValue(encoding, out var compressor)
            || !Accepts(HttpContext.Request.Headers[MessageCompression.AcceptEncodingHeader], encoding))
        {
            Responses.Compressor = null;
            HttpContext.Response.Headers.Remove(MessageCompression.EncodingHeader);
            return;
        }

        Responses.Compressor = compressor;
        HttpContext.Response.Headers[MessageCompression.EncodingHeader] = encoding;
    }

    private static bool Accepts(string? acceptedEncodings, string encoding)
    {
        foreach (var range in acceptedEncodings.AsSpan().Split(','))
        {
            if (acceptedEncodings.AsSpan(range).Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private Metadata ReadRequestHeaders()
    {
        var metadata = new Metadata();
        foreach (var (name, values) in HttpContext.Request.Headers)
        {
            if (HeaderMetadata.IsReserved(name))
            {
                continue;
            }

            try
            {
                HeaderMetadata.Add(metadata, name, values.ToString());
            }
            catch (FormatException e)
            {
                throw new RpcException(new Status(StatusCode.Internal, e.Message, e));
            }
        }

        return metadata;
    }
}
