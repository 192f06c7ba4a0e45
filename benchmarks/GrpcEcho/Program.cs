using System.Diagnostics;
using System.Globalization;
using System.Net;
using AudioRooms.Benchmarks.GrpcEcho;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// Client and server in one process over loopback, HTTP/2 in the clear: `GrpcEcho [seconds per measurement] [bytes per message]`.
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var payload = new Packet(new byte[args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100]);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
builder.Services.AddGrpc();
await using var server = builder.Build();
server.MapGrpcService(EchoService.Define());
await server.StartAsync();
var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
using var channel = GrpcChannel.ForAddress(address);
var invoker = channel.CreateCallInvoker();

Console.WriteLine($"{seconds:0.#} s each, {payload.Bytes.Length} bytes a message, {Environment.ProcessorCount} cores, .NET {Environment.Version}");

using (var call = invoker.AsyncDuplexStreamingCall(EchoService.PingPong, null, new CallOptions()))
{
    await MeasureAsync("bidi ping-pong", async () =>
    {
        await call.RequestStream.WriteAsync(payload);
        await call.ResponseStream.MoveNext(CancellationToken.None);
    });
    await call.RequestStream.CompleteAsync();
}

await MeasureAsync("unary", async () => await invoker.AsyncUnaryCall(EchoService.Unary, null, new CallOptions(), payload));

using (var call = invoker.AsyncServerStreamingCall(EchoService.Flood, null, new CallOptions(), payload))
{
    var count = 0L;
    var allocatedBefore = GC.GetTotalAllocatedBytes();
    var start = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
    {
        await call.ResponseStream.MoveNext(CancellationToken.None);
        count++;
    }

    var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
    var allocated = (GC.GetTotalAllocatedBytes() - allocatedBefore) / (double)count;
    Console.WriteLine($"server stream    {count / elapsed,10:0} messages/s, {allocated:0} bytes allocated a message (both sides)");
}

async Task MeasureAsync(string name, Func<Task> roundTrip)
{
    for (var i = 0; i < 2000; i++)
    {
        await roundTrip();
    }

    var times = new List<double>();
    var allocatedBefore = GC.GetTotalAllocatedBytes();
    var start = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
    {
        var before = Stopwatch.GetTimestamp();
        await roundTrip();
        times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
    }

    var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
    var allocated = (GC.GetTotalAllocatedBytes() - allocatedBefore) / (double)times.Count;
    times.Sort();
    Console.WriteLine(
        $"{name,-16} {times.Count / elapsed,10:0} round trips/s, p50 {times[times.Count / 2]:0.000} ms, "
        + $"p99 {times[(int)(times.Count * 0.99)]:0.000} ms, {allocated:0} bytes allocated each (both sides)");
}
