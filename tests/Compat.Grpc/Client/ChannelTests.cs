using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Compat.Grpc.Client;

/// <summary>How calls start and end on the client.</summary>
public sealed class ChannelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, new CallOptions()));

        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Stream_ConnectionBreaks_IsUnavailableForReaderAndWriter()
    {
        await using var server = await StartAsync();
        await using var proxy = new CuttableProxy(server.Port);
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions());
        await call.RequestStream.WriteAsync("one");
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        proxy.Cut();

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());
        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Unavailable);
        var late = await Should.ThrowAsync<RpcException>(() => call.RequestStream.WriteAsync("two"));
        late.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Call_AfterTheConnectionBroke_ConnectsAnew()
    {
        await using var server = await StartAsync();
        await using var proxy = new CuttableProxy(server.Port);
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        (await CallAsync(channel, new CallOptions())).ShouldBe("hello");

        proxy.Cut();

        // The first call may still meet the dead connection, and then says so.
        string? answer = null;
        for (var attempt = 0; attempt < 3 && answer is null; attempt++)
        {
            try
            {
                answer = await CallAsync(channel, new CallOptions());
            }
            catch (RpcException e)
            {
                e.StatusCode.ShouldBe(StatusCode.Unavailable);
            }
        }

        answer.ShouldBe("hello");
    }

    [Fact]
    public async Task Call_DeadlineHasPassed_IsNotSent()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");

        var failure = await Should.ThrowAsync<RpcException>(
            () => CallAsync(channel, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1))));

        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public void Call_DeadlineInLocalTime_IsRefused()
    {
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var options = new CallOptions(deadline: new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Local));

        Should.Throw<InvalidOperationException>(() => channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, options, ""));
    }

    [Theory]
    [InlineData(false, typeof(RpcException))]
    [InlineData(true, typeof(OperationCanceledException))]
    public async Task Call_ItsTokenFires_IsCancelledAsTheChannelWants(bool throws, Type expected)
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel(new GrpcChannelOptions { ThrowOperationCanceledOnCancellation = throws });
        using var cancellation = new CancellationTokenSource();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            TextMethods.Duplex, null, new CallOptions(cancellationToken: cancellation.Token));
        var read = call.ResponseStream.MoveNext();

        await cancellation.CancelAsync();

        var failure = await Should.ThrowAsync<Exception>(() => read.WaitAsync(Patience));
        failure.ShouldBeAssignableTo(expected);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task MoveNext_ItsOwnTokenFires_EndsTheCall()
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel();
        using var cancellation = new CancellationTokenSource();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions());
        var read = call.ResponseStream.MoveNext(cancellation.Token);

        await cancellation.CancelAsync();

        (await Should.ThrowAsync<RpcException>(() => read.WaitAsync(Patience))).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task GetStatus_WhileTheCallRuns_Throws()
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions());

        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        Should.Throw<InvalidOperationException>(() => call.GetTrailers());
    }

    [Fact]
    public async Task WriteAsync_AfterCompleteAsync_Throws()
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions());
        await call.RequestStream.CompleteAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync("late"));
    }

    [Fact]
    public async Task WriteAsync_ServerRefusesBeforeItHasReadAll_TheReasonIsReadAllTheSame()
    {
        const int Calls = 20;
        var aboveTheLimit = new string('x', 5 * 1024 * 1024);
        await using var server = await StartAsync();
        using var channel = server.CreateChannel();
        for (var i = 0; i < Calls; i++)
        {
            using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions());

            // Fails if the server's answer overtakes the request, and only then.
            _ = await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(aboveTheLimit));
            var end = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext().WaitAsync(Patience));

            end.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        }
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(4, StatusCode.ResourceExhausted)]
    public async Task Receive_MessageAroundTheLimit_IsTakenUpToIt(int lengthMax, StatusCode? refusal)
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel(new GrpcChannelOptions { MaxReceiveMessageSize = lengthMax });

        await AssertAsync(channel, refusal);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(4, StatusCode.ResourceExhausted)]
    public async Task Send_MessageAroundTheLimit_IsSentUpToIt(int lengthMax, StatusCode? refusal)
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel(new GrpcChannelOptions { MaxSendMessageSize = lengthMax });

        await AssertAsync(channel, refusal);
    }

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(200, StatusCode.Cancelled)] // not gRPC: no content type
    public async Task Call_AnswerIsPlainHttp_HasTheMappedStatus(int httpStatus, StatusCode expected)
    {
        await using var server = await GrpcHost.StartAsync(
            application => application.MapPost(TextMethods.Unary.FullName, () => Results.StatusCode(httpStatus)));
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, new CallOptions()));

        failure.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Intercept_SeveralInterceptors_FirstIsOutermost()
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel();
        var seen = new List<string>();
        var invoker = channel.Intercept(new Noting(seen, "a"), new Noting(seen, "b")).Intercept(headers =>
        {
            headers.Add("added", "1");
            return headers;
        });

        var response = await invoker.AsyncUnaryCall(TextMethods.Unary, null, new CallOptions(), "header added");

        seen.ShouldBe(["a", "b"]);
        response.ShouldBe("1");
    }

    [Theory]
    [InlineData(true, "secret")]
    [InlineData(false, "none")]
    public async Task CallCredentials_OverHttp_ArePresentedOnlyIfAllowed(bool isAllowed, string expected)
    {
        await using var server = await StartAsync();
        using var channel = server.CreateChannel(new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = isAllowed });
        AuthInterceptorContext? asked = null;
        var credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            asked = context;
            metadata.Add("token", "secret");
            return Task.CompletedTask;
        });

        var response = await channel.CreateCallInvoker().AsyncUnaryCall(
            TextMethods.Unary, null, new CallOptions(credentials: credentials), "header token");

        response.ShouldBe(expected);
        asked?.ServiceUrl.ShouldBe($"{server.Address}/text.Service");
        asked?.MethodName.ShouldBe("Unary");
    }

    [Fact]
    public async Task Call_WaitsForReady_IsAnsweredOnceTheServerListens()
    {
        var port = FreePort();
        using var channel = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{port}", new GrpcChannelOptions { InitialReconnectBackoff = TimeSpan.FromMilliseconds(20) });
        var answer = CallAsync(channel, new CallOptions().WithWaitForReady());

        await using var server = await StartAsync();
        await using var proxy = new CuttableProxy(server.Port, port);

        (await answer.WaitAsync(Patience)).ShouldBe("hello");
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("localhost:5000")]
    [InlineData("dns:///host")]
    public void ForAddress_NotHttp_IsRefused(string address) => Should.Throw<ArgumentException>(() => GrpcChannel.ForAddress(address));

    [Fact]
    public void ForAddress_CredentialsContradictTheAddress_IsRefused() => Should.Throw<InvalidOperationException>(
        () => GrpcChannel.ForAddress("http://host", new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }));

    [Fact]
    public void CreateCallInvoker_AfterDispose_Throws()
    {
        var channel = GrpcChannel.ForAddress("http://host");
        channel.Dispose();

        Should.Throw<ObjectDisposedException>(channel.CreateCallInvoker);
    }

    private static Task<GrpcHost> StartAsync() => GrpcHost.StartAsync(application => application.MapGrpcService(
        ServerServiceDefinition.CreateBuilder()
            .AddMethod(TextMethods.Unary, (request, context) => Task.FromResult(request.StartsWith("header ", StringComparison.Ordinal)
                ? context.RequestHeaders.GetValue(request["header ".Length..]) ?? "none"
                : request))
            .AddMethod(TextMethods.Duplex, async (requests, responses, context) =>
            {
                await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
                {
                    await responses.WriteAsync(request, context.CancellationToken);
                }
            })
            .Build()));

    private static async Task<string> CallAsync(GrpcChannel channel, CallOptions options) =>
        await channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, options, "hello");

    private static async Task AssertAsync(GrpcChannel channel, StatusCode? refusal)
    {
        if (refusal is null)
        {
            (await CallAsync(channel, new CallOptions())).ShouldBe("hello");
        }
        else
        {
            (await Should.ThrowAsync<RpcException>(() => CallAsync(channel, new CallOptions()))).StatusCode.ShouldBe(refusal.Value);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Noting(List<string> seen, string name) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add(name);
            return continuation(request, context);
        }
    }
}
