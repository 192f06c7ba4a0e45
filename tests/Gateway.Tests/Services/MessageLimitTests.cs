using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Services;

/// <summary>The largest message that the gateway accepts for each kind of call, to the byte.</summary>
public sealed class MessageLimitTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData(RequestBounds.BytesMax, false)]
    [InlineData(RequestBounds.BytesMax + 1, true)]
    public async Task UnaryRequest_AroundTheLimit_IsReadUpToIt(int bytes, bool isRefused)
    {
        var request = new SignInRequest { Password = "correct horse battery" };
        request.Handle = new string('x', bytes - request.CalculateSize() - sizeof(int));
        request.CalculateSize().ShouldBe(bytes);

        (await IsTooLargeAsync(async () => await host.Accounts.SignInAsync(request))).ShouldBe(isRefused);
    }

    [Theory]
    [InlineData(PhotoBounds.RequestBytesMax, false)]
    [InlineData(PhotoBounds.RequestBytesMax + 1, true)]
    public async Task Photo_AroundTheLimit_IsReadUpToIt(int bytes, bool isRefused)
    {
        var headers = await host.SignInAsync($"photo_{bytes}");
        var request = new SetPhotoRequest();
        request.Image = ByteString.CopyFrom(new byte[bytes - 4]);
        request.CalculateSize().ShouldBe(bytes);

        (await IsTooLargeAsync(async () => await host.Photos.SetPhotoAsync(request, headers))).ShouldBe(isRefused);
    }

    [Theory]
    [InlineData(RequestBounds.BytesMax, false)]
    [InlineData(RequestBounds.BytesMax + 1, true)]
    public async Task SessionMessage_AroundTheLimit_IsReadUpToIt(int bytes, bool isRefused)
    {
        using var call = host.Sessions.Connect(await host.SignInAsync($"session_{bytes}"));
        var message = new ClientMessage { Join = new Join { LinkToken = "x" } };
        message.Join.RoomId = new string('x', bytes - message.CalculateSize() - 8);
        message.Join.RoomId += new string('x', bytes - message.CalculateSize());
        message.CalculateSize().ShouldBe(bytes);

        // Fails only if the refusal overtakes the message.
        _ = await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(message));
        (await IsTooLargeAsync(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        })).ShouldBe(isRefused);
    }

    // True if the message was refused for its length, before its content was read.
    private static async Task<bool> IsTooLargeAsync(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(TimeSpan.FromSeconds(60));
            return false;
        }
        catch (RpcException error)
        {
            return error.StatusCode == StatusCode.ResourceExhausted && error.Trailers.GetValue("refusal-code") is null;
        }
    }
}
