using System.Buffers;
using System.Net;
using System.Text;
using Grpc.Core;
using Grpc.StandIn;
using Microsoft.AspNetCore.Builder;

namespace AudioRooms.Compat.Grpc.Server;

/// <summary>The path of a live packet: messages that are serialised already, written to a stream.</summary>
public sealed class ResponseStreamTests
{
    private const int PacketLength = 240;

    private static readonly Marshaller<Packet> PacketMarshaller = Marshallers.Create<Packet>(
        static (packet, context) =>
        {
            context.SetPayloadLength(packet.Bytes.Length);
            context.GetBufferWriter().Write(packet.Bytes.Span);
            context.Complete();
        },
        static context => new Packet(context.PayloadAsNewBuffer()));

    private static readonly Method<string, Packet> Packets = new(
        MethodType.ServerStreaming, "packet.Service", "Listen", Marshallers.StringMarshaller, PacketMarshaller);

    [Fact]
    public async Task WriteAsync_SerialisedBytes_ArriveAsTheyAre()
    {
        var packet = new Packet(Enumerable.Range(0, PacketLength).Select(i => (byte)i).ToArray());
        await using var server = await StartAsync(Packets, async (_, responses, _) =>
        {
            for (var i = 0; i < 3; i++)
            {
                await responses.WriteAsync(packet);
            }
        });
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(Packets, null, new CallOptions(), "");

        var received = new List<Packet>();
        await foreach (var each in call.ResponseStream.ReadAllAsync())
        {
            received.Add(each);
        }

        received.Count.ShouldBe(3);
        received.ForEach(each => each.Bytes.ToArray().ShouldBe(packet.Bytes.ToArray()));
    }

    [Fact]
    public async Task WriteAsync_InSteadyState_AllocatesNothing()
    {
        const int warmUp = 2000;
        const int measured = 500;
        const int writesMax = 100_000;
        var packet = new Packet(new byte[PacketLength]);
        var allocations = new List<long>(measured);
        await using var server = await StartAsync(Packets, async (_, responses, _) =>
        {
            for (var i = 0; i < writesMax && allocations.Count < measured; i++)
            {
                // Only writes that the transport takes at once count; they run to their end on this thread.
                var before = GC.GetAllocatedBytesForCurrentThread();
                var write = responses.WriteAsync(packet);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (write.IsCompletedSuccessfully && i >= warmUp)
                {
                    allocations.Add(allocated);
                }

                await write;
            }
        });
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(Packets, null, new CallOptions(), "");

        await foreach (var _ in call.ResponseStream.ReadAllAsync())
        {
        }

        // A write that meets a slow reader makes the transport's own pools grow; such writes are the few.
        allocations.Count.ShouldBe(measured);
        allocations.Count(bytes => bytes == 0).ShouldBeGreaterThan(measured * 3 / 4);
    }

    [Fact]
    public async Task WriteAsync_WhileAnotherIsPending_Throws()
    {
        var outcome = new TaskCompletionSource<Exception>();
        await using var server = await StartAsync(Packets, async (_, responses, context) =>
        {
            // Nobody reads: sooner or later a write has to wait, for good.
            var packet = new Packet(new byte[64 * 1024]);
            while (true)
            {
                var first = responses.WriteAsync(packet, context.CancellationToken);
                var second = responses.WriteAsync(packet, context.CancellationToken);
                if (second.IsFaulted)
                {
                    outcome.SetResult(second.Exception.InnerException!);
                    await first;
                    return;
                }
            }
        });
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(Packets, null, new CallOptions(), "");

        var refusal = await outcome.Task.WaitAsync(TimeSpan.FromSeconds(60));

        refusal.Message.ShouldContain("previous write");
    }

    [Fact]
    public async Task WriteAsync_SerialiserWritesLessThanAnnounced_ResetsTheStream()
    {
        var lying = Marshallers.Create<string>(
            (_, context) =>
            {
                context.SetPayloadLength(10);
                context.GetBufferWriter().Write("short"u8);
                context.Complete();
            },
            context => Encoding.UTF8.GetString(context.PayloadAsNewBuffer()));
        var method = new Method<string, string>(MethodType.ServerStreaming, "text.Service", "Lying", Marshallers.StringMarshaller, lying);
        await using var server = await StartAsync(method, (_, responses, _) => responses.WriteAsync(""));
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, new CallOptions(), "");

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());

        failure.StatusCode.ShouldBe(StatusCode.Internal);
        server.Errors.Single().ShouldContain("announced 10 bytes and wrote 5");
    }

    [Fact]
    public async Task WriteAsync_NoCompress_LeavesThatMessageAlone()
    {
        var text = new string('x', 1000);
        await using var server = await StartAsync(
            TextMethods.ServerStreaming,
            async (_, responses, _) =>
            {
                await responses.WriteAsync(text);
                responses.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
                await responses.WriteAsync(text);
            },
            "gzip");

        var (encoding, flags) = await ReadFlagsAsync(server, acceptEncoding: "identity, gzip");

        encoding.ShouldBe("gzip");
        flags.ShouldBe([1, 0]);
    }

    [Fact]
    public async Task WriteAsync_ClientDoesNotAcceptTheEncoding_IsNotCompressed()
    {
        await using var server = await StartAsync(TextMethods.ServerStreaming, (_, responses, _) => responses.WriteAsync("text"), "gzip");

        var (encoding, flags) = await ReadFlagsAsync(server, acceptEncoding: "identity");

        encoding.ShouldBeNull();
        flags.ShouldBe([0]);
    }

    private static Task<GrpcHost> StartAsync<TResponse>(
        Method<string, TResponse> method, ServerStreamingServerMethod<string, TResponse> handler, string? encoding = null)
        where TResponse : class => GrpcHost.StartAsync(
            application => application.MapGrpcService(ServerServiceDefinition.CreateBuilder().AddMethod(method, handler).Build()),
            options => options.ResponseCompressionAlgorithm = encoding);

    /// <summary>The compression flag of each message of a response, read off the wire.</summary>
    private static async Task<(string? Encoding, List<byte> Flags)> ReadFlagsAsync(GrpcHost server, string acceptEncoding)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address + TextMethods.ServerStreaming.FullName)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[MessageFrame.PrefixSize]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", acceptEncoding);
        using var response = await client.SendAsync(request, CancellationToken.None);
        var body = await response.Content.ReadAsByteArrayAsync();

        var flags = new List<byte>();
        var rest = new ReadOnlySequence<byte>(body);
        while (MessageFrame.TryReadPrefix(rest, out var flag, out var length))
        {
            flags.Add(flag);
            rest = rest.Slice(MessageFrame.PrefixSize + length);
        }

        return (response.Headers.TryGetValues("grpc-encoding", out var encoding) ? encoding.Single() : null, flags);
    }

    private sealed record Packet(ReadOnlyMemory<byte> Bytes);
}
