using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.System.Tests;

/// <summary>How a server ends when the system asks it to; it logs nothing while it does.</summary>
public sealed class StopTests : RunsAlone
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminate_NobodyIsThere_EndsAtOnceAndHasSaidOnlyItsGreeting(bool isDemo)
    {
        await using var server = await Server.StartAsync(isDemo ? ["--demo"] : []);
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(server.Http, "/readyz"))).ShouldBe("ok\n");

        (await server.TerminateAsync()).ShouldBeLessThan(StopLimit);

        server.ShouldHaveSaidOnlyItsGreeting();
    }

    [Fact]
    public async Task Terminate_ListenersAreConnected_TellsEachAndEndsWithinFiveSeconds()
    {
        const int Count = 50;
        await using var server = await Server.StartAsync();
        await using var host = await server.ClientOfAsync("host");
        var roomId = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Goodbye", Language = "en" })).RoomId;
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        var sessions = new RoomSession.RoomSessionClient(channel);
        var calls = new List<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>();
        for (var number = 0; number < Count; number++)
        {
            var call = sessions.Connect(
                new Metadata { { "authorization", $"Bearer {await server.TokenOfAsync($"guest{number}")}" } });
            await call.RequestStream.WriteAsync(new ClientMessage { RequestId = 1, Join = new Join { RoomId = roomId } });
            (await NextAsync(call)).ShouldNotBeNull().Joined.ShouldNotBeNull();
            calls.Add(call);
        }

        var goodbyes = calls.ConvertAll(LastAsync);
        var took = await server.TerminateAsync();

        (await Task.WhenAll(goodbyes)).ShouldAllBe(
            last => last != null && last.Closing.Code == "server_stopping" && last.Closing.Resume);
        took.ShouldBeLessThan(StopLimit);
        server.ShouldHaveSaidOnlyItsGreeting();
        calls.ForEach(call => call.Dispose());
    }

    private static async Task<ServerMessage?> LastAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call)
    {
        ServerMessage? last = null;
        while (await NextAsync(call) is { } message)
        {
            last = message;
        }

        return last;
    }

    private static async Task<ServerMessage?> NextAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call)
    {
        using var patience = new CancellationTokenSource(AnswerLimit);
        try
        {
            return await call.ResponseStream.MoveNext(patience.Token) ? call.ResponseStream.Current : null;
        }
        catch (RpcException ended) when (ended.StatusCode == StatusCode.Unavailable)
        {
            // The call ends with the status of its Closing.
            return null;
        }
    }
}
