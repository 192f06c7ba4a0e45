using Grpc.Core;

namespace AudioRooms.Benchmarks.GrpcEcho;

/// <summary>The methods that are measured.</summary>
internal static class EchoService
{
    private const string Name = "benchmark.Echo";

    /// <summary>Each request comes back as it is.</summary>
    public static readonly Method<Packet, Packet> PingPong =
        new(MethodType.DuplexStreaming, Name, nameof(PingPong), Packet.Marshaller, Packet.Marshaller);

    /// <summary>The request, again and again, until the client has enough.</summary>
    public static readonly Method<Packet, Packet> Flood =
        new(MethodType.ServerStreaming, Name, nameof(Flood), Packet.Marshaller, Packet.Marshaller);

    public static readonly Method<Packet, Packet> Unary = new(MethodType.Unary, Name, nameof(Unary), Packet.Marshaller, Packet.Marshaller);

    public static ServerServiceDefinition Define() => ServerServiceDefinition.CreateBuilder()
        .AddMethod(Unary, (request, _) => Task.FromResult(request))
        .AddMethod(PingPong, async (requests, responses, context) =>
        {
            while (await requests.MoveNext(context.CancellationToken))
            {
                await responses.WriteAsync(requests.Current);
            }
        })
        .AddMethod(Flood, async (request, responses, context) =>
        {
            try
            {
                while (!context.CancellationToken.IsCancellationRequested)
                {
                    await responses.WriteAsync(request);
                }
            }
            catch (InvalidOperationException) when (context.CancellationToken.IsCancellationRequested)
            {
                // The client had enough between the check and the write.
            }
        })
        .Build();
}
