using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>The thread that turns the wheel in the product, by the system's clock.</summary>
public sealed class FanOutThreadTests : IDisposable
{
    private readonly GatewayMetrics metrics = new(new OwnMeters());
    private readonly FanOutOptions options = new();
    private readonly FanOutWheel wheel;
    private readonly FanOutThread thread;
    private readonly RoomFanOut room;

    public FanOutThreadTests()
    {
        wheel = new FanOutWheel(TimeProvider.System, options, Loads.Idle, metrics, NullLogger<FanOutWheel>.Instance);
        thread = new FanOutThread(wheel, metrics);
        room = new RoomFanOut(wheel, new EncodedMessagePool(), metrics, options);
    }

    public void Dispose()
    {
        thread.Dispose();
        wheel.Dispose();
        metrics.Dispose();
    }

    [Theory]
    [InlineData(LatencyClass.Interactive)]
    [InlineData(LatencyClass.Audience)]
    [InlineData(LatencyClass.Economy)]
    public async Task Append_WhateverTheClass_ArrivesAndNothingIsLeft(LatencyClass latency)
    {
        await thread.StartAsync(CancellationToken.None);
        var transport = Join(latency);
        for (uint packet = 1; packet <= 3; packet++)
        {
            room.Append(Sounds.Stage(packet));
            var bundle = (await transport.NextAsync()).Bundle;
            (bundle.Position, bundle.Packets.Count).ShouldBe((packet - 1, 1));
        }

        await thread.StopAsync(CancellationToken.None);
        wheel.IsAsleep.ShouldBeTrue();
    }

    [Fact]
    public async Task Start_SomebodyWaitsAlready_IsServed()
    {
        var transport = Join(LatencyClass.Interactive);
        room.Append(Sounds.Stage(1));

        await thread.StartAsync(CancellationToken.None);

        (await transport.NextAsync()).Bundle.Position.ShouldBe(0ul);
    }

    [Fact]
    public async Task Append_FromManyThreads_EveryPacketComesOnce()
    {
        await thread.StartAsync(CancellationToken.None);
        var interactive = Join(LatencyClass.Interactive);
        var audience = Join(LatencyClass.Audience);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(voice => Task.Run(() =>
        {
            for (uint packet = 0; packet < 5; packet++)
            {
                room.Append(Sounds.Stage((uint)(voice * 100) + packet));
            }
        })));

        foreach (var transport in (FakeTransport[])[interactive, audience])
        {
            ulong next = 0;
            while (next < 20)
            {
                var bundle = (await transport.NextAsync()).Bundle;
                bundle.Position.ShouldBe(next);
                next += (ulong)bundle.Packets.Count;
            }

            next.ShouldBe(20ul);
        }
    }

    private FakeTransport Join(LatencyClass latency)
    {
        var transport = new FakeTransport();
        room.Add(new FanOutListener(new Outbox(transport), options, room.End, isResuming: false, static () => { }), latency);
        return transport;
    }
}
