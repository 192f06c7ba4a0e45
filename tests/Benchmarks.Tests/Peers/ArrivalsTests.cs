using AudioRooms.Benchmarks.Peers;
using AudioRooms.Testing;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class ArrivalsTests
{
    private readonly ManualTime time = new();
    private readonly Arrivals arrivals;

    public ArrivalsTests() => arrivals = new Arrivals(time);

    [Fact]
    public void Note_PacketsDueBeforeInAndAfterTheWindow_CountsThoseDueInIt()
    {
        Hear(late: TimeSpan.Zero);
        arrivals.Begin(TimeSpan.FromSeconds(1));
        Hear(late: TimeSpan.FromMilliseconds(10));
        Hear(late: TimeSpan.FromMilliseconds(1_500));
        Hear(late: TimeSpan.Zero);

        arrivals.Delivered.ShouldBe(2);
        arrivals.LatencyMs(0).ShouldBe(10);
        arrivals.LatencyMs(0.99).ShouldBe(1_500);
    }

    [Fact]
    public void Note_WhatIsNoPayload_DoesNotCount()
    {
        arrivals.Begin(TimeSpan.FromSeconds(1));

        arrivals.Note(new byte[Payload.Bytes]);
        arrivals.Note([1, 2, 3]);

        arrivals.Delivered.ShouldBe(0);
        arrivals.LatencyMs(0.99).ShouldBe(0);
    }

    private void Hear(TimeSpan late)
    {
        var payload = new byte[Payload.Bytes];
        Payload.Write(payload, time.GetTimestamp());
        time.Advance(late);
        arrivals.Note(payload);
    }
}
