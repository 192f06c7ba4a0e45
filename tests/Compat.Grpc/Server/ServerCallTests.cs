using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace AudioRooms.Compat.Grpc.Server;

/// <summary>What a handler sees of its call, and what the client learns of how it ends.</summary>
public sealed class ServerCallTests
{
    [Fact]
    public async Task Context_OfACall_DescribesIt()
    {
        string? method = null;
        string? peer = null;
        string? host = null;
        await using var server = await StartAsync((request, context) =>
        {
            (method, peer, host) = (context.Method, context.Peer, context.Host);
            context.UserState["key"] = "value";
            context.GetHttpContext().Items["key"].ShouldBe("value");
            context.AuthContext.IsPeerAuthenticated.ShouldBeFalse();
            context.Deadline.ShouldBe(DateTime.MaxValue);
            return Task.FromResult(request);
        });
        using var channel = server.CreateChannel();

        await CallAsync(channel, "hello");

        method.ShouldBe("/text.Service/Unary");
        host.ShouldBe($"127.0.0.1:{server.Port}");
        peer.ShouldStartWith("ipv4:127.0.0.1:");
    }

    [Fact]
    public async Task Handler_SetsStatus_ClientIsTold()
    {
        await using var server = await StartAsync((request, context) =>
        {
            context.Status = new Status(StatusCode.AlreadyExists, "twice");
            return Task.FromResult(request);
        });
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, ""));

        failure.Status.ShouldBe(new Status(StatusCode.AlreadyExists, "twice"));
    }

    [Fact]
    public async Task Handler_ThrowsRpcException_StatusDetailsAndTrailersTravel()
    {
        byte[] details = [8, 7, 18, 1, 120];
        await using var server = await StartAsync((_, context) =>
        {
            context.ResponseTrailers.Add("own", "1");
            throw new RpcException(
                new Status(StatusCode.FailedPrecondition, "stage full"), new Metadata { { "grpc-status-details-bin", details }, { "more", "2" } });
        });
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, ""));

        failure.Status.ShouldBe(new Status(StatusCode.FailedPrecondition, "stage full"));
        failure.Trailers.GetValueBytes("grpc-status-details-bin").ShouldBe(details);
        failure.Trailers.GetValue("own").ShouldBe("1");
        failure.Trailers.GetValue("more").ShouldBe("2");
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handler_ThrowsAnythingElse_ClientLearnsNothingOfIt()
    {
        await using var server = await StartAsync((_, _) => throw new InvalidDataException("secret"));
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, ""));

        failure.StatusCode.ShouldBe(StatusCode.Unknown);
        failure.Status.Detail.ShouldNotContain("secret");
        server.Errors.Single().ShouldContain("secret");
    }

    [Fact]
    public async Task Handler_ThrowsWithDetailedErrors_ClientLearnsTheText()
    {
        await using var server = await GrpcHost.StartAsync(
            Map((_, _) => throw new InvalidDataException("cause")), options => options.EnableDetailedErrors = true);
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, ""));

        failure.Status.Detail.ShouldContain("InvalidDataException: cause");
    }

    [Fact]
    public async Task Handler_ReturnsNull_IsCancelled()
    {
        await using var server = await StartAsync((_, _) => Task.FromResult<string>(null!));
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(() => CallAsync(channel, ""));

        failure.StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Trailers_ReservedOrUnprintable_AreNotSent()
    {
        await using var server = await StartAsync((request, context) =>
        {
            context.ResponseTrailers.Add("grpc-status", "13");
            context.ResponseTrailers.Add("content-type", "x");
            context.ResponseTrailers.Add("umlaut", "\u00e4");
            context.ResponseTrailers.Add("kept", "yes");
            return Task.FromResult(request);
        });
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, new CallOptions(), "");

        await call;

        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        call.GetTrailers().Select(entry => entry.Key).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task RequestHeaders_ReservedNames_AreNotShown()
    {
        List<string> keys = [];
        await using var server = await StartAsync((request, context) =>
        {
            keys.AddRange(context.RequestHeaders.Select(entry => entry.Key).Order());
            return Task.FromResult(request);
        });
        using var channel = server.CreateChannel();
        var options = new CallOptions(
            new Metadata { { "shown", "1" } }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

        await channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, options, "");

        keys.ShouldBe(["shown", "user-agent"]);
    }

    [Fact]
    public async Task WriteResponseHeadersAsync_Twice_Throws()
    {
        await using var server = await StartAsync(async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "first", "1" }, { "x-bin", [1, 2] } });
            await Should.ThrowAsync<InvalidOperationException>(() => context.WriteResponseHeadersAsync([]));
            return request;
        });
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, new CallOptions(), "");

        await call;

        var headers = await call.ResponseHeadersAsync;
        headers.GetValue("first").ShouldBe("1");
        headers.GetValueBytes("x-bin").ShouldBe([1, 2]);
    }

    private static Task<GrpcHost> StartAsync(UnaryServerMethod<string, string> handler) => GrpcHost.StartAsync(Map(handler));

    private static Action<WebApplication> Map(UnaryServerMethod<string, string> handler) => application =>
        application.MapGrpcService(ServerServiceDefinition.CreateBuilder().AddMethod(TextMethods.Unary, handler).Build());

    private static async Task<string> CallAsync(GrpcChannel channel, string request) =>
        await channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, new CallOptions(), request);
}
