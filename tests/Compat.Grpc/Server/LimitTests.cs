using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace AudioRooms.Compat.Grpc.Server;

public sealed class LimitTests
{
    [Theory]
    [InlineData(100, null)]
    [InlineData(101, StatusCode.ResourceExhausted)]
    public async Task Receive_MessageAroundTheLimit_IsTakenUpToIt(int length, StatusCode? refusal) =>
        await AssertAsync(options => options.MaxReceiveMessageSize = 100, length, refusal);

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, StatusCode.ResourceExhausted)]
    public async Task Send_MessageAroundTheLimit_IsSentUpToIt(int length, StatusCode? refusal) =>
        await AssertAsync(options => options.MaxSendMessageSize = 100, length, refusal);

    [Theory]
    [InlineData(4 * 1024 * 1024, null)]
    [InlineData((4 * 1024 * 1024) + 1, StatusCode.ResourceExhausted)]
    public async Task Receive_ByDefault_IsFourMebibytes(int length, StatusCode? refusal) => await AssertAsync(_ => { }, length, refusal);

    [Fact]
    public async Task Receive_WithoutLimit_TakesMore() => await AssertAsync(options => options.MaxReceiveMessageSize = null, 5 << 20, null);

    private static async Task AssertAsync(Action<GrpcServiceOptions> options, int length, StatusCode? refusal)
    {
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService(
                ServerServiceDefinition.CreateBuilder().AddMethod(TextMethods.Unary, (request, _) => Task.FromResult(request)).Build()),
            options);
        using var channel = server.CreateChannel(new GrpcChannelOptions { MaxReceiveMessageSize = null });
        var text = new string('x', length);
        async Task<string> CallAsync() => await channel.CreateCallInvoker().AsyncUnaryCall(TextMethods.Unary, null, new CallOptions(), text);

        if (refusal is null)
        {
            (await CallAsync()).Length.ShouldBe(length);
        }
        else
        {
            var failure = await Should.ThrowAsync<RpcException>(CallAsync);
            failure.StatusCode.ShouldBe(refusal.Value);
        }

        server.Errors.ShouldBeEmpty();
    }
}
