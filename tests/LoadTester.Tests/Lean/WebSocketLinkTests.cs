using System.Net;
using System.Net.WebSockets;
using AudioRooms.LoadTester.Lean;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>The lean client's WebSocket against Kestrel's.</summary>
public sealed class WebSocketLinkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(5_000)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task Open_AnEcho_GivesBackWhatWasSentAlsoBeforeItWasOpen(int length)
    {
        await using var server = await StartAsync(static async (http, socket) =>
        {
            var echo = new byte[300_000];
            var first = await socket.ReceiveAsync(echo.AsMemory(), CancellationToken.None);
            await socket.SendAsync(echo.AsMemory(0, first.Count), WebSocketMessageType.Binary, true, CancellationToken.None);
            var asked = int.Parse(http.Request.Headers.Authorization.ToString().Split(' ')[1]);
            await socket.SendAsync(new byte[asked], WebSocketMessageType.Binary, true, CancellationToken.None);
            await socket.ReceiveAsync(echo.AsMemory(), CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "that was all", CancellationToken.None);
        });
        using var link = await WebSocketLink.ConnectAsync(AddressOf(server), 0, TimeProvider.System, CancellationToken.None);
        var recorder = new Recorder();

        var channel = link.Open($"{length}", recorder);
        channel.TrySend(new byte[] { 1, 2, 3 }).ShouldBeTrue();

        (await recorder.NextAsync()).ShouldBe([1, 2, 3]);
        (await recorder.NextAsync()).Length.ShouldBe(length);
        channel.TrySend(new byte[] { 4 }).ShouldBeTrue();
        (await recorder.Ended).ShouldBe(new LeanEnding(true, "1000", "that was all"));
        channel.TrySend(new byte[] { 5 }).ShouldBeFalse();
    }

    [Fact]
    public async Task Take_AMessageInPieces_IsWhole()
    {
        await using var server = await StartAsync(static async (_, socket) =>
        {
            await socket.SendAsync(new byte[] { 1, 2 }, WebSocketMessageType.Binary, false, CancellationToken.None);
            await socket.SendAsync(new byte[] { 3 }, WebSocketMessageType.Binary, false, CancellationToken.None);
            await socket.SendAsync(new byte[] { 4 }, WebSocketMessageType.Binary, true, CancellationToken.None);
            await socket.ReceiveAsync(new byte[10], CancellationToken.None);
        });
        using var link = await WebSocketLink.ConnectAsync(AddressOf(server), 0, TimeProvider.System, CancellationToken.None);
        var recorder = new Recorder();

        var channel = link.Open("t", recorder);

        (await recorder.NextAsync()).ShouldBe([1, 2, 3, 4]);
        channel.Finish();
        (await recorder.Ended).ShouldNotBeNull();
    }

    [Fact]
    public async Task Open_ServerThatSaysNo_NamesTheStatus()
    {
        await using var server = await StartAsync(serve: null);
        using var link = await WebSocketLink.ConnectAsync(AddressOf(server), 0, TimeProvider.System, CancellationToken.None);
        var recorder = new Recorder();

        link.Open("t", recorder);

        (await recorder.Ended).ShouldBe(new LeanEnding(false, "401", "the server answered the handshake with HTTP status 401"));
    }

    private static async Task<WebApplication> StartAsync(Func<HttpContext, WebSocket, Task>? serve)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(async http =>
        {
            if (serve is null)
            {
                http.Response.StatusCode = 401;
                return;
            }

            using var socket = await http.WebSockets.AcceptWebSocketAsync("audiorooms.v1");
            await serve(http, socket);
        });
        await application.StartAsync();
        return application;
    }

    private static Uri AddressOf(WebApplication server) =>
        new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
