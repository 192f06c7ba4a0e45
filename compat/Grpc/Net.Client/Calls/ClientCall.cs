using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Grpc.Net.Client;

namespace Grpc.StandIn.Client;

/// <summary>
/// One call, seen from the client. It ends once: by what the server says, by its deadline, its token, its disposal or a broken
/// connection, whichever is first; whatever fails afterwards is reported as that first cause.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The cancellation source is never linked or timed; it holds nothing to dispose.")]
internal abstract class ClientCall : IDisposable
{
    /// <summary>The longest that a timer can be set to; a call with a longer deadline gives up only when the server does.</summary>
    private static readonly TimeSpan TimerSpanMax = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource cancellation = new();
    private readonly GrpcChannel channel;
    private readonly IMethod method;
    private readonly string? host;
    private CancellationTokenRegistration tokenRegistration;
    private ITimer? deadlineTimer;
    private Task<HttpResponseMessage>? response;
    private Status? status;
    private Metadata? trailers;

    protected ClientCall(GrpcChannel channel, IMethod method, string? host, CallOptions options)
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } deadline && deadline != DateTime.MaxValue && deadline != DateTime.MinValue)
        {
            throw new InvalidOperationException("A deadline is in UTC (DateTimeKind.Utc), or DateTime.MinValue or DateTime.MaxValue.");
        }

        this.channel = channel;
        this.method = method;
        this.host = host;
        Options = options;
        channel.Add(this);
    }

    public CallOptions Options { get; }

    public ChannelSettings Settings => channel.Settings;

    /// <summary>Fires when the call ends before the server has ended it.</summary>
    public CancellationToken Token => cancellation.Token;

    public bool HasEnded => status is not null;

    public async Task<Metadata> GetHeadersAsync()
    {
        try
        {
            return ResponseMetadata.Read((await response!.ConfigureAwait(false)).Headers);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    public Status GetStatus() => status
        ?? throw new InvalidOperationException("The call has no status yet: it is still running.");

    public Metadata GetTrailers() => trailers
        ?? throw new InvalidOperationException("The call has no trailers yet: it is still running.");

    /// <summary>Cancels the call if it still runs.</summary>
    public void Dispose() => Cancel(new Status(StatusCode.Cancelled, "The call was disposed."));

    public void Cancel(CancellationToken cause) =>
        Cancel(new Status(StatusCode.Cancelled, "The call was cancelled by the client.", new OperationCanceledException(cause)));

    /// <summary>Ends the call because of <paramref name="error"/>, unless it has ended, and returns what its user is to be told.</summary>
    public Exception Fail(Exception error)
    {
        var failure = FailureOf(error);
        if (TryEnd(failure.Status, failure.Trailers))
        {
            Stop();
        }

        return ForUser(new RpcException(status!.Value, trailers!));
    }

    /// <summary>What the call's user is to be told of <paramref name="error"/>: the call's end if it has ended; it goes on otherwise.</summary>
    public Exception Explain(Exception error) =>
        ForUser(status is { } ended ? new RpcException(ended, trailers!) : FailureOf(error));

    /// <summary>Ends the call by what the end of the response says.</summary>
    /// <exception cref="RpcException">The status is not OK.</exception>
    public void EndByTrailers(HttpResponseMessage response, Status? statusInstead = null)
    {
        var (said, metadata) = ResponseMetadata.ReadEnd(response);
        if (said.StatusCode == StatusCode.OK && statusInstead is { } other)
        {
            said = other;
        }

        if (TryEnd(said, metadata))
        {
            // The server takes no more requests either.
            cancellation.Cancel();
        }

        if (status!.Value.StatusCode != StatusCode.OK)
        {
            throw new RpcException(status.Value, trailers!);
        }
    }

    /// <summary>The response, once its headers are there and say that the server has taken the call.</summary>
    public Task<HttpResponseMessage> OpenAsync() => response!;

    /// <summary>Ends a write or read that its own token cancels, together with the call.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled && cancellationToken != Options.CancellationToken
            ? cancellationToken.UnsafeRegister(static (state, token) => ((ClientCall)state!).Cancel(token), this)
            : default;

    protected void Start(Func<HttpContent> createContent)
    {
        var cancellationToken = Options.CancellationToken;
        var timeLeft = TimeLeft;
        if (cancellationToken.IsCancellationRequested)
        {
            Cancel(cancellationToken);
        }
        else if (timeLeft <= TimeSpan.Zero)
        {
            Cancel(DeadlineExceeded(null));
        }
        else
        {
            tokenRegistration = cancellationToken.UnsafeRegister(static (state, token) => ((ClientCall)state!).Cancel(token), this);
            if (timeLeft < TimerSpanMax)
            {
                deadlineTimer = Settings.Time.CreateTimer(
                    static state => ((ClientCall)state!).OnDeadline(), this, timeLeft.Value, Timeout.InfiniteTimeSpan);
            }

            if (HasEnded)
            {
                ReleaseTriggers();
            }
        }

        response = SendAsync(createContent);
        _ = EndIfNotOpenedAsync();
    }

    private TimeSpan? TimeLeft => Options.Deadline switch
    {
        null => null,
        { } deadline when deadline == DateTime.MaxValue => null,
        { } deadline => deadline - Settings.Time.GetUtcNow().UtcDateTime,
    };

    private bool IsDeadlinePast => TimeLeft <= TimeSpan.Zero;

    private RpcException FailureOf(Exception error)
    {
        var failure = error as RpcException ?? new RpcException(CallFailure.StatusOf(error));
        return failure.StatusCode == StatusCode.Cancelled && IsDeadlinePast ? new RpcException(DeadlineExceeded(error)) : failure;
    }

    private Exception ForUser(RpcException ending) =>
        Settings.ThrowsOperationCanceled && ending.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
            ? new OperationCanceledException(ending.Status.Detail, ending, Options.CancellationToken)
            : ending;

    private static Status DeadlineExceeded(Exception? cause) => new(StatusCode.DeadlineExceeded, "", cause);

    private void OnDeadline() => Cancel(DeadlineExceeded(null));

    private void Cancel(Status reason)
    {
        if (TryEnd(reason, Metadata.Empty))
        {
            Stop();
        }
    }

    private bool TryEnd(Status end, Metadata endTrailers)
    {
        lock (gate)
        {
            if (status is not null)
            {
                return false;
            }

            trailers = endTrailers;
            status = end;
        }

        channel.Remove(this);
        ReleaseTriggers();
        return true;
    }

    private void ReleaseTriggers()
    {
        tokenRegistration.Unregister();
        deadlineTimer?.Dispose();
    }

    /// <summary>Tells the transport to let go; it resets the stream if the response has begun.</summary>
    private void Stop()
    {
        cancellation.Cancel();
        if (response is { IsCompletedSuccessfully: true } opened)
        {
            opened.Result.Dispose();
        }
    }

    private async Task EndIfNotOpenedAsync()
    {
        try
        {
            var opened = await response!.ConfigureAwait(false);
            if (Token.IsCancellationRequested && status!.Value.StatusCode != StatusCode.OK)
            {
                // Ended while the response opened: whoever ended it may not have seen it.
                opened.Dispose();
            }
        }
        catch (Exception e)
        {
            // Told to whoever waits for the response, the headers or a write.
            Fail(e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpContent> createContent)
    {
        Token.ThrowIfCancellationRequested();
        var credentials = await CallCredentialsReader.ReadAsync(channel, method, Options, Token).ConfigureAwait(false);
        var pause = Settings.ConnectBackoffMin;
        while (true)
        {
            var request = CreateRequest(credentials, createContent());
            try
            {
                var opened = channel.Invoker is HttpClient client
                    ? await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token).ConfigureAwait(false)
                    : await channel.Invoker.SendAsync(request, Token).ConfigureAwait(false);
                return Check(opened);
            }
            catch (HttpRequestException e) when (Options.IsWaitForReady && CallFailure.IsNotConnected(e))
            {
                await Task.Delay(pause, Settings.Time, Token).ConfigureAwait(false);
                pause = pause * 2 < Settings.ConnectBackoffMax ? pause * 2 : Settings.ConnectBackoffMax;
            }
        }
    }

    private HttpResponseMessage Check(HttpResponseMessage opened)
    {
        if (HasEnded)
        {
            // Ended between the headers' arrival and here: nobody else knows of this response.
            opened.Dispose();
            Token.ThrowIfCancellationRequested();
        }

        if (ResponseMetadata.RefusalIn(opened) is { } refusal)
        {
            var metadata = ResponseMetadata.Read(opened.Headers);
            opened.Dispose();
            throw new RpcException(refusal, metadata);
        }

        return opened;
    }

    private HttpRequestMessage CreateRequest(Metadata? credentials, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, channel.UriOf(method))
        {
            Version = Settings.HttpVersion,
            VersionPolicy = Settings.HttpVersionPolicy,
            Content = content,
        };
        var headers = request.Headers;
        headers.Host = host;
        headers.TryAddWithoutValidation("TE", "trailers");
        headers.TryAddWithoutValidation("User-Agent", UserAgent.Text);
        headers.TryAddWithoutValidation(MessageCompression.AcceptEncodingHeader, Settings.AcceptedEncodings);
        if (TimeLeft is { } timeLeft)
        {
            headers.TryAddWithoutValidation(GrpcTimeout.Header, GrpcTimeout.Format(timeLeft));
        }

        AddMetadata(headers, Options.Headers);
        AddMetadata(headers, credentials);
        return request;
    }

    private static void AddMetadata(System.Net.Http.Headers.HttpRequestHeaders headers, Metadata? metadata)
    {
        foreach (var entry in metadata ?? Metadata.Empty)
        {
            if (entry.Key == MessageCompression.EncodingRequestHeader)
            {
                headers.TryAddWithoutValidation(MessageCompression.EncodingHeader, entry.Value);
            }
            else if (!HeaderMetadata.IsReserved(entry.Key))
            {
                headers.TryAddWithoutValidation(entry.Key, HeaderMetadata.Encode(entry));
            }
        }
    }
}
