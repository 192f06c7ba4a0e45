using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Tests.FanOut;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Tests.Services;

/// <summary>
/// Pooled bytes on their way through grpc-dotnet, Kestrel and HTTP/2 to a device that does not read. Whatever the pool does with
/// a returned buffer, the device reads the bytes that were sent.
/// </summary>
public sealed class ResponseBufferTests : IAsyncLifetime
{
    private const int MessageBytes = 8_000;

    /// <summary>More than the device's window of 64 KB and Kestrel's own buffer of 64 KB hold, so most messages wait.</summary>
    private const int Messages = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Sender sender = new();
    private WebApplication app = null!;
    private GrpcChannel channel = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.WebHost.UseUrls();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(sender);
        app = builder.Build();
        app.MapGrpcService<Sender>();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        // Otherwise the client's window grows by itself, and no message waits.
        var handler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = 65_535, EnableMultipleHttp2Connections = true };
        channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Send_ToADeviceThatReadsLater_ArrivesAsSent()
    {
        using var call = Connect();
        var connection = await sender.NextAsync();

        connection.SendAll(sender.Pool);
        connection.IsWaiting.ShouldBeTrue("nothing was held back, so nothing is shown");

        (await ReadAsync(call, Messages)).ShouldBe(Enumerable.Range(1, Messages));
        await connection.FinishAsync();
        sender.Pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task Send_OneDeviceLeavesWhileMessagesWait_TheOtherReadsWhatWasSent()
    {
        using var leaving = Connect();
        var first = await sender.NextAsync();
        using var staying = Connect();
        var second = await sender.NextAsync();

        Connection.SendAll(sender.Pool, first, second);
        first.IsWaiting.ShouldBeTrue("nothing was held back, so nothing is shown");
        leaving.Dispose();
        await first.Ended.WaitAsync(Patience);

        // Buffers that the first connection returned are lent and overwritten, while the second one still waits.
        for (var round = 0; round < Messages; round++)
        {
            sender.Pool.Encode(MessageOf(200)).Release();
        }

        (await ReadAsync(staying, Messages)).ShouldBe(Enumerable.Range(1, Messages));
        await second.FinishAsync();
        await first.FinishAsync();
        sender.Pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_HasReturned_ReadsTheBufferNoMore()
    {
        using var call = Connect();
        var connection = await sender.NextAsync();

        // Without the outbox: each buffer is overwritten once the call has returned, whether or not the write is complete.
        var writes = 0;
        var waited = false;
        while (!waited)
        {
            var message = sender.Pool.Encode(MessageOf(++writes));
            var write = connection.Transport.WriteAsync(message);
            MemoryMarshal.AsMemory(message.Memory).Span.Fill(OverwritingPool.Overwritten);
            if (!write.IsCompleted)
            {
                waited = true;
                var read = ReadAsync(call, writes);
                await write.AsTask().WaitAsync(Patience);
                (await read).ShouldBe(Enumerable.Range(1, writes));
            }

            message.Release();
            writes.ShouldBeLessThan(10_000, "no write ever waited");
        }

        await connection.FinishAsync();
    }

    private AsyncDuplexStreamingCall<ClientMessage, ServerMessage> Connect() =>
        new RoomSession.RoomSessionClient(channel).Connect();

    private static ServerMessage MessageOf(int number) => new()
    {
        Bundle = new Bundle
        {
            Position = (ulong)number,
            Packets = { new MediaPacket { Opus = ByteString.CopyFrom(Enumerable.Repeat((byte)number, MessageBytes).ToArray()) } },
        },
    };

    private static async Task<List<int>> ReadAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var numbers = new List<int>();
        while (numbers.Count < count && await call.ResponseStream.MoveNext(patience.Token))
        {
            var bundle = call.ResponseStream.Current.Bundle;
            bundle.Packets.Single().Opus.ShouldAllBe(each => each == (byte)bundle.Position);
            numbers.Add((int)bundle.Position);
        }

        return numbers;
    }

    /// <summary>The service, whose calls the test writes to.</summary>
    internal sealed class Sender : EncodedRoomSession.ServiceBase
    {
        private readonly BlockingCollection<Connection> connections = [];

        public EncodedMessagePool Pool { get; } = new(new OverwritingPool());

        public Task<Connection> NextAsync() => Task.Run(() =>
            connections.TryTake(out var next, Patience) ? next : throw new TimeoutException("No call came."));

        public override async Task Connect(
            IAsyncStreamReader<ClientMessage> requestStream,
            IServerStreamWriter<EncodedMessage> responseStream,
            ServerCallContext context)
        {
            var connection = new Connection(new GrpcConnectionTransport(requestStream, context.GetHttpContext(), 1_000));
            await using var left = context.CancellationToken.Register(connection.Leave);
            connections.Add(connection);
            await connection.Ended;
        }
    }

    /// <summary>One call, with the gateway's own outbox in front of it.</summary>
    internal sealed class Connection(GrpcConnectionTransport transport)
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Outbox outbox = new(transport);

        public GrpcConnectionTransport Transport => transport;

        public Task Ended => ended.Task;

        /// <summary>True while a write is under way, so that media would be held back.</summary>
        public bool IsWaiting
        {
            get
            {
                var probe = new EncodedMessagePool().Encode(MessageOf(1));
                return outbox.TryWriteMedia(probe) == MediaWrite.Busy;
            }
        }

        public static void SendAll(EncodedMessagePool pool, params ReadOnlySpan<Connection> connections)
        {
            for (var number = 1; number <= Messages; number++)
            {
                var message = pool.Encode(MessageOf(number));
                foreach (var connection in connections)
                {
                    connection.outbox.TrySend(message).ShouldBeTrue();
                }

                message.Release();
            }
        }

        public void SendAll(EncodedMessagePool pool) => SendAll(pool, this);

        public void Leave() => ended.TrySetResult();

        /// <summary>Ends the call once everything is written or the connection broke.</summary>
        public async Task FinishAsync()
        {
            await outbox.CloseAsync(null).WaitAsync(Patience);
            Leave();
        }
    }
}
