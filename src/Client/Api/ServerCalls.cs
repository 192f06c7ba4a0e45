using System.Runtime.CompilerServices;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Client.Api;

/// <summary>Makes every call: adds the caller's credentials and the deadline, and turns each failure into one of two exceptions.
/// Thread-safe.</summary>
internal sealed class ServerCalls(AudioRoomsClientOptions options)
{
    /// <summary>A call that needs no token.</summary>
    public Task<TResponse> AsAnybodyAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, CancellationToken cancellation) =>
        CallAsync(method, request, [], cancellation);

    /// <summary>A call that carries the access token.</summary>
    public async Task<TResponse> AsPersonAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, CancellationToken cancellation)
    {
        var headers = await HeadersAsync(cancellation).ConfigureAwait(false);
        return await CallAsync(method, request, headers, cancellation).ConfigureAwait(false);
    }

    /// <summary>A call that carries the operator's key.</summary>
    public Task<TResponse> AsOperatorAsync<TRequest, TResponse>(
        string key,
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method,
        TRequest request,
        CancellationToken cancellation) =>
        CallAsync(method, request, new Metadata { { MetadataNames.OperatorKey, key } }, cancellation);

    /// <summary>The messages of a server stream, until the reader or the server ends it. Has no deadline; throws as a unary call
    /// does.</summary>
    public async IAsyncEnumerable<TResponse> WatchAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> method,
        TRequest request,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var headers = await HeadersAsync(cancellation).ConfigureAwait(false);
        using var call = method(request, new CallOptions(headers, cancellationToken: cancellation));
        while (true)
        {
            try
            {
                if (!await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (RpcException e)
            {
                throw Translated(e, cancellation);
            }

            yield return call.ResponseStream.Current;
        }
    }

    /// <summary>A call that carries the operator's key if there is one, otherwise the access token.</summary>
    public Task<TResponse> AsOperatorOrPersonAsync<TRequest, TResponse>(
        string? key,
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method,
        TRequest request,
        CancellationToken cancellation) =>
        key is null ? AsPersonAsync(method, request, cancellation) : AsOperatorAsync(key, method, request, cancellation);

    /// <summary>The items of a paged list; pages are fetched while the items are read.</summary>
    /// <param name="page">Fetches the page of a token; the first token is empty.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="next">Token of the next page; empty after the last.</param>
    public static async IAsyncEnumerable<TItem> PagesAsync<TPage, TItem>(
        Func<string, CancellationToken, Task<TPage>> page,
        Func<TPage, IReadOnlyList<TItem>> items,
        Func<TPage, string> next,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var token = "";
        do
        {
            var current = await page(token, cancellation).ConfigureAwait(false);
            foreach (var item in items(current))
            {
                yield return item;
            }

            token = next(current);
        }
        while (token.Length > 0);
    }

    /// <summary>Metadata with the access token, if there is one.</summary>
    public async Task<Metadata> HeadersAsync(CancellationToken cancellation)
    {
        var headers = new Metadata();
        if (options.AccessToken is { } source && await source(cancellation).ConfigureAwait(false) is { Length: > 0 } token)
        {
            headers.Add(MetadataNames.Authorization, $"Bearer {token}");
        }

        return headers;
    }

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method,
        TRequest request,
        Metadata headers,
        CancellationToken cancellation)
    {
        var deadline = options.Time.GetUtcNow().UtcDateTime + options.CallTimeout;
        try
        {
            using var call = method(request, new CallOptions(headers, deadline, cancellation));
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            throw Translated(e, cancellation);
        }
    }

    private Exception Translated(RpcException e, CancellationToken cancellation)
    {
        if (Refusals.IsRefusal(e) && !Reachability.IsNotGrpc(e))
        {
            return Refusals.From(e);
        }

        if (e.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            return new OperationCanceledException(e.Message, e, cancellation);
        }

        return new ConnectionLostException(
            e.StatusCode == StatusCode.DeadlineExceeded
                ? $"The server {options.Server.GetLeftPart(UriPartial.Authority)} did not answer within "
                    + $"{options.CallTimeout.TotalSeconds:0} s."
                : Reachability.Sentence(e, options.Server),
            e);
    }
}
